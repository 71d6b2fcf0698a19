using TgPlatform.Contracts;

namespace TgPlatform.Runtime.Engine;

/// <summary>The work of one lane: what waits, what runs, how fast it goes. Its lock is its own; lanes never wait for each other.</summary>
internal sealed class LaneQueue(Lane lane, TimeProvider time)
{
    private readonly Lock _lock = new();
    private readonly Queue<Work> _again = new();
    private readonly PriorityQueue<GroupWork, (int, long)> _waiting = new();
    private readonly LaneWidth _width = new(Math.Clamp(lane.MaxConcurrency, 1, 1024), time);
    private readonly LaneSpeed _speed = new(time);
    private readonly Circuit _circuit = new(time);
    private GroupWork? _open;
    private LaneCondition? _waited;
    private int _running;
    private int _runningLarge;
    private int _streak;
    private int _queuedItems;
    private long _queuedBytes;

    public Lane Lane { get; } = lane;

    /// <summary>Raised when the runtime pauses the lane because what is fetched on it fails, and when it works again.</summary>
    public event Action<LaneQueue>? Changed;

    /// <summary>The source's word on the lane; where it has none, the runtime's own.</summary>
    public LaneCondition Condition
    {
        get
        {
            var said = Lane.Condition;
            if (!said.IsOpen || (said.WaitingUntil is not null && !IsOver(said, time.GetUtcNow())))
                return said;
            if (_circuit.PausedUntil is { } until)
                return new(true, until, _circuit.Reason);
            return said.WaitingUntil is null ? said : LaneCondition.Ready;
        }
    }

    /// <summary>How long the runtime itself keeps work away from the lane; null when it does not.</summary>
    public TimeSpan? PausedFor => _circuit.PausedFor;

    /// <summary>Whether the lane takes new work right now.</summary>
    public bool IsReady(DateTimeOffset now) => Lane.Condition is { IsOpen: true } condition && IsOver(condition, now) && _circuit.PausedFor is null;

    /// <summary>Whether a wait the source asked for has lasted long enough; true when it asked for none.</summary>
    public bool IsOver(LaneCondition said, DateTimeOffset now) => (said.WaitingUntil ?? now) <= now || ReferenceEquals(said, Volatile.Read(ref _waited));

    /// <summary>A wait has lasted as long as was asked for, whatever the clock on the wall says.</summary>
    public void EndWait(LaneCondition wait) => Volatile.Write(ref _waited, wait);

    /// <summary>Fetching an item failed, and may work when tried again; when several items in a row do, the lane waits.</summary>
    public void Fails(string reason, Work work)
    {
        var wasOpen = _circuit.Reason is not null;
        if (_circuit.Fails(work.Item.Id, reason, work.IsLaneProbe) && (!wasOpen || work.IsLaneProbe))
            Changed?.Invoke(this);
    }

    /// <summary>Nothing will work on the lane until somebody acts.</summary>
    public void Block(string reason, Work work)
    {
        if (_circuit.Block(reason, work.IsLaneProbe) || work.IsLaneProbe)
            Changed?.Invoke(this);
    }

    /// <summary>One more wait in a row that the other side caused; any success ends the row.</summary>
    public int CountWait() => Interlocked.Increment(ref _streak);

    public LaneState State
    {
        get
        {
            lock (_lock)
                return new(Lane.Name, Condition, _queuedItems, _queuedBytes, _speed.BytesPerSecond);
        }
    }

    public (int Running, int Width) Places
    {
        get
        {
            lock (_lock)
                return (_running, _width.Current);
        }
    }

    /// <summary>Seconds until everything queued is fetched, by measured speed; for comparing lanes.</summary>
    public double SecondsLeft
    {
        get
        {
            lock (_lock)
                return _queuedBytes / Math.Max(1, _speed.BytesPerSecond);
        }
    }

    /// <summary>Adds groups in one step: nobody claims one while a more urgent one is still to come.</summary>
    public void Add(List<GroupWork> groups)
    {
        lock (_lock)
            groups.ForEach(Enqueue);
    }

    public void Add(GroupWork group)
    {
        lock (_lock)
            Enqueue(group);
    }

    public void AddAgain(Work work)
    {
        lock (_lock)
        {
            _again.Enqueue(work);
            _queuedItems++;
            _queuedBytes += work.LoadBytes;
        }
    }

