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
    [Fact]
    public async Task Run_EachCallFailsInTurn_EndsWithEverythingOnceAndWhole()
    {
        var plan = new FaultPlan(0);
        var whole = await RunAndCureAsync(plan, null);
        foreach (var call in plan.Turns())
            await RunAndCureAsync(new FaultPlan(call), whole);
    }

    private async Task<ConcurrentDictionary<string, byte[]>> RunAndCureAsync(FaultPlan plan, ConcurrentDictionary<string, byte[]>? whole)
    {
        var store = new ConcurrentDictionary<string, byte[]>(StringComparer.Ordinal);
        using var run = new FaultRun();
        var failed = await run.RunAsync(() => FaultProxy.Wrap(Create(), plan), () => new CollectingSink(store));
        Assert.True(failed.Problem is not null || failed.Counts is { Pending: 0, Dead: 0 }, $"The run ended without a word after {plan.Struck ?? "nothing"} failed: {failed.Counts}.");
        whole ??= new(store, StringComparer.Ordinal);
        Assert.All(store, one => SameBytes.Assert(whole[one.Key], one.Value, one.Key));

        var cured = await run.RunAsync(Create, () => new CollectingSink(store));
        Assert.Null(cured.Problem);
        Assert.Equal((0, 0, cured.Counts.Found), (cured.Counts.Pending, cured.Counts.Dead, cured.Counts.Done));
        Assert.Equal(whole.Keys.Order(StringComparer.Ordinal), store.Keys.Order(StringComparer.Ordinal));
        Assert.All(store, one => SameBytes.Assert(whole[one.Key], one.Value, one.Key));
        return whole;
    }
}
