namespace TgPlatform.Runtime.Engine;

/// <summary>How far every lane is at one moment, looked at one by one, so that deciding between them needs no lock.</summary>
internal sealed class LanePaces
{
    private readonly (LaneQueue Lane, bool IsReady, bool HasUnstarted, long BytesLeft, double Speed)[] _paces;
    private readonly LaneLimits _limits;

    // When all lanes together will have done all that waits, if they go on as they do.
    private readonly double _end;

    public LanePaces(LaneQueue[] lanes, LaneLimits limits, DateTimeOffset now)
    {
        _limits = limits;
        _paces = Array.ConvertAll(lanes, lane => (lane, lane.IsReady(now), lane.HasUnstarted, lane.Pace.BytesLeft, lane.Pace.BytesPerSecond));
        var ready = _paces.Where(static pace => pace.IsReady).ToList();
        _end = ready.Sum(static pace => (double)pace.BytesLeft) / Math.Max(1, ready.Sum(static pace => pace.Speed));
    }

    /// <summary>The lane with groups nobody has begun that will be done last.</summary>
    public LaneQueue? LastButFor(LaneQueue dry)
        => _paces.Where(pace => pace.Lane != dry && pace.HasUnstarted).OrderByDescending(static pace => pace.BytesLeft / Math.Max(1, pace.Speed)).FirstOrDefault().Lane;

    /// <summary>Whether a dry lane does well to take a group from another one: it would be done with it earlier, and holds nobody up.</summary>
    public bool IsWorthTaking(GroupWork group, LaneQueue dry, LaneQueue from)
    {
        if (!_limits.May(dry, group))
            return false;
        var (mine, theirs) = (Of(dry), Of(from));
        if (!theirs.IsReady || mine.Speed <= 0)
            return true;
        var seconds = (mine.BytesLeft + group.LoadBytes) / mine.Speed;
        return seconds < theirs.BytesLeft / Math.Max(1, theirs.Speed) && Better(group, dry, seconds) is null;
    }

    /// <summary>The lane that should have a group instead; null when it is well where it is.</summary>
    /// <param name="group">The group.</param>
    /// <param name="lane">The lane that has it.</param>
    /// <param name="seconds">When that one would be done with it.</param>
    public LaneQueue? Better(GroupWork group, LaneQueue lane, double seconds)
    {
        // What is done before all the rest is done holds nobody up.
        if (seconds <= _end)
            return null;
        LaneQueue? better = null;
        foreach (var other in _paces)
        {
            if (other.Lane == lane || !other.IsReady || other.Speed <= 0 || (other.BytesLeft + group.LoadBytes) / other.Speed is var earlier && earlier >= seconds || !_limits.May(other.Lane, group))
                continue;
            (better, seconds) = (other.Lane, earlier);
        }

        return better;
    }

    private (LaneQueue Lane, bool IsReady, bool HasUnstarted, long BytesLeft, double Speed) Of(LaneQueue lane) => Array.Find(_paces, pace => pace.Lane == lane);
}