    /// <summary>Takes the next item if the lane is ready and has a place.</summary>
    /// <param name="now">The moment of the claim.</param>
    /// <param name="work">The item.</param>
    /// <param name="groupStarted">True when this claim took the last waiting member of a group.</param>
    public bool TryClaim(DateTimeOffset now, out Work? work, out bool groupStarted)
    {
        (work, groupStarted) = (null, false);
        if (!IsReady(now))
            return false;
        lock (_lock)
        {
            var hasNew = _open is not null || _waiting.Count > 0;
            if (_running >= _width.Current || !(hasNew || _again.Count > 0))
                return false;
            // Nothing overtakes a large item that has to wait: what runs on the lane fills it meanwhile.
            if (_runningLarge >= Lane.MaxLargeConcurrency && IsLarge(Next))
                return false;
            if ((_running > 0 && _circuit.Reason is not null) || !_circuit.TryPass(out var isProbe))
                return false;
            // What has failed before might fail again by itself: a probe is better made with something new.
            if (_again.Count > 0 && !(isProbe && hasNew))
            {
                work = _again.Dequeue();
            }
            else
            {
                _open ??= _waiting.Dequeue();
                work = _open.Members[_open.Claimed++];
                if (groupStarted = _open.IsClaimedWhole)
                    _open = null;
            }

            _running++;
            work.IsLarge = IsLarge(work);
            _runningLarge += work.IsLarge ? 1 : 0;
            _speed.Started(_running);
            (work.Lane, work.IsLaneProbe) = (this, isProbe);
            return true;
        }
    }

    /// <summary>Opening has told how large a claimed item really is.</summary>
    public void Learn(Work work, long bytes)
    {
        lock (_lock)
        {
            _queuedBytes += bytes - work.LoadBytes;
            work.LoadBytes = bytes;
        }
    }

    /// <summary>A fetch has ended, well or not.</summary>
    /// <param name="work">The item.</param>
    /// <param name="bytes">What it brought; null when it was not even asked for.</param>
    /// <param name="failed">What its failure means, or null.</param>
    public void Ended(Work work, long? bytes, FailureKind? failed)
    {
        lock (_lock)
        {
            var full = _running >= _width.Current && (_open is not null || _waiting.Count > 0);
            _running--;
            _runningLarge -= work.IsLarge ? 1 : 0;
            _queuedItems--;
            _queuedBytes -= work.LoadBytes;
            _speed.Ended(_running, bytes ?? 0);
            if (bytes > 0)
                Volatile.Write(ref _streak, 0);
            if (failed is FailureKind.Transient or FailureKind.Throttled)
                _width.BackOff();
            else
                _width.Fetched(bytes ?? 0, full);
        }

        // Whoever says that an item is gone, works.
        if ((failed is null ? bytes is not null : failed is FailureKind.Permanent or FailureKind.Poison) && _circuit.Works())
            Changed?.Invoke(this);
    }

    private Work Next
    {
        get
        {
            if (_again.TryPeek(out var again))
                return again;
            var group = _open ?? _waiting.Peek();
            return group.Members[group.Claimed];
        }
    }

    private bool IsLarge(Work work) => work.Item.Size >= Lane.LargeBytes;

    /// <summary>Gives away one group nobody has begun, if there is one that other lanes may take.</summary>
    public bool TryGiveAway(out GroupWork? group)
    {
        lock (_lock)
        {
            if (!_waiting.TryPeek(out group, out _) || group.BoundLane is not null)
                return false;
            _waiting.Dequeue();
            _queuedItems -= group.Members.Count;
            _queuedBytes -= group.LoadBytes;
            return true;
        }
    }

    /// <summary>Whether anything waits here, retries included.</summary>
    public bool HasWaiting
    {
        get
        {
            lock (_lock)
                return _again.Count > 0 || _open is not null || _waiting.Count > 0;
        }
    }

    public bool HasUnstarted
    {
        get
        {
            lock (_lock)
                return _waiting.Count > 0;
        }
    }

    /// <summary>
    /// Takes back single items that other lanes may run, when this lane has closed: retries, and the rest of a group whose first members were
    /// begun here.
    /// </summary>
    public List<Work> TakeItems()
    {
        lock (_lock)
        {
            List<Work> taken = [.. _again.Where(static work => work.Group.BoundLane is null)];
            List<Work> kept = [.. _again.Where(static work => work.Group.BoundLane is not null)];
            _again.Clear();
            kept.ForEach(_again.Enqueue);
            if (_open is { BoundLane: null } open)
            {
                foreach (var work in open.Members.Skip(open.Claimed))
                {
                    work.Lane = this;
                    taken.Add(work);
                }

                open.Claimed = open.Members.Count;
                _open = null;
            }

            _queuedItems -= taken.Count;
            _queuedBytes -= taken.Sum(static work => work.LoadBytes);
            return taken;
        }
    }

    private void Enqueue(GroupWork group)
    {
        _waiting.Enqueue(group, (-group.Priority, group.Sequence));
        _queuedItems += group.Members.Count;
        _queuedBytes += group.LoadBytes;
    }
}
