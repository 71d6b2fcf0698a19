using System.Text;
using System.Text.Json;
using TgPlatform.Contracts;
using TgPlatform.Runtime.Ledgers;
using TgPlatform.Runtime.Ledgers.Reading;
using static TgPlatform.Runtime.Tests.Ledgers.LedgerFolder;

namespace TgPlatform.Runtime.Tests.Ledgers;

public sealed class LedgerReaderTests : IAsyncLifetime, IDisposable
{
    private readonly LedgerFolder _folder = new();
    private SqliteLedger? _ledger;

    public async Task InitializeAsync()
    {
        _ledger = _folder.Open();
        _ledger.AddGroup(new ItemGroup("album", [Item("done", "v1"), Item("dead"), Item("failing")]) { Cursor = "c9" }, [ItemFate.Pending, ItemFate.Pending, ItemFate.Pending]);
        _ledger.AddGroup(Item("kept out"), [ItemFate.Filtered]);
        await FetchAsync(_ledger, "done");
        _ledger.EndDelivery("done", "s3", new Receipt("done.jpg", "etag-7"), Seal(77));
        _ledger.EndDelivery("dead", "s3", new Receipt("dead.jpg"), Seal(33));
        for (var attempt = 1; attempt <= 60; attempt++)
            _ledger.AddFailure(Failure("dead", attempt));
        _ledger.EndItem("dead", ItemFate.Dead);
        _ledger.SaveDelivery(Delivery("failing", offset: 400));
        _ledger.AddFailure(Failure("failing", lane: "second"));
        await _ledger.FlushAsync(CancellationToken.None);
    }

    public async Task DisposeAsync() => await _ledger!.DisposeAsync();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void Status_WhileRunning_CountsWithoutDisturbing()
    {
        using var reader = LedgerReader.Open(_folder.Path);
        Assert.Equal([Pipeline], reader.Pipelines());
        var status = reader.Status(Pipeline);
        Assert.Equal((new LedgerCounts(1, 1, 1, 0, 1), "c9", false, Environment.ProcessId), (status.Counts, status.Cursor, status.StoppedCleanly, status.RunningProcess));
        Assert.Equal([new("disk", new SinkTally(1, 1000)), new("s3", new SinkTally(2, 110))], status.Sinks);
        Assert.Equal([new("main", 60L), new("second", 1L)], status.LaneFailures);
        _ledger!.AddGroup(Item("more"), [ItemFate.Skipped]);
    }

    [Fact]
    public async Task Status_AfterTheRun_SaysSo()
    {
        await _ledger!.DisposeAsync();
        using var reader = LedgerReader.Open(_folder.Path);
        Assert.Equal((true, null), (reader.Status(Pipeline).StoppedCleanly, reader.Status(Pipeline).RunningProcess));
    }

