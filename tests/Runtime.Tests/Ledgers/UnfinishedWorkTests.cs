using TgPlatform.Contracts;
using TgPlatform.Runtime.Ledgers;
using TgPlatform.Runtime.Ledgers.Reading;
using TgPlatform.Runtime.Ledgers.Sqlite;
using TgPlatform.Runtime.Ledgers.Storage;
using static TgPlatform.Runtime.Tests.Ledgers.LedgerFolder;

namespace TgPlatform.Runtime.Tests.Ledgers;

/// <summary>What a start can say about the run before it.</summary>
public sealed class UnfinishedWorkTests : IDisposable
{
    private readonly LedgerFolder _folder = new();
    private readonly LedgerFolder _copy = new();

    public void Dispose()
    {
        _folder.Dispose();
        _copy.Dispose();
    }

    [Fact]
    public async Task ReadUnfinished_AfterAKill_CountsWhatWasUnderWayKeptWholeAndFailed()
    {
        await using var ledger = _folder.Open();
        ledger.Watch(static () => 5);
        foreach (var id in new[] { "two sinks", "one of two whole", "whole", "no validator", "failed", "new", "done", "dead", "changed" })
            ledger.AddGroup(Item(id, "v1"), [ItemFate.Pending]);
        ledger.SaveDelivery(Delivery("two sinks", "disk", 400));
        ledger.SaveDelivery(Delivery("two sinks", "s3", 700));
        ledger.SaveDelivery(Delivery("one of two whole", "disk", 1000) with { IsSealed = true });
        ledger.SaveDelivery(Delivery("one of two whole", "s3", 30));
        ledger.SaveDelivery(Delivery("whole", "disk", 1000) with { IsSealed = true });
        ledger.SaveDelivery(Delivery("no validator", "disk", 900) with { Validator = null });
        ledger.AddFailure(Failure("failed"));
        ledger.AddFailure(Failure("failed", attempt: 2));
        ledger.AddFailure(Failure("done"));
        await FetchAsync(ledger, "done");
        ledger.SaveDelivery(Delivery("dead", "disk", 800));
        ledger.AddFailure(Failure("dead"));
        ledger.EndItem("dead", ItemFate.Dead);
        ledger.SaveDelivery(Delivery("changed", "disk", 600));
        ledger.AddGroup(Item("changed", "v2"), [ItemFate.Pending]);

        await using var killed = await AsIfKilledAsync(ledger);

        var expected = new UnfinishedWork { RunBegan = Now, LastHeard = Now, UnderWay = 5, KeptItems = 2, KeptBytes = 430, WholeItems = 1, FailedItems = 1 };
        Assert.Equal((false, 7L, expected), (killed.Start.StoppedCleanly, killed.Start.PendingItems, killed.ReadUnfinished()));
    }

    [Fact]
    public async Task ReadUnfinished_ItemsThatSomeSinksHave_AreCountedApartFromThoseBegun()
    {
        await using var ledger = _folder.Open();
        foreach (var id in new[] { "file done", "record done", "begun in the other", "changed", "asked again", "new", "done" })
            ledger.AddGroup(Item(id, "v1"), [ItemFate.Pending]);
        foreach (var id in new[] { "file done", "begun in the other", "changed", "asked again", "done" })
            ledger.EndDelivery(id, "disk", new Receipt($"{id}.jpg"), Seal());
        ledger.EndRecord("record done", "lines");
        ledger.SaveDelivery(Delivery("begun in the other", "s3", 30));
        ledger.SaveDelivery(Delivery("asked again") with { State = null, Validator = null, Replaces = "asked again.jpg" });
        ledger.AddGroup(Item("changed", "v2"), [ItemFate.Pending]);
        ledger.EndRecord("done", "lines");
        ledger.EndItem("done", ItemFate.Done);

        await using var killed = await AsIfKilledAsync(ledger);

        Assert.Equal((2L, 1L), (killed.ReadUnfinished().PartlyDoneItems, killed.ReadUnfinished().KeptItems));
        using var reader = LedgerReader.Open(_copy.Path);
        Assert.Equal((5L, 2L), (reader.Status(Pipeline).Sinks["disk"].Items, reader.Status(Pipeline).Sinks["lines"].Items));
    }

