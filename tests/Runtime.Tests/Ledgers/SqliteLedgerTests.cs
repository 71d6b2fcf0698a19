using TgPlatform.Contracts;
using TgPlatform.Runtime.Ledgers;
using static TgPlatform.Runtime.Tests.Ledgers.LedgerFolder;

namespace TgPlatform.Runtime.Tests.Ledgers;

public sealed class SqliteLedgerTests : IDisposable
{
    private readonly LedgerFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public async Task Open_NoFile_StartsEmptyAndClean()
    {
        await using var ledger = _folder.Open();
        Assert.Equal(new LedgerStart(null, 0, StoppedCleanly: true), ledger.Start);
        Assert.Equal(default, ledger.Counts);
        Assert.Null(ledger.Find("1"));
        Assert.Empty(await PendingAsync(ledger));
    }

    [Fact]
    public async Task Find_SaidBeforeAndAfterReopening_AnswersTheSame()
    {
        await using (var ledger = _folder.Open())
        {
            ledger.AddGroup(new ItemGroup("album", [Item("1", "v1"), Item("2"), Item("3")]) { Cursor = "c1" }, [ItemFate.Pending, ItemFate.Filtered, ItemFate.Skipped]);
            Assert.Equal(new KnownItem(ItemFate.Pending, "v1"), ledger.Find("1"));
            Assert.Equal(new LedgerCounts(1, 0, 1, 1, 0), ledger.Counts);
            await ledger.FlushAsync(CancellationToken.None);
            Assert.Equal(new KnownItem(ItemFate.Filtered, null), ledger.Find("2"));
            await FetchAsync(ledger, "1");
            Assert.Equal(new LedgerCounts(0, 1, 1, 1, 0), ledger.Counts);
        }

        await using var again = _folder.Open();
        Assert.Equal(new LedgerStart("c1", 0, StoppedCleanly: true), again.Start);
        Assert.Equal(new KnownItem(ItemFate.Done, "v1"), again.Find("1"));
        Assert.Equal(new KnownItem(ItemFate.Skipped, null), again.Find("3"));
        Assert.Equal(new LedgerCounts(0, 1, 1, 1, 0), again.Counts);
    }

    [Fact]
    public async Task ReadPending_EarlierRunLeftGroups_GivesThemWholeAndInOrderWithTheirDeliveries()
    {
        await using (var ledger = _folder.Open())
        {
            for (var album = 0; album < 300; album++)
                ledger.AddGroup(new ItemGroup($"album{album}", [Item($"{album}a"), Item($"{album}b"), Item($"{album}c")]), [ItemFate.Pending, ItemFate.Pending, ItemFate.Filtered]);
            ledger.SaveDelivery(Delivery("7a", offset: 10));
            ledger.SaveDelivery(Delivery("7a", offset: 500));
            ledger.EndDelivery("7b", "disk", new Receipt("2026/7b.jpg"), Seal());
            ledger.SaveDelivery(Delivery("7b", "s3", 3));
            await FetchAsync(ledger, "8a");
        }

        await using var again = _folder.Open();
        again.AddGroup(Item("new"), [ItemFate.Pending]);
        var groups = await PendingAsync(again);
        Assert.Equal(300, groups.Count);
        Assert.Equal(Enumerable.Range(0, 300).Select(album => $"album{album}"), groups.Select(group => group.Group.Id));
        Assert.Equal(["8b"], groups[8].Group.Items.Select(item => item.Id));
        Assert.Equivalent(new[] { Item("7a"), Item("7b") }, groups[7].Group.Items, strict: true);
        Assert.Equal(
            [Delivery("7a", offset: 500), new DeliveryMemory { ItemId = "7b", Sink = "disk", Name = "2026/7b.jpg", Length = 1000, Ended = true }, Delivery("7b", "s3", 3)],
            groups[7].Deliveries);
    }

    [Fact]
    public async Task ReadPending_VersionChanged_LeavesDeliveriesOfTheOldContentOut()
    {
        await using (var ledger = _folder.Open())
        {
            ledger.AddGroup(Item("1", "old"), [ItemFate.Pending]);
            await FetchAsync(ledger, "1");
            ledger.AddGroup(Item("2", "old"), [ItemFate.Pending]);
            ledger.SaveDelivery(Delivery("2", offset: 500));
            ledger.AddGroup(Item("1", "new"), [ItemFate.Pending]);
            ledger.AddGroup(Item("2", "new"), [ItemFate.Pending]);
            Assert.Equal(new LedgerCounts(2, 0, 0, 0, 0), ledger.Counts);
        }

        await using var again = _folder.Open();
        var groups = await PendingAsync(again);
        Assert.Equal(["new", "new"], groups.Select(group => group.Group.Items[0].Version));
        Assert.All(groups, group => Assert.Empty(group.Deliveries));
    }

    [Fact]
    public async Task AddGroup_PendingItemAgain_KeepsItsDeliveries()
    {
        await using (var ledger = _folder.Open())
        {
            ledger.AddGroup(Item("1", "same"), [ItemFate.Pending]);
            ledger.SaveDelivery(Delivery("1", offset: 500));
            ledger.AddGroup(Item("1", "same"), [ItemFate.Pending]);
            Assert.Equal(1, ledger.Counts.Found);
        }

        await using var again = _folder.Open();
        Assert.Equal([Delivery("1", offset: 500)], Assert.Single(await PendingAsync(again)).Deliveries);
    }