    [Fact]
    public void Status_UnknownPipeline_NamesTheKnownOnes()
    {
        using var reader = LedgerReader.Open(_folder.Path);
        Assert.Contains("Known are: photos.", Assert.Throws<LedgerException>(() => reader.Status("fotos")).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void DeadLetters_ManyAttempts_GivesItemAndTheLastOfThem()
    {
        using var reader = LedgerReader.Open(_folder.Path);
        var dead = Assert.Single(reader.DeadLetters(Pipeline));
        Assert.Equivalent(Item("dead"), dead.Item, strict: true);
        Assert.Equal(("album", ItemFate.Dead), (dead.GroupId, dead.Fate));
        Assert.Equal(Enumerable.Range(11, 50).Select(attempt => Failure("dead", attempt)), dead.Attempts);
        Assert.Equal(Failure("dead", 60), dead.Last);
    }

    [Fact]
    public void Failing_ItemStillTried_IsListedWithItsReason()
    {
        using var reader = LedgerReader.Open(_folder.Path);
        Assert.Equal(("failing", Failure("failing", lane: "second")), Assert.Single(reader.Failing(Pipeline)) is var item ? (item.Item.Id, item.Last) : default);
    }

    [Fact]
    public void Committed_SeveralSinks_GivesReceiptsWithDigests()
    {
        using var reader = LedgerReader.Open(_folder.Path);
        Assert.Equal(
            [("done", "disk", "2026/done.jpg", 1000), ("done", "s3", "done.jpg", 77), ("dead", "s3", "dead.jpg", 33)],
            reader.Committed(Pipeline).Select(one => (one.ItemId, one.Sink, one.Receipt.Name, one.Seal!.Length)));
        Assert.All(reader.Committed(Pipeline), one => Assert.Equal((Now, Seal().Digests[0]), (one.At, Assert.Single(one.Seal!.Digests))));
        Assert.Equal("etag-7", reader.Committed(Pipeline).Single(one => one.Receipt.Name == "done.jpg").Receipt.Version);
    }

    [Fact]
    public async Task Replay_DeadLetter_IsPendingForTheSinksThatLackItAndOnlyOnce()
    {
        Assert.Equal(0, DeadLetters.Replay(_folder.Path, Pipeline, item => item.Last!.Step == "open"));
        Assert.Equal(1, DeadLetters.Replay(_folder.Path, Pipeline, item => item.Last!.Step == "write"));
        Assert.Equal(0, DeadLetters.Replay(_folder.Path, Pipeline, _ => true));
        _ledger!.AddGroup(Item("another"), [ItemFate.Skipped]);
        await _ledger.FlushAsync(CancellationToken.None);
        Assert.Equal(new LedgerCounts(2, 1, 1, 1, 0), _ledger.Counts);
        await _ledger.DisposeAsync();
        await using var again = _folder.Open();
        var group = Assert.Single(await PendingAsync(again));
        Assert.Equal(["dead", "failing"], group.Group.Items.Select(item => item.Id));
        Assert.Equal([("dead", "s3", true), ("failing", "disk", false)], group.Deliveries.Select(delivery => (delivery.ItemId, delivery.Sink, delivery.Ended)));
    }

    [Fact]
    public async Task Drop_DeadLetter_CountsAsSkippedAndStaysKnown()
    {
        Assert.Equal(1, DeadLetters.Drop(_folder.Path, Pipeline, item => item.Item.Id == "dead"));
        await _ledger!.FlushAsync(CancellationToken.None);
        await _ledger.DisposeAsync();
        await using var again = _folder.Open();
        Assert.Equal(new LedgerCounts(1, 1, 1, 1, 0), again.Counts);
        Assert.Equal(ItemFate.Skipped, again.Find("dead")!.Value.Fate);
    }

    [Fact]
    public void Export_EveryItem_IsOneLineOfJson()
    {
        using var reader = LedgerReader.Open(_folder.Path);
        using var output = new MemoryStream();
        Assert.Equal(4, LedgerExport.Write(reader, Pipeline, output));
        var lines = Encoding.UTF8.GetString(output.ToArray()).Split('\n', StringSplitOptions.RemoveEmptyEntries).Select(line => JsonDocument.Parse(line).RootElement).ToList();
        Assert.Equal(["done", "dead", "pending", "filtered"], lines.Select(line => line.GetProperty("fate").GetString()));
        Assert.Equal(42, lines[0].GetProperty("fields").GetProperty("message_id").GetInt64());
        Assert.Equal("0000000000001234", lines[0].GetProperty("receipts")[0].GetProperty("crc64nvme").GetString());
        Assert.Equal("connection reset", lines[1].GetProperty("attempts")[49].GetProperty("reason").GetString());
        Assert.Equal(400, lines[2].GetProperty("deliveries")[0].GetProperty("offset").GetInt64());
        Assert.DoesNotContain("https://example.org", Encoding.UTF8.GetString(output.ToArray()), StringComparison.Ordinal);
    }

    [Fact]
    public void Open_NoLedger_SaysWhatToDo()
    {
        using var empty = new LedgerFolder();
        Assert.Contains("Run a pipeline", Assert.Throws<LedgerException>(() => LedgerReader.Open(empty.Path)).Message, StringComparison.Ordinal);
    }
}
