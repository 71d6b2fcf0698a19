using TgPlatform.Contracts;
using TgPlatform.Runtime.Ledgers;
using static TgPlatform.Runtime.Tests.Ledgers.LedgerFolder;

namespace TgPlatform.Runtime.Tests.Ledgers;

public sealed class SqliteLedgerTests : IDisposable
{
    private readonly LedgerFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public async Task ReadSizes_AfterCommits_TalliesByKindAndExtension()
    {
        using var folder = new LedgerFolder();
        await using (var ledger = folder.Open())
        {
            foreach (var (id, name, kind, length) in new[] { ("1", "a.jpg", ItemKind.Photo, 100L), ("2", "b.JPG", ItemKind.Photo, 300), ("3", "c.mp4", ItemKind.Video, 5_000), ("4", "d.mp4", ItemKind.Video, 0) })
            {
                ledger.AddGroup(new Item { Id = id, Name = name, Kind = kind }, [ItemFate.Pending]);
                if (id == "4")
                    continue;
                ledger.EndDelivery(id, "disk", new Receipt(name), LedgerFolder.Seal(length));
                ledger.EndDelivery(id, "second", new Receipt(name), LedgerFolder.Seal(length));
                ledger.EndItem(id, ItemFate.Done);
            }
        }

        await using var again = folder.Open();

        Assert.Equal([new(ItemKind.Photo, ".jpg", 2, 400), new(ItemKind.Video, ".mp4", 1, 5_000)], again.ReadSizes());
        await using var other = folder.Open("other");
        Assert.Empty(other.ReadSizes());
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
