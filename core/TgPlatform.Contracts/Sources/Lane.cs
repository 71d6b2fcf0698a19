namespace TgPlatform.Contracts;

/// <summary>
/// One independent way to fetch: an account, a host. The source makes it and says through it when it must wait or has ended; the runtime
/// counts, measures and balances. Safe to use from several threads.
/// </summary>
public sealed class Lane
{
    private readonly Lock _lock = new();
    private volatile LaneCondition _condition = LaneCondition.Ready;

    /// <summary>Makes an open lane.</summary>
    /// <param name="name">Unique within the source, the same on every run: an account's name, a host.</param>
    public Lane(string name)
    {
        ArgumentException.ThrowIfNullOrEmpty(name);
        Name = name;
    }

    /// <summary>Raised after <see cref="Condition"/> has changed, on the thread that changed it. Handlers must be quick.</summary>
    public event Action<Lane>? Changed;

    /// <summary>Unique within the source.</summary>
    public string Name { get; }

    /// <summary>
    /// How many items the runtime may fetch on the lane at once, 1 to 1,024. The runtime starts lower and grows while that helps.
    /// </summary>
    public int MaxConcurrency { get; init; } = 16;

    /// <summary>From this many bytes on an item is a large one, of which <see cref="MaxLargeConcurrency"/> may be fetched at once. Nothing is large unless set.</summary>
    public long LargeBytes { get; init; } = long.MaxValue;

    /// <summary>How many of the items fetched at once may be large, at least 1.</summary>
    public int MaxLargeConcurrency { get; init; } = 1_024;

    /// <summary>What people should know about the lane, in a word or two: <c>premium</c>. May change at any time; null when there is nothing to say.</summary>
    public string? Note { get; set; }

    /// <summary>What the lane is doing, as one consistent value.</summary>
    public LaneCondition Condition => _condition;

    /// <summary>Nothing new is begun on the lane until then; what runs goes on. A closed lane stays closed.</summary>
    /// <param name="until">When it may be used again.</param>
    /// <param name="reason">Why, for people: <c>FLOOD_WAIT 42 s on getFile</c>.</param>
    public void Wait(DateTimeOffset until, string reason) => Become(new(true, until, reason), onlyIfOpen: true);

    /// <summary>Nothing new is begun on the lane; groups it has not begun go to other lanes.</summary>
    /// <param name="reason">Why, for people: <c>logged out</c>.</param>
    public void Close(string reason) => Become(new(false, null, reason));

    /// <summary>The lane may be used: it ends a wait early, and opens a closed lane again.</summary>
    public void Open() => Become(LaneCondition.Ready);

    private void Become(LaneCondition condition, bool onlyIfOpen = false)
    {
        lock (_lock)
        {
            if (_condition == condition || (onlyIfOpen && !_condition.IsOpen))
                return;
            _condition = condition;
        }

        Changed?.Invoke(this);
    }
}
