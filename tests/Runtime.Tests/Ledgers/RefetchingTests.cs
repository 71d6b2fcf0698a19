using TgPlatform.Contracts;
using TgPlatform.Runtime.Ledgers;
using TgPlatform.Runtime.Ledgers.Care;
using TgPlatform.Runtime.Ledgers.Reading;
using static TgPlatform.Runtime.Tests.Ledgers.LedgerFolder;

namespace TgPlatform.Runtime.Tests.Ledgers;

public sealed class RefetchingTests : IAsyncLifetime, IDisposable
{
    private readonly LedgerFolder _folder = new();

    public async Task InitializeAsync()
    {
        await using var ledger = _folder.Open();
        foreach (var id in new[] { "1", "2" })
        {
            ledger.AddGroup(Item(id, "v1"), [ItemFate.Pending]);
            ledger.EndDelivery(id, "s3", new Receipt($"{id}.jpg"), Seal());
            await FetchAsync(ledger, id);
        }
    }

    public Task DisposeAsync() => Task.CompletedTask;

    public void Dispose() => _folder.Dispose();

    [Fact]
    public async Task Ask_Lost_IsPendingForThatSinkAloneUnderItsNameUntilItIsStored()
    {
        Assert.Equal(1, Ask(new LostContent("1", "disk", "2026/1.jpg")));

        Assert.Empty(LedgerCheck.Run(_folder.Path).Problems);
        await using (var ledger = _folder.Open())
        {
            Assert.Equal(new LedgerCounts(1, 1, 0, 0, 0), ledger.Counts);
            var group = Assert.Single(await PendingAsync(ledger));
            Assert.Equal(("disk", "2026/1.jpg", "2026/1.jpg"), group.Deliveries.Where(static one => !one.Ended).Select(static one => (one.Sink, one.Name, one.Replaces)).Single());
            Assert.Equal("s3", Assert.Single(group.Deliveries, static one => one.Ended).Sink);
            Assert.Equal(4, Committed());
            await FetchAsync(ledger, "1");
        }

        await using var again = _folder.Open();
        Assert.Equal(new LedgerCounts(0, 2, 0, 0, 0), again.Counts);
        Assert.Equal(4, Committed());
    }

    [Fact]
    public async Task Ask_Twice_ChangesNothingAndKeepsWhatHasArrived()
    {
        var lost = new LostContent("1", "disk", "2026/1.jpg");
        Ask(lost);
        var begun = Delivery("1", offset: 500) with { Replaces = "2026/1.jpg" };
        await using (var ledger = _folder.Open())
            ledger.SaveDelivery(begun);

        Assert.Equal(1, Ask(lost));

        await using var again = _folder.Open();
        Assert.Equal(begun, Assert.Single(Assert.Single(await PendingAsync(again)).Deliveries, static one => !one.Ended));
        Assert.Equal(1, again.Counts.Pending);
    }

    [Theory]
    [InlineData("disk", "other.jpg")]
    [InlineData("elsewhere", "2026/1.jpg")]
    public async Task Ask_AnotherNameOrSinkThanTheReceipts_IsLeftAlone(string sink, string name)
    {
        Assert.Equal(0, Ask(new LostContent("1", sink, name)));

        await using var ledger = _folder.Open();
        Assert.Equal(new LedgerCounts(0, 2, 0, 0, 0), ledger.Counts);
    }

    [Fact]
    public async Task Ask_WhileARunIsOn_IsForTheNextOne()
    {
        await using (var ledger = _folder.Open())
        {
            ledger.AddGroup(Item("3"), [ItemFate.Pending]);
            await ledger.FlushAsync(CancellationToken.None);
            Assert.Equal(1, Ask(new LostContent("2", "s3", "2.jpg")));
            await FetchAsync(ledger, "3");
        }

        await using var next = _folder.Open();
        Assert.Equal(new LedgerCounts(1, 2, 0, 0, 0), next.Counts);
        Assert.Equal("s3", Assert.Single((await PendingAsync(next)).Single().Deliveries, static one => !one.Ended).Sink);
    }

    [Fact]
    public async Task AddGroup_ContentChangedMeanwhile_TheOldNameNoLongerCounts()
    {
        Ask(new LostContent("1", "disk", "2026/1.jpg"));
        await using (var ledger = _folder.Open())
            ledger.AddGroup(Item("1", "v2"), [ItemFate.Pending]);

        await using var next = _folder.Open();
        Assert.Empty((await PendingAsync(next)).Single().Deliveries);
    }

    private int Ask(params LostContent[] lost) => Refetching.Ask(_folder.Path, Pipeline, lost);

    private long Committed()
    {
        using var reader = LedgerReader.Open(_folder.Path);
        return reader.Committed(Pipeline).Count();
    }
}
