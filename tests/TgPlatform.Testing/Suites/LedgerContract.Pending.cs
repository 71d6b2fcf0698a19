using TgPlatform.Contracts;
using TgPlatform.Runtime.Ledgers;
using Xunit;

namespace TgPlatform.Testing;

/// <summary>What an earlier run left comes back as it was.</summary>
public abstract partial class LedgerContract
{
    [Fact]
    public async Task ReadPending_EarlierRunLeftGroups_GivesThemWholeAndInOrderWithTheirDeliveries()
    {
        await using (var ledger = Open())
        {
            for (var album = 0; album < 300; album++)
                ledger.AddGroup(new ItemGroup($"album{album}", [Item($"{album}a"), Item($"{album}b"), Item($"{album}c")]), [ItemFate.Pending, ItemFate.Pending, ItemFate.Filtered]);
            ledger.SaveDelivery(Delivery("7a", offset: 10));
            ledger.SaveDelivery(Delivery("7a", offset: 500));
            ledger.EndDelivery("7b", "disk", new Receipt("folder/7b.bin"), Seal());
            ledger.SaveDelivery(Delivery("7b", "s3", 3));
            await FetchAsync(ledger, "8a");
        }

        await using var again = Open();
        var groups = await PendingAsync(again);
        Assert.Equal(Enumerable.Range(0, 300).Select(album => $"album{album}"), groups.Select(group => group.Group.Id));
        Assert.Equal(["8b"], groups[8].Group.Items.Select(item => item.Id));
        Assert.Equivalent(new[] { Item("7a"), Item("7b") }, groups[7].Group.Items, strict: true);
        Assert.Equal([Delivery("7a", offset: 500), Delivery("7b", "s3", 3)], groups[7].Deliveries.Where(static one => !one.Ended));
        var ended = Assert.Single(groups[7].Deliveries, static one => one.Ended);
        Assert.Equal(("7b", "disk", "folder/7b.bin"), (ended.ItemId, ended.Sink, ended.Name));
    }

    [Fact]
    public async Task ReadPending_VersionChanged_LeavesDeliveriesAndAttemptsOfTheOldContentOut()
    {
        await using (var ledger = Open())
        {
            ledger.AddGroup(Item("1", "old"), [ItemFate.Pending]);
            ledger.AddFailure(Failure("1", 4));
            await FetchAsync(ledger, "1");
            ledger.AddGroup(Item("2", "old"), [ItemFate.Pending]);
            ledger.SaveDelivery(Delivery("2", offset: 500));
            ledger.AddGroup(Item("1", "new"), [ItemFate.Pending]);
            ledger.AddGroup(Item("2", "new"), [ItemFate.Pending]);
            Assert.Equal(new LedgerCounts(2, 0, 0, 0, 0), ledger.Counts);
        }

        await using var again = Open();
        var groups = await PendingAsync(again);
        Assert.Equal(["new", "new"], groups.Select(group => group.Group.Items[0].Version));
        Assert.All(groups, static group => Assert.Empty(group.Deliveries));
        Assert.All(groups, static group => Assert.Empty(group.Attempts));
    }

    [Fact]
    public async Task AddGroup_PendingItemAgain_KeepsItsDeliveries()
    {
        await using (var ledger = Open())
        {
            ledger.AddGroup(Item("1", "same"), [ItemFate.Pending]);
            ledger.SaveDelivery(Delivery("1", offset: 500));
            ledger.AddGroup(Item("1", "same"), [ItemFate.Pending]);
            Assert.Equal(1, ledger.Counts.Found);
        }

        await using var again = Open();
        Assert.Equal([Delivery("1", offset: 500)], Assert.Single(await PendingAsync(again)).Deliveries);
    }

    [Fact]
    public async Task ReadPending_AttemptsFailed_CountsThoseThatWereNotWaitsBySink()
    {
        await using (var ledger = Open())
        {
            ledger.AddGroup(new ItemGroup("album", [Item("1"), Item("2"), Item("3")]), [ItemFate.Pending, ItemFate.Pending, ItemFate.Pending]);
            ledger.AddFailure(Failure("1", 1));
            ledger.AddFailure(Failure("1", 2));
            ledger.AddFailure(Failure("1", 3, kind: FailureKind.Blocked));
            ledger.AddFailure(Failure("1", 1, sink: null));
            ledger.AddFailure(Failure("2", 1, "s3", FailureKind.Throttled));
        }

        await using var again = Open();
        Assert.Equal(
            [new CountedAttempts("1", null, 1), new CountedAttempts("1", "disk", 2)],
            Assert.Single(await PendingAsync(again)).Attempts.OrderBy(static one => one.Sink, StringComparer.Ordinal));
    }

    [Fact]
    public async Task ReadPending_GivenUpAndPendingAgain_BeginsToCountAnew()
    {
        await using (var ledger = Open())
        {
            ledger.AddGroup(Item("1"), [ItemFate.Pending]);
            ledger.AddFailure(Failure("1", 1));
            ledger.AddFailure(Failure("1", 2, isFinal: true));
            ledger.AddFailure(Failure("1", 1));
        }

        await using var again = Open();
        Assert.Equal([new CountedAttempts("1", "disk", 1)], Assert.Single(await PendingAsync(again)).Attempts);
    }
}
