using TgPlatform.Cli.Presentation;
using TgPlatform.Contracts;
using TgPlatform.Runtime.Events;
using TgPlatform.Runtime.Retries;

namespace TgPlatform.Cli.Running;

/// <summary>Tells of each long wait of a lane, once: for whoever wants to hear of problems only, and of a run that stands still.</summary>
/// <param name="time">The clock on the wall, for moments.</param>
/// <param name="tell">Takes the line.</param>
internal sealed class LongWaits(TimeProvider time, Action<string> tell) : IRunObserver
{
    private static readonly TimeSpan Long = TimeSpan.FromSeconds(10);

    // What is tried at the end of a pause may take this long to fail as before.
    private static readonly TimeSpan Trial = TimeSpan.FromMinutes(2);

    private readonly Lock _lock = new();
    private readonly Dictionary<string, Wait> _waits = new(StringComparer.Ordinal);

    /// <inheritdoc/>
    public void On(RunEvent happened)
    {
        if (happened is not LaneChanged changed)
            return;
        lock (_lock)
        {
            if (changed.Condition is not { IsOpen: true, WaitingUntil: { } until })
                _waits.Remove(changed.Lane);
            else
                Go(changed, until);
        }
    }

    private void Go(LaneChanged changed, DateTimeOffset until)
    {
        var wait = _waits.TryGetValue(changed.Lane, out var before) && before.GoesOn(changed) ? before : new Wait { Since = changed.At };
        (wait.Until, wait.Reason) = (until, changed.Condition.Reason);
        _waits[changed.Lane] = wait;
        if (wait.IsTold || until - wait.Since <= Long)
            return;
        wait.IsTold = true;
        tell($"tgp: lane {changed.Lane} {ProgressLine.Waits(until, FailureText.Short(wait.Reason ?? "no reason was given"), time.GetLocalNow())}");
    }

    private sealed class Wait
    {
        public required DateTimeOffset Since { get; init; }

        public DateTimeOffset Until { get; set; }

        public string? Reason { get; set; }

        public bool IsTold { get; set; }

        /// <summary>Whether the lane waits on: its time was not over, or what was tried then failed for the same reason.</summary>
        public bool GoesOn(LaneChanged changed) => changed.At <= (changed.Condition.Reason == Reason ? Until + Trial : Until);
    }
}