    [Fact]
    public async Task ReadUnfinished_MoreFailuresThanPendingItems_CountsItemsAndNotAttempts()
    {
        await using var ledger = _folder.Open();
        foreach (var id in new[] { "1", "2", "3" })
            ledger.AddGroup(Item(id), [ItemFate.Pending]);
        for (var attempt = 1; attempt <= 9; attempt++)
            ledger.AddFailure(Failure("1", attempt));
        ledger.AddFailure(Failure("2"));

        await using var killed = await AsIfKilledAsync(ledger);

        Assert.Equal(2, killed.ReadUnfinished().FailedItems);
    }

    [Fact]
    public async Task ReadUnfinished_AfterACleanStop_HasNothingUnderWayAndStillKnowsWhatIsKept()
    {
        await using (var ledger = _folder.Open())
        {
            ledger.Watch(static () => 5);
            ledger.AddGroup(Item("1"), [ItemFate.Pending]);
            ledger.SaveDelivery(Delivery("1", offset: 400));
        }

        await using var again = _folder.Open();

        Assert.Equal(new UnfinishedWork { RunBegan = Now, LastHeard = Now, KeptItems = 1, KeptBytes = 400 }, again.ReadUnfinished());
    }

    [Fact]
    public async Task ReadUnfinished_OtherPipelineOfTheFolder_IsNotCounted()
    {
        await using var ledger = _folder.Open("videos");
        ledger.AddGroup(Item("1"), [ItemFate.Pending]);
        ledger.SaveDelivery(Delivery("1", offset: 400));
        ledger.AddFailure(Failure("1"));
        await ledger.FlushAsync(CancellationToken.None);
        await using var photos = _folder.Open();
        photos.AddGroup(Item("1"), [ItemFate.Pending]);
        await photos.FlushAsync(CancellationToken.None);

        using var reader = LedgerReader.Open(_folder.Path);

        Assert.Equal((0, 0), (reader.Unfinished(Pipeline).KeptItems, reader.Unfinished(Pipeline).FailedItems));
        Assert.Equal((1, 1), (reader.Unfinished("videos").KeptItems, reader.Unfinished("videos").FailedItems));
    }

    [Fact]
    public async Task Open_LedgerOfAnOlderVersion_KeepsItsCountsAndKnowsNoRun()
    {
        Directory.CreateDirectory(Path.GetDirectoryName(_folder.File)!);
        using (var older = SqliteFile.Open(_folder.File, readOnly: false))
        {
            LedgerSchema.Upgrade(older, [.. LedgerSchema.Steps.Take(2)]);
            using var add = older.Prepare("INSERT INTO pipelines(key, name, state) VALUES(1, ?1, ?2)");
            add.Bind(1, Pipeline).BindBytes(2, StateOfFormat1(done: 7)).Run();
        }

        using (var reader = LedgerReader.Open(_folder.Path))
            Assert.Equal((7, new UnfinishedWork()), (reader.Status(Pipeline).Counts.Done, reader.Unfinished(Pipeline)));
        await using var ledger = _folder.Open();

        Assert.Equal((7, "c3", new UnfinishedWork()), (ledger.Counts.Done, ledger.Start.Cursor, ledger.ReadUnfinished()));
    }

    private static byte[] StateOfFormat1(ulong done)
    {
        var blob = new BlobWriter();
        blob.Clear().Byte(1);
        blob.Text("c3");
        blob.Flag(true);
        blob.Count(7);
        foreach (var fate in Enum.GetValues<ItemFate>())
            blob.Fixed(fate == ItemFate.Done ? done : 0);
        blob.Count(0);
        blob.Count(0);
        return blob.Seal(owner: 1).ToArray();
    }

    /// <summary>Opens what a kill now would leave.</summary>
    private async Task<SqliteLedger> AsIfKilledAsync(SqliteLedger ledger)
    {
        await ledger.FlushAsync(CancellationToken.None);
        var folder = Directory.CreateDirectory(Path.GetDirectoryName(_copy.File)!).FullName;
        foreach (var file in new[] { _folder.File, _folder.File + "-wal" })
            File.Copy(file, Path.Combine(folder, Path.GetFileName(file)));
        return _copy.Open();
    }
}
