using TgPlatform.Contracts;
using TgPlatform.Runtime.Events;

namespace TgPlatform.Runtime.Engine;

/// <summary>
/// Every lane's work, and the one place where producers claim. A claim touches one lane's lock at a time; a lane that runs dry takes over
/// whole groups nobody has begun from the lane that would finish last, and a lane that would take long over a group leaves it to one that would
/// be done with it earlier.
/// </summary>
internal sealed class WorkBoard : IDisposable
{
    private readonly TimeProvider _time;
    private readonly IRunObserver _observer;
    private readonly TimeSpan _stay;
    private readonly ParkingLot _parked = new();
    private readonly Lock _lanesLock = new();
    private readonly DelayQueue<(LaneQueue Lane, LaneCondition? Wait)> _wakeups;
    private readonly DelayQueue<LaneQueue> _watches;
    private volatile LaneQueue[] _lanes = [];
    private IReadOnlyList<Lane>? _known;
    private int _next;

    /// <param name="time">The clock.</param>
    /// <param name="observer">Hears of lanes.</param>
    /// <param name="limits">Which lane may fetch what.</param>
    /// <param name="stay">How long a waiting lane keeps what it has begun.</param>
    public WorkBoard(TimeProvider time, IRunObserver observer, LaneLimits limits, TimeSpan stay)
    {
        (_time, _observer, Limits, _stay) = (time, observer, limits, stay);
        _wakeups = new(time, EndWait);
        _watches = new(time, LookAfter);
    }

    public IReadOnlyList<LaneQueue> Lanes => _lanes;

    public LaneLimits Limits { get; }

    /// <summary>What is between two places.</summary>
    public Transit Transit { get; } = new();

    /// <summary>Raised when a lane has closed, so that its unstarted work can be given to others.</summary>
    public event Action<LaneQueue>? Closed;

    /// <summary>Raised when a lane has waited so long that others may take over what it has begun, and again while that lasts.</summary>
    public event Action<LaneQueue>? Overdue;

    /// <summary>Raised when nothing is left to claim anywhere and a worker is about to wait.</summary>
    public event Action? Dry;

