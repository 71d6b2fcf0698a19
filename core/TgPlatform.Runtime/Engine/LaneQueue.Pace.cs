using TgPlatform.Contracts;

namespace TgPlatform.Runtime.Engine;

/// <summary>How far the lane is, and when it will be done.</summary>
internal sealed partial class LaneQueue
{
    // Who would be done with a group sooner than this does not ask whether another lane would be even sooner.
    private const double SoonSeconds = 1;

    private readonly LaneSpeed _speed = new(time);
    private long _arrivedBefore;

    public LaneState State
    {
        get
        {
            lock (_lock)
                return new(Lane.Name, Condition, _queuedItems, BytesLeft, Speed) { BytesFetched = Interlocked.Read(ref _arrived), Note = Lane.Note };
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

    /// <summary>Whether something new would be begun at once.</summary>
    public bool HasRoom(DateTimeOffset now)
    {
        if (!IsReady(now))
            return false;
        lock (_lock)
            return _running < _width.Current && !_backlog.HasNext;
    }

    /// <summary>Seconds until everything queued is fetched, by measured speed; for comparing lanes.</summary>
    public double SecondsLeft
    {
        get
        {
            lock (_lock)
                return BytesLeft / Math.Max(1, Speed);
        }
    }

    /// <summary>What is still to come, and how fast it comes; 0 while the lane has not been measured.</summary>
    public (long BytesLeft, double BytesPerSecond) Pace
    {
        get
        {
            lock (_lock)
                return (BytesLeft, Speed);
        }
    }

    private long BytesLeft => Math.Max(0, _queuedBytes - BytesUnderWay);

    private long BytesUnderWay => Math.Max(0, Interlocked.Read(ref _arrived) - _arrivedBefore);

    private double Speed
    {
        get
        {
            Look();
            return _speed.BytesPerSecond;
        }
    }

    private void Look() => _speed.Look(Interlocked.Read(ref _arrived), _running > 0);

    private (GroupWork Group, double Seconds)? Late()
    {
        if (_backlog.PeekUnstarted() is not { BoundLane: null } group || Speed is not (> 0 and var speed))
            return null;
        var seconds = (Math.Max(0, _claimedBytes - BytesUnderWay) + group.LoadBytes) / speed;
        return seconds > SoonSeconds ? (group, seconds) : null;
    }
}
