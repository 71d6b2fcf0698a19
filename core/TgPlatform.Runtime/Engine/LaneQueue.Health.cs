using TgPlatform.Contracts;

namespace TgPlatform.Runtime.Engine;

/// <summary>Whether the lane takes work: what the source says, and what the runtime has seen fail.</summary>
internal sealed partial class LaneQueue
{
    private readonly Circuit _circuit = new(time);
    private LaneCondition? _waited;
    private int _streak;
    private int _isWatched;

    /// <summary>Raised when the runtime pauses the lane because what is fetched on it fails, and when it works again.</summary>
    public event Action<LaneQueue>? Changed;

    /// <summary>Raised when the lane may fetch more items at once than before.</summary>
    public event Action? Widened;

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

    /// <summary>True once the lane has kept what it began waiting for as long as that may wait.</summary>
    public bool HasWaitedLong { get; set; }

    /// <summary>Whether the lane takes new work right now.</summary>
    public bool IsReady(DateTimeOffset now) => Lane.Condition is { IsOpen: true } condition && IsOver(condition, now) && _circuit.PausedFor is null;

    /// <summary>Whether a wait the source asked for has lasted long enough; true when it asked for none.</summary>
    public bool IsOver(LaneCondition said, DateTimeOffset now) => (said.WaitingUntil ?? now) <= now || ReferenceEquals(said, Volatile.Read(ref _waited));

    /// <summary>A wait has lasted as long as was asked for, whatever the clock on the wall says.</summary>
    public void EndWait(LaneCondition wait) => Volatile.Write(ref _waited, wait);

    /// <summary>Begins to watch how long the lane waits; false when somebody does already.</summary>
    public bool BeginWatch() => Interlocked.Exchange(ref _isWatched, 1) == 0;

    /// <summary>The lane works again, or has ended.</summary>
    public void EndWatch()
    {
        HasWaitedLong = false;
        Volatile.Write(ref _isWatched, 0);
    }

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
}
