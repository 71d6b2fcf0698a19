using TgPlatform.Contracts;

namespace TgPlatform.Runtime.Ledgers;

/// <summary>What the last run left.</summary>
/// <param name="Cursor">Where discovery continues, or null for the beginning.</param>
/// <param name="PendingItems">Items found and not ended.</param>
/// <param name="StoppedCleanly">False when the last run was killed.</param>
public sealed record LedgerStart(string? Cursor, long PendingItems, bool StoppedCleanly);

/// <summary>How many items have which fate.</summary>
public readonly record struct LedgerCounts(long Pending, long Done, long Filtered, long Skipped, long Dead)
{
    /// <summary>All items ever found.</summary>
    public long Found => Pending + Done + Filtered + Skipped + Dead;
}

/// <summary>What is known of an item.</summary>
/// <param name="Fate">How it ended, or pending.</param>
/// <param name="Version"><see cref="Item.Version"/> as it was when it was found.</param>
public readonly record struct KnownItem(ItemFate Fate, string? Version);

/// <summary>What is kept of an item that has not ended.</summary>
/// <param name="Bytes">So many bytes from its beginning, which are not fetched again, at most.</param>
/// <param name="IsWhole">Whether that is everything, proven, and only the commit is missing.</param>
public readonly record struct KeptContent(long Bytes, bool IsWhole)
{
    /// <summary>Whether more of it has to be fetched than of another.</summary>
    internal bool IsLessThan(KeptContent other) => (IsWhole, other.IsWhole) is (false, true) || (IsWhole == other.IsWhole && Bytes < other.Bytes);
}

/// <summary>Lengths of committed contents of one sort.</summary>
/// <param name="Kind">Their kind.</param>
/// <param name="Extension"><see cref="Item.Extension"/> of their names as they were found.</param>
/// <param name="Items">How many.</param>
/// <param name="Bytes">Their lengths together.</param>
public readonly record struct SizeTally(ItemKind Kind, string Extension, long Items, long Bytes);

/// <summary>Committed content.</summary>
/// <param name="ItemId">The item.</param>
/// <param name="Name">Its <see cref="Receipt.Name"/>.</param>
public readonly record struct CommittedName(string ItemId, string Name);

/// <summary>A group an earlier run did not end.</summary>
/// <param name="Group">Its members that are still pending.</param>
/// <param name="Deliveries">What is known of their deliveries, ended ones included.</param>
public sealed record PendingGroup(ItemGroup Group, IReadOnlyList<DeliveryMemory> Deliveries)
{
    /// <summary>The attempts that count towards giving up; what has not failed, or was replayed after it was given up, is not among them.</summary>
    public IReadOnlyList<CountedAttempts> Attempts { get; init; } = [];
}

/// <summary>How often an item was tried in vain.</summary>
/// <param name="ItemId">The item.</param>
/// <param name="Sink">The sink that failed, or null when it was the source or a hook.</param>
/// <param name="Count">Attempts, waits that the other side asked for not counted.</param>
public readonly record struct CountedAttempts(string ItemId, string? Sink, int Count);

/// <summary>How far one item's delivery into one sink is.</summary>
public sealed record DeliveryMemory
{
    /// <summary>The item.</summary>
    public required string ItemId { get; init; }

    /// <summary>The sink's name.</summary>
    public required string Sink { get; init; }

    /// <summary>The wanted name it was begun with.</summary>
    public required string Name { get; init; }

    /// <summary>What the sink said last, or null when it keeps nothing.</summary>
    public DeliveryState? State { get; init; }

    /// <summary>CRC-64/NVME of the first <see cref="DeliveryState.Offset"/> bytes, as the runtime computed it.</summary>
    public ulong Crc64 { get; init; }

    /// <summary>Length of the whole content, or null when unknown.</summary>
    public long? Length { get; init; }

    /// <summary><see cref="Content.Validator"/> of the content the bytes are from.</summary>
    public string? Validator { get; init; }

    /// <summary>
    /// True when every byte was there and proven, and only the commit was missing: such a delivery is finished without asking the source.
    /// </summary>
    public bool IsSealed { get; init; }

    /// <summary>The <see cref="Receipt.Name"/> of what is there and was asked for once more; null for all else.</summary>
    public string? Replaces { get; init; }

    /// <summary>True when the delivery has ended well: committed, or nothing to do.</summary>
    public bool Ended { get; init; }
}

/// <summary>One failed attempt.</summary>
/// <param name="ItemId">The item.</param>
/// <param name="Sink">The sink that failed, or null when it was the source or a hook.</param>
/// <param name="Step">Where it failed: <c>filter</c>, <c>open</c>, <c>read</c>, <c>path</c>, <c>begin</c>, <c>write</c>, <c>commit</c>.</param>
/// <param name="Kind">What the failure means.</param>
/// <param name="Reason">The message, without secrets; for hooks it begins with file, line and column.</param>
/// <param name="Attempt">Which attempt it was, from 1.</param>
/// <param name="At">When.</param>
/// <param name="NextTry">When it is tried again; null when it is not.</param>
/// <param name="Lane">The lane it was fetched on, or null.</param>
public sealed record FailureNote(
    string ItemId, string? Sink, string Step, FailureKind Kind, string Reason, int Attempt, DateTimeOffset At, DateTimeOffset? NextTry, string? Lane);
