using TgPlatform.Contracts;
using TgPlatform.Runtime.Ledgers;
using Xunit;

namespace TgPlatform.Testing;

/// <summary>What a run puts down for want of room is taken up again, by it or by the next one.</summary>
public abstract partial class LedgerContract
{
    [Fact]
    public async Task ReadLeft_PutDown_GivesThoseOnceInOrderWithTheirDeliveries()
    {
        await using var ledger = Open();
        for (var number = 0; number < 600; number++)
        {
            ledger.AddGroup(Item($"{number}"), [ItemFate.Pending]);
            ledger.EndDelivery($"{number}", "disk", new Receipt($"{number}.bin"), Seal());
        }

        var left = Enumerable.Range(0, 600).Where(static number => number % 2 == 1).Reverse().Select(static number => $"{number}").ToList();
        left.ForEach(ledger.Leave);

        var taken = await LeftAsync(ledger);
        Assert.Equal(left, taken.Select(static group => group.Group.Items.Single().Id));
        Assert.All(taken, static group => Assert.True(Assert.Single(group.Deliveries).Ended));
        Assert.Equal(600, ledger.Counts.Pending);
        Assert.Equal(ItemFate.Pending, ledger.Find("1")!.Value.Fate);
        Assert.Empty(await LeftAsync(ledger));
    }

    [Fact]
    public async Task ReadLeft_PutDownAgain_GivesItAgain()
    {
        await using var ledger = Open();
        ledger.AddGroup(Item("1"), [ItemFate.Pending]);
        ledger.Leave("1");
        Assert.Single(await LeftAsync(ledger));
        ledger.SaveDelivery(Delivery("1", offset: 500));
        ledger.Leave("1");

        Assert.Equal([Delivery("1", offset: 500)], Assert.Single(await LeftAsync(ledger)).Deliveries);
        ledger.EndItem("1", ItemFate.Done);
        Assert.Equal(new LedgerCounts(0, 1, 0, 0, 0), ledger.Counts);
        await ledger.FlushAsync(Patience.Limit);
        Assert.Equal(new KnownItem(ItemFate.Done, null), ledger.Find("1"));
    }

    [Fact]
    public async Task ReadPending_PutDownByAnEarlierRun_GivesItOnceAndNotAmongWhatThisRunLeft()
    {
        await using (var ledger = Open())
        {
            ledger.AddGroup(Item("1"), [ItemFate.Pending]);
            ledger.AddGroup(Item("2"), [ItemFate.Pending]);
            ledger.AddGroup(Item("3"), [ItemFate.Pending]);
            ledger.Leave("2");
        }

        await using var again = Open();
        var seen = new List<string>();
        await foreach (var group in again.ReadPendingAsync(Patience.Limit))
        {
            seen.Add(group.Group.Items.Single().Id);

            // At once put down again: what was read already must not come a second time.
            again.Leave(seen[^1]);
            await again.FlushAsync(Patience.Limit);
        }

        Assert.Equal(["1", "2", "3"], seen.Order(StringComparer.Ordinal));
        Assert.Equal(seen, (await LeftAsync(again)).Select(static group => group.Group.Items.Single().Id));
    }

    private static async Task<List<PendingGroup>> LeftAsync(ILedger ledger)
    {
        var groups = new List<PendingGroup>();
        await foreach (var group in ledger.ReadLeftAsync(Patience.Limit))
            groups.Add(group);
        return groups;
    }
}
