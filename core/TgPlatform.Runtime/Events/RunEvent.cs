using TgPlatform.Contracts;
using TgPlatform.Runtime.Ledgers;

namespace TgPlatform.Runtime.Events;

/// <summary>
/// Something that happened in a run. The one stream that progress, logs, <c>--json</c> and metrics read; nobody counts for himself. Bytes on
/// the way are no events but counters (<see cref="RunCounters"/>), since they change with every buffer.
/// </summary>
/// <param name="At">When.</param>
public abstract record RunEvent(DateTimeOffset At);

/// <summary>The run begins.</summary>
public sealed record RunStarted(DateTimeOffset At, string Pipeline, long PendingItems, bool LastRunWasKilled) : RunEvent(At)
{
    /// <summary>What the last run had not brought to its end, and this one goes on with.</summary>
    public UnfinishedWork Unfinished { get; init; } = new();
}

/// <summary>A group was found and kept or not, member by member.</summary>
public sealed record GroupFound(DateTimeOffset At, ItemGroup Group, IReadOnlyList<ItemFate> Fates) : RunEvent(At);

/// <summary>Discovery has ended: no more items will come.</summary>
public sealed record DiscoveryEnded(DateTimeOffset At) : RunEvent(At);

/// <summary>A producer has begun an item.</summary>
public sealed record ItemClaimed(DateTimeOffset At, Item Item, string Lane, int Worker, int Attempt) : RunEvent(At);

/// <summary>An item was committed in one sink.</summary>
public sealed record ItemCommitted(DateTimeOffset At, Item Item, string Sink, Receipt Receipt, long Length) : RunEvent(At)
{
    /// <summary>True when it was there already, and was taken as the item's own instead of being fetched.</summary>
    public bool WasAdopted { get; init; }
}

/// <summary>An attempt failed.</summary>
public sealed record AttemptFailed(DateTimeOffset At, Item Item, string? Sink, string Step, FailureKind Kind, string Reason, int Attempt, DateTimeOffset? NextTry) : RunEvent(At);

/// <summary>An item came to its end.</summary>
public sealed record ItemEnded(DateTimeOffset At, Item Item, ItemFate Fate, string? Reason) : RunEvent(At);

/// <summary>A lane waits, closes or opens.</summary>
public sealed record LaneChanged(DateTimeOffset At, string Lane, LaneCondition Condition) : RunEvent(At);

/// <summary>A sink pauses until somebody acts (<paramref name="Reason"/>), or goes on (null).</summary>
public sealed record SinkChanged(DateTimeOffset At, string Sink, string? Reason) : RunEvent(At);

/// <summary>A worker crashed and was started again.</summary>
public sealed record WorkerRestarted(DateTimeOffset At, string Worker, string Reason) : RunEvent(At);

/// <summary>Something a person should know although the run goes on: a wait of discovery, an option without effect here, leftovers.</summary>
public sealed record Notice(DateTimeOffset At, string Message) : RunEvent(At);

/// <summary>The run is over.</summary>
public sealed record RunEnded(DateTimeOffset At, RunOutcome Outcome) : RunEvent(At);
