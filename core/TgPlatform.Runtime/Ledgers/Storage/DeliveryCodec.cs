using TgPlatform.Contracts;

namespace TgPlatform.Runtime.Ledgers.Storage;

/// <summary>The two blobs of a delivery: how far it is, and what it ended with.</summary>
internal static class DeliveryCodec
{
    private const byte EndFormatWithoutRecords = 1;
    private const byte EndFormat = 2;
    private const byte MemoryFormatWithoutReplaces = 1;
    private const byte MemoryFormat = 2;

    public static ReadOnlySpan<byte> WriteMemory(BlobWriter blob, DeliveryMemory memory, long round, ulong owner)
    {
        blob.Clear().Byte(MemoryFormat);
        blob.Count((ulong)round);
        blob.Text(memory.Name);
        blob.Size(memory.State?.Offset);
        blob.Text(memory.State?.Token);
        blob.Fixed(memory.Crc64);
        blob.Size(memory.Length);
        blob.Text(memory.Validator);
        blob.Flag(memory.IsSealed);
        blob.Text(memory.Replaces);
        return blob.Seal(owner);
    }

    public static (DeliveryMemory Memory, long Round) ReadMemory(ReadOnlySpan<byte> bytes, string itemId, string sink, ulong owner)
    {
        var blob = new BlobReader(bytes, owner, $"the delivery of item '{itemId}' into '{sink}'");
        var format = blob.Byte();
        var round = (long)blob.Count();
        var name = blob.Text()!;
        var offset = blob.Size();
        var token = blob.Text();
        var memory = new DeliveryMemory
        {
            ItemId = itemId,
            Sink = sink,
            Name = name,
            State = offset is { } safe ? new(safe, token) : null,
            Crc64 = blob.Fixed(),
            Length = blob.Size(),
            Validator = blob.Text(),
            IsSealed = blob.Flag(),
            Replaces = format == MemoryFormatWithoutReplaces ? null : blob.Text(),
        };
        return (memory, round);
    }

    public static ReadOnlySpan<byte> WriteEnd(BlobWriter blob, in DeliveryEnd end, ulong owner)
    {
        blob.Clear().Byte(EndFormat);
        blob.Count((ulong)end.Round);
        blob.Time(end.At);
        blob.Text(end.WantedName);
        blob.Text(end.Receipt?.Name);
        blob.Text(end.Receipt?.Version);
        blob.Size(end.Seal?.Length);
        blob.Count((ulong)(end.Seal?.Digests.Count ?? 0));
        foreach (var digest in end.Seal?.Digests ?? [])
        {
            blob.Byte((byte)digest.Algorithm);
            blob.Bytes(digest.Bytes.Span);
        }

        blob.Flag(end.IsRecord);
        return blob.Seal(owner);
    }

    public static DeliveryEnd ReadEnd(ReadOnlySpan<byte> bytes, string itemId, string sink, ulong owner)
    {
        var blob = new BlobReader(bytes, owner, $"the receipt of item '{itemId}' from '{sink}'");
        var format = blob.Byte();
        var (round, at, wanted, name, mark, length) = ((long)blob.Count(), blob.Time(), blob.Text()!, blob.Text(), blob.Text(), blob.Size());
        var digests = new Digest[(int)blob.Count()];
        for (var index = 0; index < digests.Length; index++)
            digests[index] = new((DigestAlgorithm)blob.Byte(), blob.Bytes().ToArray());
        return new(round, at, wanted, name is null ? null : new(name, mark), length is { } counted ? new(counted, digests) : null)
        {
            IsRecord = format != EndFormatWithoutRecords && blob.Flag(),
        };
    }
}

/// <summary>How a delivery ended.</summary>
/// <param name="Round">Which fetching of the item it belongs to: an item whose content changed is fetched in a new round.</param>
/// <param name="At">When.</param>
/// <param name="WantedName">The name it was begun with.</param>
/// <param name="Receipt">Where the content is; null when there was nothing to do.</param>
/// <param name="Seal">What was proven; null when there was nothing to do.</param>
internal readonly record struct DeliveryEnd(long Round, DateTimeOffset At, string WantedName, Receipt? Receipt, ContentSeal? Seal)
{
    /// <summary>Whether a sink has taken the item's record; an older version did not say so.</summary>
    public bool IsRecord { get; init; }

    /// <summary>Whether the sink has something by it, content or a record.</summary>
    public bool IsStored => IsRecord || Receipt is not null;
}
