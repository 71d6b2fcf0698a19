using TgPlatform.Contracts;
using TgPlatform.Runtime.Events;

namespace TgPlatform.Runtime.Engine;

/// <summary>
/// Every lane's work, and the one place where producers claim. A claim touches one lane's lock at a time; a lane that runs dry takes over
/// whole groups nobody has begun from the lane that would finish last.
/// </summary>
internal sealed class WorkBoard : IDisposable
{
    private readonly TimeProvider _time;
    private readonly IRunObserver _observer;
    private readonly ParkingLot _parked = new();
    private readonly Lock _lanesLock = new();
    private readonly DelayQueue<(LaneQueue Lane, LaneCondition? Wait)> _wakeups;
    private volatile LaneQueue[] _lanes = [];
    private IReadOnlyList<Lane>? _known;
    private int _next;

    public WorkBoard(TimeProvider time, IRunObserver observer)
    {
        (_time, _observer) = (time, observer);
        _wakeups = new(time, EndWait);
    }

    public IReadOnlyList<LaneQueue> Lanes => _lanes;

    /// <summary>Raised when a lane has closed, so that its unstarted work can be given to others.</summary>
    public event Action<LaneQueue>? Closed;

    /// <summary>Raised when nothing is left to claim anywhere and a worker is about to wait.</summary>
    public event Action? Dry;

    /// <summary>Takes over the source's lanes; cheap when they have not changed.</summary>
    public void Refresh(IReadOnlyList<Lane> lanes)
    {
        if (ReferenceEquals(lanes, _known))
            return;
        lock (_lanesLock)
        {
            foreach (var lane in lanes.Where(lane => !_lanes.Any(queue => ReferenceEquals(queue.Lane, lane))).ToList())
            {
                var queue = new LaneQueue(lane, _time);
                _lanes = [.. _lanes, queue];
                lane.Changed += OnChanged;
                queue.Changed += OnChanged;
            }

            _known = lanes;
        }
    }

    public LaneQueue? Find(string name) => Array.Find(_lanes, lane => lane.Lane.Name == name);

    public void Add(LaneQueue lane, List<GroupWork> groups)
    {
        lane.Add(groups);
        for (var member = groups.Sum(static group => group.Members.Count); member > 0; member--)
            _parked.WakeOne();
    }

    public void AddAgain(LaneQueue lane, Work work)
    {
        lane.AddAgain(work);
        _parked.WakeOne();
    }

    /// <summary>Waits for the next item; null when no more will come.</summary>
    /// <param name="groupStarted">Called when the claim has begun the last member of a group.</param>
    /// <param name="cancellationToken">No more claims.</param>
    public async ValueTask<Work?> ClaimAsync(Action<GroupWork> groupStarted, CancellationToken cancellationToken)
    {
        while (!cancellationToken.IsCancellationRequested)
        {
            if (TryClaim(groupStarted, out var work))
                return work;
            var place = _parked.Park();
            if (TryClaim(groupStarted, out work))
            {
                _parked.Leave(place);
                return work;
            }

            Dry?.Invoke();
            using var registration = cancellationToken.UnsafeRegister(static state => ((TaskCompletionSource)state!).TrySetResult(), place);
            await place.Task;
        }

        return null;
    }

    /// <summary>A fetch has ended: its place on the lane is free, and somebody may want it.</summary>
    /// <param name="work">The item.</param>
    /// <param name="bytes">What it brought; null when it was not even asked for.</param>
    /// <param name="failed">What its failure means, or null.</param>
    public void Ended(Work work, long? bytes, FailureKind? failed)
    {
        var lane = work.Lane!;
        lane.Ended(work, bytes, failed);
        _parked.WakeOne();
        // A probe that has shown nothing: the next one comes without anybody's word.
        if (work.IsLaneProbe)
            WakeAfterWait(lane);
    }

    public void WakeAll() => _parked.WakeAll();

    public void Dispose()
    {
        foreach (var lane in _lanes)
            lane.Lane.Changed -= OnChanged;
        _wakeups.Dispose();
    }

    private bool TryClaim(Action<GroupWork> groupStarted, out Work? work)
    {
        var lanes = _lanes;
        var now = _time.GetUtcNow();
        var first = (int)((uint)Interlocked.Increment(ref _next) % (uint)Math.Max(1, lanes.Length));
        for (var offset = 0; offset < lanes.Length; offset++)
        {
            var lane = lanes[(first + offset) % lanes.Length];
            if (lane.TryClaim(now, out work, out var started) || (TryBalance(lanes, lane, now) && lane.TryClaim(now, out work, out started)))
            {
                if (started)
                    groupStarted(work!.Group);
                return true;
            }
        }

        work = null;
        return false;
    }

    /// <summary>Gives a dry lane a group of the lane that would finish last.</summary>
    private static bool TryBalance(LaneQueue[] lanes, LaneQueue dry, DateTimeOffset now)
    {
        if (lanes.Length == 1 || dry.HasWaiting || !dry.IsReady(now))
            return false;
        var slowest = lanes.Where(lane => lane != dry && lane.HasUnstarted).MaxBy(static lane => lane.SecondsLeft);
        if (slowest is null || !slowest.TryGiveAway(out var group))
            return false;
        dry.Add(group!);
        return true;
    }

    private void OnChanged(Lane lane)
    {
        if (Find(lane.Name) is { } queue)
            OnChanged(queue);
    }

    private void OnChanged(LaneQueue lane)
    {
        var condition = lane.Condition;
        WakeAfterWait(lane);
        _observer.On(new LaneChanged(_time.GetUtcNow(), lane.Lane.Name, condition));
        if (!condition.IsOpen)
            Closed?.Invoke(lane);
        _parked.WakeAll();
    }

    // Two reasons to wait, two alarms: what the source asked for, and what the runtime itself keeps away.
    private void WakeAfterWait(LaneQueue lane)
    {
        var (said, now) = (lane.Lane.Condition, _time.GetUtcNow());
        if (said.WaitingUntil is { } until && !lane.IsOver(said, now))
            _wakeups.Add((lane, said), until - now);
        if (lane.PausedFor is { } pause)
            _wakeups.Add((lane, null), pause);
    }

    private void EndWait((LaneQueue Lane, LaneCondition? Wait) ended)
    {
        if (ended.Wait is { } wait)
            ended.Lane.EndWait(wait);
        _parked.WakeAll();
    }
}
