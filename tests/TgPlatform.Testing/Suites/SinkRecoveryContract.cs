using TgPlatform.Contracts;
using TgPlatform.Runtime.Integrity;
using Xunit;

namespace TgPlatform.Testing;

/// <summary>
/// The calls that a plain run does not make fail too: those behind a first failure, those for content that is there already, and those by which the store
/// copies. Of several suites over one sink one is enough.
/// </summary>
public abstract class SinkRecoveryContract : SinkFaultContract
{
    /// <summary>
    /// Puts contents where the sink's store can copy them from, outside of the sink's root, and says how to make a source that finds just these there. Null when the sink is not
    /// <see cref="ICopies"/>.
    /// </summary>
    /// <param name="folder">A name that no other call has got.</param>
    /// <param name="contents">The contents.</param>
    protected virtual ValueTask<Func<ISource>?> OriginAsync(string folder, IReadOnlyList<byte[]> contents) => new((Func<ISource>?)null);

    [Theory]
    [InlineData("IDelivery.WriteAsync answered")]
    [InlineData("IDelivery.CommitAsync")]
    [InlineData("IDelivery.CommitAsync answered")]
    public async Task Run_EachCallBehindAFailureFailsInTurn_EndsWithEverythingOnceAndWhole(string member)
    {
        var first = new PlannedFault(new(member, 1));
        var plan = await StrikeAsync(first);
        foreach (var call in plan.Turns(behind: first.Call))
            await StrikeAsync(first, new PlannedFault(call));
    }

    [Theory]
    [InlineData(DuplicateContent.Hardlink)]
    [InlineData(DuplicateContent.Skip)]
    public async Task Run_EachCallForTwinsFailsInTurn_EndsWithEverythingOnceAndWhole(DuplicateContent dedupe)
    {
        await using (var sink = Create())
        {
            // Who cannot show what is there is not asked for it, and stores twins again.
            if (dedupe == DuplicateContent.Skip && sink is not IReadable)
                return;
        }

        var plain = (await RunAndCureAsync(new())).Calls.Select(static call => call.Member).ToHashSet(StringComparer.Ordinal);
        var plan = await RunAndCureAsync(new(), dedupe);
        foreach (var call in plan.Turns().Where(call => !plain.Contains(call.Member)))
            await Strikes.RunAsync([new PlannedFault(call)], failing => RunAndCureAsync(failing, dedupe));
    }

    [Fact]
    public async Task Run_EachCallOfACopyFailsInTurn_EndsWithEverythingOnceAndWhole()
    {
        if (await CopyAndStrikeAsync() is not { } plan)
            return;
        Assert.Contains(plan.Calls, static call => call.Member == "ICopy.CommitAsync answered");
        foreach (var (index, call) in plan.Turns().Where(IsOfCopies).Index())
        {
            await CopyAndStrikeAsync(new PlannedFault(call));
            await CopyAndStrikeAsync(new PlannedFault(call, FaultWays.Others[index % FaultWays.Others.Count]));
        }
    }

    [Theory]
    [InlineData("ICopy.CopyNextAsync answered")]
    [InlineData("ICopy.CommitAsync answered")]
    public async Task Run_EachCallOfACopyBehindAFailureFailsInTurn_EndsWithEverythingOnceAndWhole(string member)
    {
        var first = new PlannedFault(new(member, 1));
        if (await CopyAndStrikeAsync(first) is not { } plan)
            return;
        foreach (var call in plan.Turns(behind: first.Call).Where(IsOfCopies))
            await CopyAndStrikeAsync(first, new PlannedFault(call));
    }

    // The others fail where content is read and written.
    private static bool IsOfCopies(PlannedCall call) => call.Member.StartsWith("ICop", StringComparison.Ordinal) || call.Member.StartsWith("IResumable", StringComparison.Ordinal);

    private async Task<FaultPlan?> CopyAndStrikeAsync(params PlannedFault[] faults)
    {
        if (await OriginAsync("any", []) is null)
            return null;
        return await Strikes.RunAsync(faults, async plan =>
        {
            var (folder, contents) = NextContents(areTwins: false);
            var source = (await OriginAsync(folder, contents))!;
            await RunAndCureAsync(plan, contents, () => FaultProxy.Wrap(source(), plan), source, DuplicateContent.Keep);
        });
    }
}
