using TgPlatform.Contracts;

namespace TgPlatform.Runtime.Ledgers;

/// <summary>
/// The durable memory of one pipeline: what was found, done, failed, and why. Writes are queued and committed in batches off the hot path,
/// in the order of the calls: whatever survives a crash is a prefix of what was said. Callable from several threads.
/// </summary>
public interface ILedger : IAsyncDisposable
{
    /// <summary>What the last run left: read once at the start.</summary>
    LedgerStart Start { get; }

    /// <summary>What the last run had under way and how much of it is kept; read once at the start, quick at any size.</summary>
    UnfinishedWork ReadUnfinished() => new();

    /// <summary>Remembers with whatever is written how many items are under way, so that a run that is killed has said it.</summary>
    void Watch(Func<int> underWay)
    {
    }

    /// <summary>How many items have which fate now, queued writes included. Found = the sum.</summary>
    LedgerCounts Counts { get; }

    /// <summary>Items an earlier run found and did not end, in groups as they were found, with the deliveries begun for them and the attempts already counted.</summary>
    IAsyncEnumerable<PendingGroup> ReadPendingAsync(CancellationToken cancellationToken);

    /// <summary>What is known of an item, or null. Answers from the file and from queued writes; quick enough to ask for every item found.</summary>
    KnownItem? Find(string itemId);

    /// <summary>
    /// Remembers a group that was found and how each member begins: pending, filtered or skipped (already done members are not given again).
    /// The group's cursor is remembered with it, so a later run continues behind it.
    /// </summary>
    void AddGroup(ItemGroup group, IReadOnlyList<ItemFate> fates);

    /// <summary>Remembers how far discovery is, behind groups all of whose members were known already.</summary>
    void SaveCursor(string cursor);

    /// <summary>How far a delivery is. Of several calls for one delivery waiting in the queue only the last is written.</summary>
    void SaveDelivery(DeliveryMemory memory);

    /// <summary>As <see cref="SaveDelivery"/>, and ends when it is safe: called before content becomes visible.</summary>
    ValueTask SaveDeliverySafelyAsync(DeliveryMemory memory, CancellationToken cancellationToken);

    /// <summary>A delivery was committed (<paramref name="receipt"/>) or there was nothing to do (null).</summary>
    void EndDelivery(string itemId, string sink, Receipt? receipt, ContentSeal? seal);

    /// <summary>
    /// A delivery under a wanted name has ended without ever being under way: what is there has become the item's (<paramref name="receipt"/>), or is
    /// kept and there was nothing to do (null). A crash leaves the whole of it or nothing.
    /// </summary>
    void EndAtOnce(string itemId, string sink, string name, Receipt? receipt, ContentSeal? seal);

    /// <summary>A sink has taken the item's record.</summary>
    void EndRecord(string itemId, string sink) => EndDelivery(itemId, sink, null, null);

    /// <summary>
    /// Where a sink holds content of this SHA-256, or null. Knows what <see cref="EndDelivery"/> was told with such a digest, queued writes included.
    /// </summary>
    CommittedName? FindContent(string sink, Digest digest);

    /// <summary>How large the newest committed contents are, by kind and extension; reads as much as helps to guess, and no more.</summary>
    IReadOnlyList<SizeTally> ReadSizes() => [];

    /// <summary>An attempt failed; kept as the item's history.</summary>
    void AddFailure(FailureNote failure);

    /// <summary>An item came to its end.</summary>
    void EndItem(string itemId, ItemFate fate);

    /// <summary>Puts a pending item down, for want of room: it stays pending, and is given again by <see cref="ReadLeftAsync"/> or to the next run.</summary>
    void Leave(string itemId);

    /// <summary>Takes up what this run has left, each item once, as <see cref="ReadPendingAsync"/> gives it: what was left before the call. One caller at a time.</summary>
    IAsyncEnumerable<PendingGroup> ReadLeftAsync(CancellationToken cancellationToken);

    /// <summary>Ends when everything said before is safe.</summary>
    ValueTask FlushAsync(CancellationToken cancellationToken);
}
