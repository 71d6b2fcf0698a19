namespace TgPlatform.Sandbox.Tests.Telegram;

/// <summary>Real time until it is pushed ahead; timers that come due by the push fire at once.</summary>
public sealed class ManualClock : TimeProvider
{
    private readonly Lock _gate = new();
    private readonly List<Alarm> _alarms = [];
    private TaskCompletionSource _armed = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private TimeSpan _ahead;

    public override DateTimeOffset GetUtcNow() => System.GetUtcNow() + _ahead;

    /// <summary>Ends when somebody waits for a time at least this far away; what has passed of it by itself, on a slow machine, does not count.</summary>
    public async Task WaitForAlarmAsync(TimeSpan atLeast)
    {
        while (true)
        {
            Task armed;
            lock (_gate)
            {
                if (_alarms.Any(alarm => alarm.Wanted - (_ahead - alarm.Ahead) >= atLeast - TimeSpan.FromSeconds(1))) return;
                armed = _armed.Task;
            }
            await armed;
        }
    }

    public void Advance(TimeSpan by)
    {
        Alarm[] due;
        lock (_gate)
        {
            _ahead += by;
            due = [.. _alarms.Where(alarm => alarm.Due <= GetUtcNow())];
            foreach (var alarm in due) _alarms.Remove(alarm);
        }
        foreach (var alarm in due) alarm.Ring();
    }

    public override ITimer CreateTimer(TimerCallback callback, object? state, TimeSpan dueTime, TimeSpan period)
    {
        var alarm = new Alarm(this, () => callback(state));
        alarm.Change(dueTime, period);
        return alarm;
    }

    private void Arm(Alarm alarm, TimeSpan dueTime)
    {
        lock (_gate)
        {
            _alarms.Remove(alarm);
            if (dueTime == Timeout.InfiniteTimeSpan) return;
            (alarm.Due, alarm.Wanted, alarm.Ahead) = (GetUtcNow() + dueTime, dueTime, _ahead);
            _alarms.Add(alarm);
            _armed.TrySetResult();
            _armed = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        }
    }

    private sealed class Alarm(ManualClock clock, Action ring) : ITimer
    {
        public DateTimeOffset Due { get; set; }

        /// <summary>How long it was set for, and how far the clock had been pushed then.</summary>
        public TimeSpan Wanted { get; set; }

        public TimeSpan Ahead { get; set; }

        public void Ring() => ring();

        public bool Change(TimeSpan dueTime, TimeSpan period)
        {
            clock.Arm(this, dueTime);
            return true;
        }

        public void Dispose() => clock.Arm(this, Timeout.InfiniteTimeSpan);

        public ValueTask DisposeAsync()
        {
            Dispose();
            return ValueTask.CompletedTask;
        }
    }
}
