namespace TgPlatform.Testing;

/// <summary>A clock that runs a thousand times as fast: the pauses of a run that was made to fail pass, and nobody waits for them.</summary>
internal sealed class FastTimeProvider : TimeProvider
{
    private const int Times = 1_000;

    private readonly DateTimeOffset _start = System.GetUtcNow();
    private readonly long _began = System.GetTimestamp();

    public override DateTimeOffset GetUtcNow() => _start + (System.GetElapsedTime(_began) * Times);

    public override long GetTimestamp() => (System.GetTimestamp() - _began) * Times;

    public override ITimer CreateTimer(TimerCallback callback, object? state, TimeSpan dueTime, TimeSpan period)
        => new Timer(System.CreateTimer(callback, state, Real(dueTime), Real(period)));

    // Never early: a timer that fires before its time by this clock would only be set again.
    private static TimeSpan Real(TimeSpan time) => time <= TimeSpan.Zero ? time : TimeSpan.FromMilliseconds(Math.Ceiling(time.TotalMilliseconds / Times));

    private sealed class Timer(ITimer inner) : ITimer
    {
        public bool Change(TimeSpan dueTime, TimeSpan period) => inner.Change(Real(dueTime), Real(period));

        public void Dispose() => inner.Dispose();

        public ValueTask DisposeAsync() => inner.DisposeAsync();
    }
}
