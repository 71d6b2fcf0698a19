namespace TgPlatform.Plugins.Telegram.Tests.Support;

/// <summary>A clock that moves when told. Timers fire on the thread that moves it; whoever waits for one to be set can.</summary>
internal sealed class ManualTime(DateTimeOffset start) : TimeProvider
{
    private readonly Lock _lock = new();
    private readonly List<ManualTimer> _timers = [];
    private readonly List<(Func<IReadOnlyList<TimeSpan>, bool> Condition, TaskCompletionSource Met)> _watchers = [];
    private DateTimeOffset _now = start;

    public ManualTime() : this(DateTimeOffset.UtcNow) { }

    public override DateTimeOffset GetUtcNow()
    {
        lock (_lock) return _now;
    }

    public override long GetTimestamp() => GetUtcNow().Ticks;
    public override long TimestampFrequency => TimeSpan.TicksPerSecond;

    public void Advance(TimeSpan span)
    {
        List<ManualTimer> due;
        lock (_lock)
        {
            _now += span;
            due = [.. _timers.Where(t => t.Due <= _now)];
        }
        foreach (var timer in due) timer.Fire(_now);
    }

    /// <summary>Ends when a timer is set that fires this long from now.</summary>
    public Task TimerSetAsync(TimeSpan due)
    {
        var met = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        lock (_lock)
        {
            _watchers.Add((dues => dues.Any(d => d == due), met));
            Check();
        }
        return met.Task;
    }

    public override ITimer CreateTimer(TimerCallback callback, object? state, TimeSpan dueTime, TimeSpan period)
    {
        var timer = new ManualTimer(this, () => callback(state));
        timer.Change(dueTime, period);
        return timer;
    }

    private void Check()
    {
        IReadOnlyList<TimeSpan> dues = [.. _timers.Select(t => t.Due - _now)];
        foreach (var watcher in _watchers.Where(w => w.Condition(dues)).ToArray())
        {
            _watchers.Remove(watcher);
            watcher.Met.SetResult();
        }
    }

    private sealed class ManualTimer(ManualTime time, Action callback) : ITimer
    {
        private TimeSpan _period;

        public DateTimeOffset Due { get; private set; }

        public bool Change(TimeSpan dueTime, TimeSpan period)
        {
            lock (time._lock)
            {
                time._timers.Remove(this);
                _period = period;
                if (dueTime == Timeout.InfiniteTimeSpan) return true;
                Due = time._now + dueTime;
                time._timers.Add(this);
                time.Check();
            }
            return true;
        }

        public void Fire(DateTimeOffset now)
        {
            lock (time._lock)
            {
                if (_period > TimeSpan.Zero) Due = now + _period;
                else time._timers.Remove(this);
            }
            callback();
        }

        public void Dispose()
        {
            lock (time._lock) time._timers.Remove(this);
        }

        public ValueTask DisposeAsync()
        {
            Dispose();
            return ValueTask.CompletedTask;
        }
    }
}