    /// <summary>Whether any lane would begin something new at once.</summary>
    public bool HasRoom
    {
        get
        {
            var now = _time.GetUtcNow();
            return Array.Exists(_lanes, lane => lane.HasRoom(now));
        }
    }

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
                queue.Widened += WakeAll;
                // It may have begun to wait while nobody listened.
                WakeAfterWait(queue);
            }

            _known = lanes;
        }
    }

    public LaneQueue? Find(string name) => Array.Find(_lanes, lane => lane.Lane.Name == name);

    /// <summary>A closed lane that may fetch a group, when no open one may: it may open again, and others would only fail.</summary>
    public LaneQueue? OnlyClosedFor(GroupWork group)
    {
        if (!Limits.Exist || Array.Exists(_lanes, lane => lane.Lane.Condition.IsOpen && Limits.May(lane, group)))
            return null;
        return Array.Find(_lanes, lane => !lane.Lane.Condition.IsOpen && Limits.May(lane, group));
    }

    public bool IsReady(LaneQueue lane) => lane.IsReady(_time.GetUtcNow());

    /// <summary>Whether a lane has waited so long that others may take over what it has begun.</summary>
    public bool IsOverdue(LaneQueue lane) => lane.HasWaitedLong && !IsReady(lane);

    public void Add(LaneQueue lane, List<GroupWork> groups)
    {
        lane.Add(groups);
        Wake(groups.Sum(static group => group.Members.Count));
    }

    public void AddAgain(LaneQueue lane, Work work)
    {
        lane.AddAgain(work);
        _parked.WakeOne();
    }

    /// <summary>Goes on with a group that another lane has begun.</summary>
    public void AddBegun(LaneQueue lane, GroupWork group)
    {
        lane.AddBegun(group);
        Wake(group.Unclaimed.Count());
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

    /// <summary>Takes the next item, if any lane has one for which it has a place.</summary>
    public bool TryClaim(Action<GroupWork> groupStarted, out Work? work)
    {
        var lanes = _lanes;
        var now = _time.GetUtcNow();
        var first = (int)((uint)Interlocked.Increment(ref _next) % (uint)Math.Max(1, lanes.Length));
        for (var offset = 0; offset < lanes.Length; offset++)
        {
            var lane = lanes[(first + offset) % lanes.Length];
            if (TryClaim(lanes, lane, now, out work, out var started) || (TryBalance(lanes, lane, now) && lane.TryClaim(now, out work, out started)))
            {
                if (started)
                    groupStarted(work!.Group);
                return true;
            }
        }

        work = null;
        return false;
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

    /// <summary>A member of a group has come to its end: the next one may be claimed where order is kept.</summary>
    public void MemberEnded(Work work)
    {
        work.Group.MemberEnded();
        if (work.Group.KeepsOrder)
            _parked.WakeOne();
    }

    /// <summary>Guesses anew how much waits on each lane.</summary>
    public void Guess(Func<Item, long> guess)
    {
        foreach (var lane in _lanes)
            lane.Guess(guess);
    }

    public void WakeAll() => _parked.WakeAll();

    public void Dispose()
    {
        foreach (var lane in _lanes)
            lane.Lane.Changed -= OnChanged;
        _wakeups.Dispose();
        _watches.Dispose();
    }

    private void Wake(int workers)
    {
        for (; workers > 0; workers--)
            _parked.WakeOne();
    }

    /// <summary>Claims on a lane, and leaves what would take it long to a lane that would be done with it earlier, with all it has to do already.</summary>
    private bool TryClaim(LaneQueue[] lanes, LaneQueue lane, DateTimeOffset now, out Work? work, out bool started)
    {
        while (!lane.TryClaim(now, out work, out started, out var late, asksOthers: lanes.Length > 1))
        {
            if (late is not { } asked)
                return false;
            if (new LanePaces(lanes, Limits, now).Better(asked.Group, lane, asked.Seconds) is not { } better || !TryMove(lane, group => group == asked.Group, given => Add(better, [given])))
                return lane.TryClaim(now, out work, out started);
        }

        return true;
    }

    /// <summary>Gives a dry lane a group of the lane that would finish last.</summary>
    private bool TryBalance(LaneQueue[] lanes, LaneQueue dry, DateTimeOffset now)
    {
        if (lanes.Length == 1 || !dry.IsReady(now) || !dry.IsDry || !dry.MayLook || !Array.Exists(lanes, static lane => lane.HasUnstarted))
            return false;
        if (TryTakeFromLast(new(lanes, Limits, now), dry))
            return true;
        dry.FoundNothing();
        return false;
    }

    // Apart, because a method with such a lambda pays for it at every call.
    private bool TryTakeFromLast(LanePaces paces, LaneQueue dry) =>
        paces.LastButFor(dry) is { } last && TryMove(last, group => paces.IsWorthTaking(group, dry, last), dry.Add);

    private bool TryMove(LaneQueue from, Func<GroupWork, bool> mayGo, Action<GroupWork> add)
    {
        Transit.Leave();
        var moves = from.TryGiveAway(mayGo, out var given);
        if (moves)
            add(given!);
        Transit.Arrive();
        return moves;
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
        if (said.IsOpen && !lane.IsReady(now) && lane.BeginWatch())
            _watches.Add(lane, _stay);
    }

    private void EndWait((LaneQueue Lane, LaneCondition? Wait) ended)
    {
        if (ended.Wait is { } wait)
            ended.Lane.EndWait(wait);
        _parked.WakeAll();
    }

    private void LookAfter(LaneQueue lane)
    {
        if (!lane.Lane.Condition.IsOpen || IsReady(lane))
        {
            lane.EndWatch();
            // A wait that began just before nobody watched would have been left alone.
            WakeAfterWait(lane);
            return;
        }

        lane.HasWaitedLong = true;
        Overdue?.Invoke(lane);
        _watches.Add(lane, _stay > TimeSpan.FromSeconds(1) ? _stay : TimeSpan.FromSeconds(1));
    }
}
