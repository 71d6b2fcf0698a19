namespace TgPlatform.Testing;

/// <summary>A clock that moves only when told; its timers fire on the thread that moves it, in the order in which they are due.</summary>
public sealed class ManualTimeProvider : TimeProvider
{
    private readonly Lock _lock = new();
    private readonly List<ManualTimer> _timers = [];
    private readonly List<(int Count, TaskCompletionSource Reached)> _waiters = [];
    private DateTimeOffset _now = new(2030, 1, 1, 0, 0, 0, TimeSpan.Zero);
    private TimeSpan _setBy;

    public override long TimestampFrequency => TimeSpan.TicksPerSecond;

    public override DateTimeOffset GetUtcNow()
    {
        lock (_lock)
            return _now + _setBy;
    }

    public override long GetTimestamp()
    {
        lock (_lock)
            return _now.UtcTicks;
    }

    public override TimeZoneInfo LocalTimeZone => TimeZoneInfo.Utc;

    /// <summary>Moves the clock on, and fires every timer that falls due on the way at its own time.</summary>
    public void Advance(TimeSpan by)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(by, TimeSpan.Zero);
        DateTimeOffset end;
        lock (_lock)
            end = _now + by;
        while (TakeDue(end) is { } due)
            due.Fire();
        lock (_lock)
            _now = end;
    }

    /// <summary>Sets the clock on the wall, backwards too, as an administrator would; timers and timestamps do not notice.</summary>
    public void Jump(DateTimeOffset now)
    {
        lock (_lock)
            _setBy = now - _now;
    }

    /// <summary>Ends when at least so many timers are waiting: the signal that the code under test has begun to wait.</summary>
    public Task WhenTimersAsync(int count = 1)
    {
        lock (_lock)
        {
            if (_timers.Count >= count)
                return Task.CompletedTask;
            var reached = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
            _waiters.Add((count, reached));
            return reached.Task;
        }
    }

    public override ITimer CreateTimer(TimerCallback callback, object? state, TimeSpan dueTime, TimeSpan period)
    {
        var timer = new ManualTimer(this, callback, state);
        timer.Change(dueTime, period);
        return timer;
    }

    private ManualTimer? TakeDue(DateTimeOffset end)
    {
        lock (_lock)
        {
            var due = _timers.Where(timer => timer.Due <= end).MinBy(timer => timer.Due);
            if (due is null)
                return null;
            _now = due.Due > _now ? due.Due : _now;
            if (due.Period > TimeSpan.Zero)
                due.Due = _now + due.Period;
            else
                _timers.Remove(due);
            return due;
        }
    }

    private void Set(ManualTimer timer, TimeSpan dueTime, TimeSpan period)
    {
        lock (_lock)
        {
            _timers.Remove(timer);
            if (dueTime == Timeout.InfiniteTimeSpan)
                return;
            (timer.Due, timer.Period) = (_now + dueTime, period);
            _timers.Add(timer);
            foreach (var (_, reached) in _waiters.Where(waiter => _timers.Count >= waiter.Count))
                reached.TrySetResult();
            _waiters.RemoveAll(waiter => _timers.Count >= waiter.Count);
        }
    }

    private sealed class ManualTimer(ManualTimeProvider clock, TimerCallback callback, object? state) : ITimer
    {
        public DateTimeOffset Due { get; set; }

        public TimeSpan Period { get; set; }

        public void Fire() => callback(state);

        public bool Change(TimeSpan dueTime, TimeSpan period)
        {
            clock.Set(this, dueTime, period);
            return true;
        }

        public void Dispose() => clock.Set(this, Timeout.InfiniteTimeSpan, Timeout.InfiniteTimeSpan);

        public ValueTask DisposeAsync()
        {
            Dispose();
            return default;
        }
    }
}
