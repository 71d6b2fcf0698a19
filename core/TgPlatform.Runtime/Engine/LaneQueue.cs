using TgPlatform.Contracts;

namespace TgPlatform.Runtime.Engine;

/// <summary>The work of one lane: what waits, what runs, how fast it goes. Its lock is its own; lanes never wait for each other.</summary>
internal sealed partial class LaneQueue(Lane lane, TimeProvider time)
{
    private readonly Lock _lock = new();
    private readonly LaneBacklog _backlog = new();
    private readonly LaneWidth _width = new(Math.Clamp(lane.MaxConcurrency, 1, 1024), time);
    private int _running;
    private int _runningLarge;
    private int _queuedItems;
    private long _queuedBytes;
    private long _claimedBytes;
    private long _arrived;
    private long _arrivedInWidth;
    private long _looksAgain;

    public Lane Lane { get; } = lane;

    /// <summary>False for a tenth of a second after <see cref="FoundNothing"/>: going through all that others have, for every claim, would cost more than it brings.</summary>
    public bool MayLook => time.GetTimestamp() >= Volatile.Read(ref _looksAgain);

    /// <summary>There was nothing on other lanes that this one should take.</summary>
    public void FoundNothing() => Volatile.Write(ref _looksAgain, time.GetTimestamp() + (time.TimestampFrequency / 10));

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

    /// <summary>Goes on with a group that another lane has begun.</summary>
    public void AddBegun(GroupWork group)
    {
        lock (_lock)
        {
            _backlog.AddBegun(group);
            Count(group.Unclaimed, 1);
        }
    }

    public void AddAgain(Work work)
    {
        lock (_lock)
        {
            _backlog.AddAgain(work);
            Count(work, 1);
        }
    }

    /// <summary>Takes the next item if the lane is ready and has a place.</summary>
    /// <param name="now">The moment of the claim.</param>
    /// <param name="work">The item.</param>
    /// <param name="groupStarted">True when this claim took the last waiting member of a group.</param>
    public bool TryClaim(DateTimeOffset now, out Work? work, out bool groupStarted) => TryClaim(now, out work, out groupStarted, out _, asksOthers: false);

    /// <summary>As above; with others to ask, a group that would keep the lane for long is left for them to look at.</summary>
    /// <param name="now">The moment of the claim.</param>
    /// <param name="work">The item.</param>
    /// <param name="groupStarted">True when this claim took the last waiting member of a group.</param>
    /// <param name="late">The group in question, and the seconds until this lane would be done with it.</param>
    /// <param name="asksOthers">Whether there are others.</param>
    public bool TryClaim(DateTimeOffset now, out Work? work, out bool groupStarted, out (GroupWork Group, double Seconds)? late, bool asksOthers)
    {
        (work, groupStarted, late) = (null, false, null);
        if (!IsReady(now))
            return false;
        lock (_lock)
        {
            if (_running >= _width.Current || !_backlog.HasNext)
                return false;
            // Nothing overtakes a large item that has to wait: what runs on the lane fills it meanwhile.
            if (_runningLarge >= Lane.MaxLargeConcurrency && IsLarge(_backlog.PeekNext()))
                return false;
            if (asksOthers && (late = Late()) is not null)
                return false;
            if ((_running > 0 && _circuit.Reason is not null) || !_circuit.TryPass(out var isProbe))
                return false;
            work = _backlog.Take(prefersNew: isProbe, out groupStarted);
            Look();
            _running++;
            _claimedBytes += work.LoadBytes;
            work.IsLarge = IsLarge(work);
            _runningLarge += work.IsLarge ? 1 : 0;
            (work.Lane, work.IsLaneProbe) = (this, isProbe);
            return true;
        }
    }

    /// <summary>Opening has told how large a claimed item really is.</summary>
    public void Learn(Work work, long bytes)
    {
        lock (_lock)
        {
            var more = bytes - work.LoadBytes;
            _queuedBytes += more;
            _claimedBytes += more;
            work.LoadBytes = bytes;
        }
    }

