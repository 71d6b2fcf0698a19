using TgPlatform.Contracts;

namespace TgPlatform.Runtime.Ledgers.Reading;

/// <summary>How a pipeline stands, at one moment; cheap at any size.</summary>
/// <param name="Pipeline">The pipeline's name.</param>
/// <param name="Counts">How many items have which fate.</param>
/// <param name="Cursor">Where discovery continues, or null for the beginning.</param>
/// <param name="StoppedCleanly">False while a run is on, and when the last one was killed.</param>
/// <param name="RunningProcess">The id of the process that runs the pipeline now, or null.</param>
/// <param name="Sinks">What is committed, by sink.</param>
/// <param name="LaneFailures">How many attempts have failed, by lane.</param>
public sealed record LedgerStatus(
    string Pipeline, LedgerCounts Counts, string? Cursor, bool StoppedCleanly, int? RunningProcess,
    IReadOnlyDictionary<string, SinkTally> Sinks, IReadOnlyDictionary<string, long> LaneFailures);

/// <summary>What is committed in one sink.</summary>
/// <param name="Items">Items whose content or record it has.</param>
/// <param name="Bytes">The lengths of the contents together; 0 of records.</param>
public readonly record struct SinkTally(long Items, long Bytes);

/// <summary>An item with failed attempts.</summary>
/// <param name="Item">The item.</param>
/// <param name="GroupId">The group it was found in.</param>
/// <param name="Fate">Dead, or pending while it is still tried.</param>
/// <param name="Attempts">The failed attempts, oldest first; of many, the last 50.</param>
public sealed record FailedItem(Item Item, string GroupId, ItemFate Fate, IReadOnlyList<FailureNote> Attempts)
{
    /// <summary>What it failed with last; null when nobody said.</summary>
    public FailureNote? Last => Attempts.Count > 0 ? Attempts[^1] : null;
}

/// <summary>Content that was committed.</summary>
/// <param name="ItemId">The item.</param>
/// <param name="Sink">The sink.</param>
/// <param name="Receipt">Where it is.</param>
/// <param name="Seal">Its length and digests; null when the sink takes records.</param>
/// <param name="At">When it was committed.</param>
public sealed record CommittedContent(string ItemId, string Sink, Receipt Receipt, ContentSeal? Seal, DateTimeOffset At);
