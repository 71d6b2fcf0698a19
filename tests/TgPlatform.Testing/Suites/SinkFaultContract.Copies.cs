using TgPlatform.Contracts;
using TgPlatform.Runtime.Integrity;
using Xunit;

namespace TgPlatform.Testing;

/// <summary>The same for what the store copies by itself. A sink that does not copy has nothing to show here.</summary>
public abstract partial class SinkFaultContract
{
    [Fact]
    public async Task Run_EachCallOfACopyFailsInTurn_EndsWithEverythingOnceAndWhole()
    {
        if (await CopyAndCureAsync(new()) is not { } plan)
            return;
        Assert.Contains(plan.Calls, static call => call.Member == "ICopy.CommitAsync answered");
        foreach (var (index, call) in plan.Turns().Where(IsOfCopies).Index())
        {
            await CopyAndCureAsync(new(new PlannedFault(call)));
            await CopyAndCureAsync(new(new PlannedFault(call, FaultWays.Others[index % FaultWays.Others.Count])));
        }
    }

    [Theory]
    [InlineData("ICopy.CopyNextAsync answered")]
    [InlineData("ICopy.CommitAsync answered")]
    public async Task Run_EachCallOfACopyBehindAFailureFailsInTurn_EndsWithEverythingOnceAndWhole(string member)
    {
        var first = new PlannedFault(new(member, 1));
        if (await CopyAndCureAsync(new(first)) is not { } plan)
            return;
        foreach (var call in plan.Turns(behind: first.Call).Where(IsOfCopies))
            await CopyAndCureAsync(new(first, new PlannedFault(call)));
    }

    // The others fail where content is read and written.
    private static bool IsOfCopies(PlannedCall call) => call.Member.StartsWith("ICop", StringComparison.Ordinal) || call.Member.StartsWith("IResumable", StringComparison.Ordinal);

    private async Task<FaultPlan?> CopyAndCureAsync(FaultPlan plan)
    {
        var contents = NextContents(areTwins: false);
        if (await OriginAsync($"{_runs}", contents) is not { } source)
            return null;
        await RunAndCureAsync(plan, contents, () => FaultProxy.Wrap(source(), plan), source, DuplicateContent.Keep);
        return plan;
    }
}