    /// <summary>So many bytes have arrived on the lane.</summary>
    public void Arrived(int bytes)
    {
        Interlocked.Add(ref _arrived, bytes);
        // Ends come often enough where items are small; large ones tell here how wide the lane should be.
        if (!_width.IsOverdue)
            return;
        int grown;
        lock (_lock)
        {
            grown = -_width.Current;
            _width.Received(ArrivedSince(), IsFull);
            grown += _width.Current;
        }

        if (grown > 0)
            Widened?.Invoke();
    }

    /// <summary>Guesses anew how much waits.</summary>
    public void Guess(Func<Item, long> guess)
    {
        lock (_lock)
            _queuedBytes += _backlog.Guess(guess);
    }

    /// <summary>A fetch has ended, well or not.</summary>
    /// <param name="work">The item.</param>
    /// <param name="bytes">What it brought; null when it was not even asked for.</param>
    /// <param name="failed">What its failure means, or null.</param>
    public void Ended(Work work, long? bytes, FailureKind? failed)
    {
        lock (_lock)
        {
            Look();
            var full = IsFull;
            _running--;
            _runningLarge -= work.IsLarge ? 1 : 0;
            _claimedBytes -= work.LoadBytes;
            Count(work, -1);
            _arrivedBefore = _running == 0 ? Interlocked.Read(ref _arrived) : _arrivedBefore + (bytes ?? 0);
            if (bytes > 0)
                Volatile.Write(ref _streak, 0);
            if (failed is FailureKind.Transient or FailureKind.Throttled)
                _width.BackOff();
            else
                _width.Fetched(ArrivedSince(), full);
        }

        // Whoever says that an item is gone, works.
        if ((failed is null ? bytes is not null : failed is FailureKind.Permanent or FailureKind.Poison) && _circuit.Works())
            Changed?.Invoke(this);
    }

    /// <summary>Gives away one group nobody has begun, if there is one that may go.</summary>
    public bool TryGiveAway(Func<GroupWork, bool> mayGo, out GroupWork? group)
    {
        lock (_lock)
        {
            group = _backlog.GiveAway(mayGo);
            if (group is not null)
                Count(group.Members, -1);
            return group is not null;
        }
    }

    /// <summary>Whether anything waits here, retries included.</summary>
    public bool HasWaiting
    {
        get
        {
            lock (_lock)
                return !_backlog.IsEmpty;
        }
    }

    /// <summary>Whether there is nothing the lane could begin.</summary>
    public bool IsDry
    {
        get
        {
            lock (_lock)
                return !_backlog.HasNext;
        }
    }

    public bool HasUnstarted
    {
        get
        {
            lock (_lock)
                return _backlog.HasUnstarted;
        }
    }

    /// <summary>Takes back what other lanes may go on with: items to be tried again, and the rest of groups whose first members were begun here.</summary>
    public (List<Work> Again, List<GroupWork> Begun) TakeBegun()
    {
        lock (_lock)
        {
            var taken = _backlog.TakeBegun();
            Count(taken.Again, -1);
            taken.Begun.ForEach(group => Count(group.Unclaimed, -1));
            return taken;
        }
    }

    private bool IsFull => _running >= _width.Current && _backlog.HasNew;

    private long ArrivedSince()
    {
        var (before, now) = (_arrivedInWidth, Interlocked.Read(ref _arrived));
        _arrivedInWidth = now;
        return now - before;
    }

    private bool IsLarge(Work work) => work.Item.Size >= Lane.LargeBytes;

    private void Enqueue(GroupWork group)
    {
        _backlog.Add(group);
        Count(group.Members, 1);
    }

    private void Count(IEnumerable<Work> works, int sign)
    {
        foreach (var work in works)
            Count(work, sign);
    }

    private void Count(Work work, int sign)
    {
        _queuedItems += sign;
        _queuedBytes += sign * work.LoadBytes;
    }
}
