using System.Threading.Channels;
using TgPlatform.Runtime.Events;

namespace TgPlatform.Cli.Presentation;

/// <summary>
/// Prints every event as a line of JSON, in order, off the engine's threads. A reader that falls far behind slows the run down, since no event is left
/// out; one that has gone is no longer written to.
/// </summary>
internal sealed class JsonEvents : IRunObserver, IAsyncDisposable
{
    private const int MostWaiting = 8192;

    private readonly Channel<Func<string>> _waiting = Channel.CreateBounded<Func<string>>(new BoundedChannelOptions(MostWaiting) { SingleReader = true });
    private readonly TextWriter _output;
    private readonly Task _printing;

    /// <summary>Begins to print.</summary>
    public JsonEvents(TextWriter output)
    {
        _output = output;
        _printing = Task.Run(PrintAsync);
    }

    /// <inheritdoc/>
    public void On(RunEvent happened) => Add(() => EventJson.Of(happened));

    /// <summary>Prints how the run is.</summary>
    public void Progress(Running.RunSnapshot now, DateTimeOffset at) => Add(() => EventJson.Of(now, at));

    /// <summary>Ends when everything is printed.</summary>
    public async ValueTask DisposeAsync()
    {
        _waiting.Writer.TryComplete();
        await _printing;
    }

    private void Add(Func<string> line)
    {
        while (!_waiting.Writer.TryWrite(line))
        {
            if (!_waiting.Writer.WaitToWriteAsync().AsTask().GetAwaiter().GetResult())
                return;
        }
    }

    private async Task PrintAsync()
    {
        try
        {
            await foreach (var line in _waiting.Reader.ReadAllAsync())
                await _output.WriteLineAsync(line());
            await _output.FlushAsync();
        }
        catch (IOException)
        {
            // The reader has closed its end, as 'head' does: the run goes on, its accounting is in the ledger.
            _waiting.Writer.TryComplete();
        }
    }
}
