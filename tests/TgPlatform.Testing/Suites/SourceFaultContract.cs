using System.Collections.Concurrent;
using TgPlatform.Contracts;
using Xunit;

namespace TgPlatform.Testing;

/// <summary>
/// Each call in turn fails, under the real engine: nothing half, nothing lost, and every item accounted for. It needs the runtime beside the suite:
/// <c>tgp plugins verify</c> runs it for any plugin.
/// </summary>
public abstract class SourceFaultContract : SourceContract
{
    /// <summary>In how many of the ways beside a cut connection each call fails, 1 to 7: every call fails so often, and neighbours in different ways.</summary>
    protected virtual int OtherWays => 1;

    [Fact]
    public async Task Run_EachCallFailsInTurn_EndsWithEverythingOnceAndWhole()
    {
        var plan = new FaultPlan();
        var whole = await RunAndCureAsync(plan, null);
        foreach (var call in plan.Turns())
            await Strikes.RunAsync([new PlannedFault(call)], failing => RunAndCureAsync(failing, whole));
    }

    [Fact]
    public async Task Run_EachCallFailsInAnotherWay_EndsWithEverythingOnceAndWhole()
    {
        var plan = new FaultPlan();
        var whole = await RunAndCureAsync(plan, null);
        for (var shift = 0; shift < OtherWays; shift++)
        {
            foreach (var (index, call) in plan.Turns().Index())
                await Strikes.RunAsync([new PlannedFault(call, FaultWays.Others[(index + shift) % FaultWays.Others.Count])], failing => RunAndCureAsync(failing, whole));
        }
    }

    private async Task<ConcurrentDictionary<string, byte[]>> RunAndCureAsync(FaultPlan plan, ConcurrentDictionary<string, byte[]>? whole)
    {
        var store = new ConcurrentDictionary<string, byte[]>(StringComparer.Ordinal);
        var sink = FaultRun.Content(() => new CollectingSink(store));
        using var run = new FaultRun();
        var failed = await run.RunAsync(() => FaultProxy.Wrap(Create(), plan), sink, plan);
        whole ??= new(store, StringComparer.Ordinal);
        Assert.All(store, one => SameBytes.Assert(whole[one.Key], one.Value, one.Key));

        var cured = await run.CureAsync(Create, sink, failed);
        Assert.Equal(cured.Counts.Found, cured.Counts.Done);
        Assert.Equal(whole.Keys.Order(StringComparer.Ordinal), store.Keys.Order(StringComparer.Ordinal));
        Assert.All(store, one => SameBytes.Assert(whole[one.Key], one.Value, one.Key));
        return whole;
    }
}
