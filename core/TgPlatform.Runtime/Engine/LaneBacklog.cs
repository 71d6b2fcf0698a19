using TgPlatform.Contracts;

namespace TgPlatform.Runtime.Engine;

/// <summary>What waits on one lane: items to be tried again, groups that were begun, groups nobody has begun. Guarded by the lane's lock.</summary>
internal sealed class LaneBacklog
{
    private readonly Queue<Work> _again = new();
    private readonly List<GroupWork> _begun = [];
    private readonly PriorityQueue<GroupWork, (int, long)> _unstarted = new();
    private int _free;

    /// <summary>Whether anything can be taken.</summary>
    public bool HasNext => _again.Count > 0 || HasNew;

    /// <summary>Whether anything can be taken that was not tried before.</summary>
    public bool HasNew => _unstarted.Count > 0 || Begun is not null;

    /// <summary>Whether there are groups nobody has begun.</summary>
    public bool HasUnstarted => _unstarted.Count > 0;

    /// <summary>Whether anything waits, be it for another member of its group.</summary>
    public bool IsEmpty => _again.Count == 0 && _begun.Count == 0 && _unstarted.Count == 0;

    // A group whose order is kept has no next member while one is under way.
    private GroupWork? Begun => _begun.Find(static group => group.IsNextFree);

    public void Add(GroupWork group)
    {
        _unstarted.Enqueue(group, (-group.Priority, group.Sequence));
        _free += group.BoundLane is null ? 1 : 0;
    }

    public void AddAgain(Work work) => _again.Enqueue(work);

    /// <summary>Goes on with a group that another lane has begun.</summary>
    public void AddBegun(GroupWork group) => _begun.Add(group);

    /// <summary>What is taken next; there is something.</summary>
    public Work PeekNext() => _again.TryPeek(out var again) ? again : NextOf(Begun ?? _unstarted.Peek());

    /// <summary>The group that would be begun next, when it is a group's turn that nobody has begun.</summary>
    public GroupWork? PeekUnstarted() => _again.Count == 0 && Begun is null && _unstarted.TryPeek(out var group, out _) ? group : null;

    /// <summary>Takes the next item; there is one.</summary>
    /// <param name="prefersNew">What has failed before might fail again by itself: a probe is better made with something new.</param>
    /// <param name="groupStarted">True when this took the last waiting member of a group.</param>
    public Work Take(bool prefersNew, out bool groupStarted)
    {
        groupStarted = false;
        if (_again.Count > 0 && !(prefersNew && HasNew))
            return _again.Dequeue();
        var group = Begun;
        if (group is null)
            _begun.Add(group = TakeUnstarted());
        var work = group.Members[group.Claimed++];
        if (groupStarted = group.IsClaimedWhole)
            _begun.Remove(group);
        return work;
    }

    /// <summary>Gives away a group nobody has begun, the most urgent that may go.</summary>
    public GroupWork? GiveAway(Func<GroupWork, bool> mayGo)
    {
        GroupWork? given = null;
        List<GroupWork>? kept = null;
        while (given is null && _free > 0)
        {
            var group = TakeUnstarted();
            if (group.BoundLane is null && mayGo(group))
                given = group;
            else
                (kept ??= []).Add(group);
        }

        kept?.ForEach(Add);
        return given;
    }

    /// <summary>Takes back items to be tried again and groups that were begun, as far as other lanes may go on with them.</summary>
    public (List<Work> Again, List<GroupWork> Begun) TakeBegun()
    {
        List<Work> again = [.. _again.Where(static work => work.Group.BoundLane is null)];
        List<Work> kept = [.. _again.Where(static work => work.Group.BoundLane is not null)];
        _again.Clear();
        kept.ForEach(_again.Enqueue);
        var begun = _begun.FindAll(static group => group.BoundLane is null);
        _begun.RemoveAll(static group => group.BoundLane is null);
        return (again, begun);
    }

    /// <summary>Guesses anew what is still to come of contents whose size nobody knows.</summary>
    /// <returns>By how many bytes that is more.</returns>
    public long Guess(Func<Item, long> guess)
    {
        var more = 0L;
        foreach (var (group, _) in _unstarted.UnorderedItems)
            more += group.Members.Sum(work => work.Guess(guess));
        foreach (var group in _begun)
            more += group.Members.Skip(group.Claimed).Sum(work => work.Guess(guess));
        return more + _again.Sum(work => work.Guess(guess));
    }

    private GroupWork TakeUnstarted()
    {
        var group = _unstarted.Dequeue();
        _free -= group.BoundLane is null ? 1 : 0;
        return group;
    }

    private static Work NextOf(GroupWork group) => group.Members[group.Claimed];
}
