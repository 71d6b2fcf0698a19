using System.Diagnostics;
using System.Text.Json;

namespace TgPlatform.Cli.Chaos;

/// <summary>A run of the pipeline in a process of its own: what it says of itself, and how it ends.</summary>
internal sealed class ChildRun : IDisposable
{
    private const int KeptErrors = 20;

    // SIGKILL as shells count it; what TerminateProcess is given on Windows.
    private static readonly int KilledExitCode = OperatingSystem.IsWindows() ? -1 : 128 + 9;

    private readonly Process _process;
    private readonly TaskCompletionSource _began = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private readonly Queue<string> _errors = [];
    private readonly Task _reading;

    /// <summary>Starts it.</summary>
    public ChildRun(ChildCommand command, string workspace)
    {
        _process = command.Start(workspace);
        _reading = Task.WhenAll(ReadAsync(_process.StandardOutput, Hear), ReadAsync(_process.StandardError, KeepError));
    }

    /// <summary>Content bytes it has fetched, as it said last.</summary>
    public long BytesFetched { get; private set; }

    /// <summary>Its exit code; null when it was killed before it had ended.</summary>
    public int? ExitCode { get; private set; }

    /// <summary>The last things it said that are for people.</summary>
    public string Errors => string.Join(Environment.NewLine, _errors);

    /// <summary>Waits for its end, and kills it when a moment after its beginning comes first.</summary>
    /// <param name="moment">When, counted from the beginning of the run; null for never.</param>
    /// <param name="time">The clock.</param>
    /// <param name="stop">Kills it too.</param>
    public async Task EndAsync(TimeSpan? moment, TimeProvider time, CancellationToken stop)
    {
        using var ended = CancellationTokenSource.CreateLinkedTokenSource(stop);
        var exit = _process.WaitForExitAsync(CancellationToken.None);
        var blow = BlowAsync(moment ?? Timeout.InfiniteTimeSpan, time, ended.Token);
        var isKilled = await Task.WhenAny(exit, blow) == blow && !_process.HasExited;
        if (isKilled)
            _process.Kill();
        await exit;
        await _reading;
        await ended.CancelAsync();
        await blow.ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        stop.ThrowIfCancellationRequested();
        // It may have ended, or crashed, while the blow was on its way.
        ExitCode = isKilled && _process.ExitCode == KilledExitCode ? null : _process.ExitCode;
    }

    public void Dispose() => _process.Dispose();

    private async Task BlowAsync(TimeSpan moment, TimeProvider time, CancellationToken ended)
    {
        await _began.Task.WaitAsync(ended);
        await Task.Delay(moment, time, ended);
    }

    private static async Task ReadAsync(StreamReader lines, Action<string> said)
    {
        while (await lines.ReadLineAsync() is { } line)
            said(line);
    }

    private void KeepError(string line)
    {
        if (_errors.Count == KeptErrors)
            _errors.Dequeue();
        _errors.Enqueue(line);
    }

    // Most lines are events of items: only those that are of interest are parsed.
    private void Hear(string line)
    {
        _began.TrySetResult();
        if (!(IsEvent(line, "progress") || IsEvent(line, "run_ended")) || !line.EndsWith('}'))
            return;
        using var progress = JsonDocument.Parse(line);
        BytesFetched = progress.RootElement.GetProperty("bytes_fetched").GetInt64();
    }

    private static bool IsEvent(string line, string name) => line.StartsWith($"{{\"event\":\"{name}\"", StringComparison.Ordinal);
}
