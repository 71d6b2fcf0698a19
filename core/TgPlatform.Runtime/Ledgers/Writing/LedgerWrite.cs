using TgPlatform.Contracts;

namespace TgPlatform.Runtime.Ledgers.Writing;

/// <summary>What a queued write says.</summary>
internal enum WriteKind : byte
{
    /// <summary>Replaced by a later write; says nothing.</summary>
    Nothing,
    AddItem,
    MoveCursor,
    SaveDelivery,
    EndDelivery,
    AddFailure,
    EndItem,
    LeaveItem,
}

/// <summary>One thing said to the ledger, waiting to be written. Which parts are set depends on the kind.</summary>
internal readonly struct LedgerWrite
{
    public WriteKind Kind { get; private init; }

    public ItemFate Fate { get; private init; }

    /// <summary>The fate the item had before; null when it was unknown.</summary>
    public ItemFate? Before { get; private init; }

    public string ItemId { get; private init; }

    /// <summary>The group, the cursor, or the sink.</summary>
    public string? Text { get; private init; }

    /// <summary>The item, the delivery, the receipt, or the failure.</summary>
    public object? Subject { get; private init; }

    public ContentSeal? Seal { get; private init; }

    /// <summary>Whether the delivery that ended is that of a record.</summary>
    public bool IsRecord { get; private init; }

    /// <summary>The SHA-256 of what was committed; null when it is not known.</summary>
    public Digest? Content => Kind == WriteKind.EndDelivery && Subject is not null ? Seal?.Digests.FirstOrDefault(static one => one.Algorithm == DigestAlgorithm.Sha256) : null;

    /// <summary>Whether it says what has become of an item.</summary>
    public bool Counts => Kind is WriteKind.AddItem or WriteKind.EndItem or WriteKind.LeaveItem;

    public static LedgerWrite AddItem(Item item, string groupId, ItemFate? before, ItemFate fate)
        => new() { Kind = WriteKind.AddItem, ItemId = item.Id, Subject = item, Text = groupId, Before = before, Fate = fate };

    public static LedgerWrite MoveCursor(string cursor) => new() { Kind = WriteKind.MoveCursor, ItemId = "", Text = cursor };

    public static LedgerWrite SaveDelivery(DeliveryMemory memory)
        => new() { Kind = WriteKind.SaveDelivery, ItemId = memory.ItemId, Text = memory.Sink, Subject = memory };

    public static LedgerWrite EndDelivery(string itemId, string sink, Receipt? receipt, ContentSeal? seal)
        => new() { Kind = WriteKind.EndDelivery, ItemId = itemId, Text = sink, Subject = receipt, Seal = seal };

    public static LedgerWrite EndRecord(string itemId, string sink) => new() { Kind = WriteKind.EndDelivery, ItemId = itemId, Text = sink, IsRecord = true };

    public static LedgerWrite AddFailure(FailureNote note) => new() { Kind = WriteKind.AddFailure, ItemId = note.ItemId, Subject = note };

    public static LedgerWrite EndItem(string itemId, ItemFate before, ItemFate fate)
        => new() { Kind = WriteKind.EndItem, ItemId = itemId, Before = before, Fate = fate };

    public static LedgerWrite LeaveItem(string itemId)
        => new() { Kind = WriteKind.LeaveItem, ItemId = itemId, Before = ItemFate.Pending, Fate = ItemFate.Pending };
}
