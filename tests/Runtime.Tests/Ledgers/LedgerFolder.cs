using TgPlatform.Contracts;
using TgPlatform.Runtime.Ledgers;
using TgPlatform.Runtime.Integrity;

namespace TgPlatform.Runtime.Tests.Ledgers;

/// <summary>A pipeline folder that is removed after the test, and short ways to say things to its ledger.</summary>
internal sealed class LedgerFolder : IDisposable
{
    public const string Pipeline = "photos";

    public static readonly DateTimeOffset Now = new(2026, 3, 1, 12, 0, 0, TimeSpan.Zero);

    public string Path { get; } = Directory.CreateTempSubdirectory("tgp-ledger-").FullName;

    public string File => System.IO.Path.Combine(Path, ".tgp", "ledger.db");

    public SqliteLedger Open(string pipeline = Pipeline) => SqliteLedger.Open(Path, pipeline, new FixedTime());

    public static Item Item(string id, string? version = null) => new()
    {
        Id = id, Name = id + ".jpg", Kind = ItemKind.Photo, Size = 1000, Version = version, Locator = "https://example.org/" + id,
        Fields = new([new("chat", "example"), new("message_id", 42L)]),
    };

    public static DeliveryMemory Delivery(string id, string sink = "disk", long offset = 0)
        => new() { ItemId = id, Sink = sink, Name = $"2026/{id}.jpg", State = new(offset, null), Crc64 = (ulong)offset * 7, Length = 1000, Validator = "etag" };

    public static ContentSeal Seal(long length = 1000) => new(length, [Crc64Nvme.ToDigest(0x1234)]);

    public static FailureNote Failure(string id, int attempt = 1, string? lane = "main")
        => new(id, "disk", "write", FailureKind.Transient, "connection reset", attempt, Now, Now.AddSeconds(5), lane);

    /// <summary>Takes an item through everything up to its end.</summary>
    public static async Task FetchAsync(ILedger ledger, string id, string sink = "disk")
    {
        await ledger.SaveDeliverySafelyAsync(Delivery(id, sink), CancellationToken.None);
        ledger.EndDelivery(id, sink, new Receipt($"2026/{id}.jpg"), Seal());
        ledger.EndItem(id, ItemFate.Done);
    }

    public static async Task<List<PendingGroup>> PendingAsync(ILedger ledger)
    {
        var groups = new List<PendingGroup>();
        await foreach (var group in ledger.ReadPendingAsync(CancellationToken.None))
            groups.Add(group);
        return groups;
    }

    public void Dispose() => Directory.Delete(Path, recursive: true);

    private sealed class FixedTime : TimeProvider
    {
        public override DateTimeOffset GetUtcNow() => Now;
    }
}
