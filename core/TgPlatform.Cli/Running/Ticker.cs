namespace TgPlatform.Cli.Running;

/// <summary>Does something at an interval until disposed; never twice at once. An interval of zero does it never.</summary>
internal sealed class Ticker : IAsyncDisposable
{
    private readonly ITimer? _timer;
    private int _busy;

    /// <summary>Begins; the first time is one interval away.</summary>
    public Ticker(TimeProvider time, TimeSpan interval, Action tick)
    {
        if (interval <= TimeSpan.Zero)
            return;
        _timer = time.CreateTimer(
            _ =>
            {
                if (Interlocked.Exchange(ref _busy, 1) == 1)
                    return;
                tick();
                Volatile.Write(ref _busy, 0);
            },
            null, interval, interval);
    }

    /// <summary>Ends when a tick that is running has ended.</summary>
    public ValueTask DisposeAsync() => _timer?.DisposeAsync() ?? ValueTask.CompletedTask;
}
