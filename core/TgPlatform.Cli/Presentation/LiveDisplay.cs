using Spectre.Console;
using TgPlatform.Cli.Running;

namespace TgPlatform.Cli.Presentation;

/// <summary>Draws the live table four times a second, and lets log lines pass above it.</summary>
internal sealed class LiveDisplay : IAsyncDisposable
{
    private static readonly TimeSpan Interval = TimeSpan.FromMilliseconds(250);

    private readonly IAnsiConsole _console;
    private readonly CancellationTokenSource _ended = new();
    private readonly Task _drawing;

    /// <summary>Begins to draw.</summary>
    public LiveDisplay(IAnsiConsole console, Func<RunSnapshot> look, TimeProvider time)
    {
        _console = console;
        _drawing = console.Live(LiveTable.Of(look(), time.GetUtcNow())).AutoClear(true).StartAsync(context => DrawAsync(context, look, time));
    }

    /// <summary>A console on a writer that is a terminal.</summary>
    public static IAnsiConsole ConsoleOn(TextWriter writer) => AnsiConsole.Create(new() { Out = new AnsiConsoleOutput(writer) });

    /// <summary>A line above the table.</summary>
    public void Line(string text) => _console.WriteLine(text);

    /// <summary>Takes the table away.</summary>
    public async ValueTask DisposeAsync()
    {
        await _ended.CancelAsync();
        await _drawing;
        _ended.Dispose();
    }

    private async Task DrawAsync(LiveDisplayContext context, Func<RunSnapshot> look, TimeProvider time)
    {
        using var timer = new PeriodicTimer(Interval, time);
        try
        {
            while (await timer.WaitForNextTickAsync(_ended.Token))
                context.UpdateTarget(LiveTable.Of(look(), time.GetUtcNow()));
        }
        catch (OperationCanceledException)
        {
            // The run is over.
        }
    }
}
