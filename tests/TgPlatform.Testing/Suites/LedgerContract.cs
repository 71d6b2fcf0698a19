using TgPlatform.Contracts;
using TgPlatform.Runtime.Ledgers;
using Xunit;

namespace TgPlatform.Testing;

/// <summary>
/// What every ledger promises a run. A test class inherits it, says how to open the ledger, and runs all of it; a ledger that forgets with
/// its process gives the same one each time.
/// </summary>
public abstract partial class LedgerContract
{
    private static readonly DateTimeOffset At = new(2030, 1, 1, 12, 0, 0, TimeSpan.Zero);

    /// <summary>The ledger over the test's own store, as a run opens it; the one before was disposed.</summary>
    protected abstract ILedger Open();

    [Fact]
    public async Task Open_NothingSaidYet_IsEmpty()
    {
        await using var ledger = Open();

        Assert.Equal(new LedgerStart(null, 0, StoppedCleanly: true), ledger.Start);
        Assert.Equal(default, ledger.Counts);
        Assert.Null(ledger.Find("1"));
        Assert.Empty(await PendingAsync(ledger));
    }

    [Fact]
    public async Task Find_SaidBeforeAndAfterReopening_AnswersTheSame()
    {
        await using (var ledger = Open())
        {
            ledger.AddGroup(new ItemGroup("album", [Item("1", "v1"), Item("2"), Item("3")]) { Cursor = "c1" }, [ItemFate.Pending, ItemFate.Filtered, ItemFate.Skipped]);
            Assert.Equal(new KnownItem(ItemFate.Pending, "v1"), ledger.Find("1"));
            Assert.Equal(new LedgerCounts(1, 0, 1, 1, 0), ledger.Counts);
            await ledger.FlushAsync(Patience.Limit);
            Assert.Equal(new KnownItem(ItemFate.Filtered, null), ledger.Find("2"));
            await FetchAsync(ledger, "1");
            Assert.Equal(new LedgerCounts(0, 1, 1, 1, 0), ledger.Counts);
        }

        await using var again = Open();
        Assert.Equal(new LedgerStart("c1", 0, StoppedCleanly: true), again.Start);
        Assert.Equal(new KnownItem(ItemFate.Done, "v1"), again.Find("1"));
        Assert.Equal(new KnownItem(ItemFate.Skipped, null), again.Find("3"));
        Assert.Equal(new LedgerCounts(0, 1, 1, 1, 0), again.Counts);
    }

    [Fact]
    public async Task SaveCursor_WithoutGroup_IsWhereTheNextRunContinues()
    {
        await using (var ledger = Open())
        {
            ledger.AddGroup(new ItemGroup("1", [Item("1")]) { Cursor = "first" }, [ItemFate.Filtered]);
            ledger.SaveCursor("second");
        }

        await using var again = Open();
        Assert.Equal("second", again.Start.Cursor);
    }

    [Fact]
    public async Task EndItem_SaidTwice_CountsOnce()
    {
        await using var ledger = Open();
        ledger.AddGroup(Item("1"), [ItemFate.Pending]);

        ledger.EndItem("1", ItemFate.Dead);
        ledger.EndItem("1", ItemFate.Done);

        Assert.Equal(new LedgerCounts(0, 1, 0, 0, 0), ledger.Counts);
        await ledger.FlushAsync(Patience.Limit);
        Assert.Equal(new LedgerCounts(0, 1, 0, 0, 0), ledger.Counts);
    }

    [Fact]
    public async Task EndItem_NeverAdded_Throws()
    {
        await using var ledger = Open();
        Assert.Throws<InvalidOperationException>(() => ledger.EndItem("1", ItemFate.Done));
    }

    [Fact]
    public async Task Calls_FromManyThreads_ConserveEveryItem()
    {
        await using (var ledger = Open())
        {
            await Parallel.ForAsync(0, 2_000, async (number, _) =>
            {
                ledger.AddGroup(Item($"{number}"), [number % 5 == 0 ? ItemFate.Filtered : ItemFate.Pending]);
                if (number % 5 == 0)
                    return;
                await ledger.SaveDeliverySafelyAsync(Delivery($"{number}"), Patience.Limit);
                ledger.EndDelivery($"{number}", "disk", new Receipt($"{number}"), Seal());
                if (number % 5 == 1)
                    ledger.AddFailure(Failure($"{number}"));
                if (number % 5 != 2)
                    ledger.EndItem($"{number}", number % 5 == 1 ? ItemFate.Dead : ItemFate.Done);
            });
            Assert.Equal(new LedgerCounts(400, 800, 400, 0, 400), ledger.Counts);
        }

        await using var again = Open();
        Assert.Equal(new LedgerCounts(400, 800, 400, 0, 400), again.Counts);
        Assert.Equal(400, again.Start.PendingItems);
        Assert.Equal(400, (await PendingAsync(again)).Count);
    }

    private static Item Item(string id, string? version = null) => Some.Item(id, 1000) with { Version = version, Locator = $"at {id}", Fields = new([new("chat", "example"), new("number", 42L)]) };

    private static DeliveryMemory Delivery(string id, string sink = "disk", long offset = 0) => new()
    {
        ItemId = id, Sink = sink, Name = $"folder/{id}.bin", State = new(offset, "token"), Crc64 = (ulong)offset * 7, Length = 1000, Validator = "etag",
    };

    private static ContentSeal Seal() => Some.Seal([1, 2, 3]);

    private static FailureNote Failure(string id, int attempt = 1, string? sink = "disk", FailureKind kind = FailureKind.Transient, bool isFinal = false) =>
        new(id, sink, "write", kind, "connection reset", attempt, At, isFinal ? null : At.AddSeconds(5), "lane");

    private static async Task FetchAsync(ILedger ledger, string id)
    {
        await ledger.SaveDeliverySafelyAsync(Delivery(id), Patience.Limit);
        ledger.EndDelivery(id, "disk", new Receipt($"folder/{id}.bin"), Seal());
        ledger.EndItem(id, ItemFate.Done);
    }

    private static async Task<List<PendingGroup>> PendingAsync(ILedger ledger)
    {
        var groups = new List<PendingGroup>();
        await foreach (var group in ledger.ReadPendingAsync(Patience.Limit))
            groups.Add(group);
        return groups;
    }
}