    [Fact]
    public async Task Open_TwoPipelinesInOneFolder_DoNotSeeEachOther()
    {
        await using var photos = _folder.Open();
        await using var videos = _folder.Open("videos");
        photos.AddGroup(Item("1"), [ItemFate.Pending]);
        videos.AddGroup(new ItemGroup("1", [Item("1", "v")]) { Cursor = "c" }, [ItemFate.Filtered]);
        await photos.FlushAsync(CancellationToken.None);
        await videos.FlushAsync(CancellationToken.None);
        Assert.Equal(new KnownItem(ItemFate.Pending, null), photos.Find("1"));
        Assert.Equal(new KnownItem(ItemFate.Filtered, "v"), videos.Find("1"));
        Assert.Equal((1, 1), (photos.Counts.Pending, videos.Counts.Filtered));
    }

    [Fact]
    public async Task Open_PipelineHeld_SaysByWhomAndWorksOnceItIsFree()
    {
        await using (_folder.Open())
        {
            var refused = Assert.Throws<LedgerException>(() => _folder.Open());
            Assert.Equal(LedgerProblem.InUse, refused.Problem);
            Assert.Contains($"process {Environment.ProcessId}", refused.Message, StringComparison.Ordinal);
        }

        await using var free = _folder.Open();
        Assert.Equal(0, free.Counts.Found);
    }

    [Fact]
    public async Task Calls_FromManyThreads_ConserveEveryItem()
    {
        await using (var ledger = _folder.Open())
        {
            await Parallel.ForAsync(0, 2_000, async (number, _) =>
            {
                ledger.AddGroup(Item($"{number}"), [number % 5 == 0 ? ItemFate.Filtered : ItemFate.Pending]);
                if (number % 5 == 0)
                    return;
                await ledger.SaveDeliverySafelyAsync(Delivery($"{number}"), CancellationToken.None);
                ledger.EndDelivery($"{number}", "disk", new Receipt($"{number}"), Seal());
                if (number % 5 == 1)
                    ledger.AddFailure(Failure($"{number}"));
                if (number % 5 != 2)
                    ledger.EndItem($"{number}", number % 5 == 1 ? ItemFate.Dead : ItemFate.Done);
            });
            Assert.Equal(new LedgerCounts(400, 800, 400, 0, 400), ledger.Counts);
        }

        await using var again = _folder.Open();
        Assert.Equal(new LedgerCounts(400, 800, 400, 0, 400), again.Counts);
        Assert.Equal(400, again.Start.PendingItems);
        Assert.Equal(400, (await PendingAsync(again)).Count);
    }

    [Fact]
    public async Task SaveCursor_WithoutGroup_IsWhereTheNextRunContinues()
    {
        await using (var ledger = _folder.Open())
        {
            ledger.AddGroup(new ItemGroup("1", [Item("1")]) { Cursor = "first" }, [ItemFate.Filtered]);
            ledger.SaveCursor("second");
        }

        await using var again = _folder.Open();
        Assert.Equal("second", again.Start.Cursor);
    }

    [Fact]
    public async Task EndItem_NeverAdded_Throws()
    {
        await using var ledger = _folder.Open();
        Assert.Throws<InvalidOperationException>(() => ledger.EndItem("1", ItemFate.Done));
    }

    [Fact]
    public async Task SaveDelivery_NeverAdded_FailsTheLedgerAndLosesNothingSaidBefore()
    {
        await using (var ledger = _folder.Open())
        {
            ledger.AddGroup(Item("1"), [ItemFate.Pending]);
            await ledger.FlushAsync(CancellationToken.None);
        }

        var broken = _folder.Open();
        await Assert.ThrowsAsync<InvalidOperationException>(() => broken.SaveDeliverySafelyAsync(Delivery("2"), CancellationToken.None).AsTask());
        Assert.Throws<InvalidOperationException>(() => broken.SaveDelivery(Delivery("1")));
        await Assert.ThrowsAsync<InvalidOperationException>(() => broken.DisposeAsync().AsTask());
        await using var again = _folder.Open();
        Assert.Equal(new LedgerStart(null, 1, StoppedCleanly: false), again.Start);
    }

    [Fact]
    public async Task Find_IdThatCannotBeToldApart_IsRefused()
    {
        await using var ledger = _folder.Open();
        Assert.All(["", "half a pair \uD800", new string('x', 1025)], id => Assert.ThrowsAny<ArgumentException>(() => ledger.Find(id)));
        Assert.Null(ledger.Find(new string('\u20AC', 1024)));
    }

    [Fact]
    public async Task AnyCall_AfterDispose_Throws()
    {
        var ledger = _folder.Open();
        await ledger.DisposeAsync();
        Assert.Throws<ObjectDisposedException>(() => ledger.SaveDelivery(Delivery("1")));
        await ledger.DisposeAsync();
    }
}
