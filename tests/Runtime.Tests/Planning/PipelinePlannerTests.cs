using TgPlatform.Contracts;
using TgPlatform.Runtime.Ledgers;
using TgPlatform.Runtime.Planning;

namespace TgPlatform.Runtime.Tests.Planning;

public sealed class PipelinePlannerTests
{
    private static readonly Item First = new() { Id = "first", Name = "1.txt", Size = 1, Version = "new" };

    private static readonly Item Second = new() { Id = "second", Name = "2.txt", Size = 2 };

    [Fact]
    public async Task Plan_SourceNeverEnds_PlansWhatCameAfterAMomentAndEndsWhenNothingMoreComes()
    {
        var rig = new PlannerRig { Items = [First, Second], Afterwards = PlannerRig.NeverEnd };
        var planner = rig.Planner();
        await using var plan = rig.Begin(planner);

        var moved = plan.MoveNextAsync().AsTask();
        Assert.False(moved.IsCompleted);
        rig.Time.Advance(DiscoveryWindows.Quiet);
        Assert.True(await moved);
        Assert.Equal("first", plan.Current.Item.Id);
        Assert.True(await plan.MoveNextAsync());
        Assert.Equal("second", plan.Current.Item.Id);

        var end = plan.MoveNextAsync().AsTask();
        rig.Time.Advance(PipelinePlanner.Silence - TimeSpan.FromTicks(1));
        Assert.False(end.IsCompleted);
        rig.Time.Advance(TimeSpan.FromTicks(1));
        Assert.False(await end);
        Assert.True(planner.SourceGoesOn);
        Assert.Equal(["discovery", "sink", "source"], rig.Disposed);
    }

    [Fact]
    public async Task Plan_FullWindow_IsPlannedWithoutWaiting()
    {
        var rig = new PlannerRig { Items = [First, Second], Afterwards = PlannerRig.NeverEnd, Window = 2 };
        await using var plan = rig.Begin(rig.Planner());

        var moved = plan.MoveNextAsync();

        Assert.True(moved.IsCompletedSuccessfully);
        Assert.True(await moved);
    }

    [Fact]
    public async Task Plan_SourceEnds_PlansTheRestAndDoesNotSayThatItGoesOn()
    {
        var rig = new PlannerRig { Items = [First, Second] };
        var planner = rig.Planner();
        await using var plan = rig.Begin(planner);

        Assert.True(await plan.MoveNextAsync());
        Assert.True(await plan.MoveNextAsync());
        Assert.False(await plan.MoveNextAsync());
        Assert.False(planner.SourceGoesOn);
    }

    [Fact]
    public async Task Plan_LeftInTheMiddle_DisposesDiscoverySinksAndSource()
    {
        var rig = new PlannerRig { Items = [First, Second], Afterwards = PlannerRig.NeverEnd };
        await using (var plan = rig.Begin(rig.Planner()))
        {
            var moved = plan.MoveNextAsync().AsTask();
            rig.Time.Advance(DiscoveryWindows.Quiet);
            Assert.True(await moved);
        }

        Assert.Equal(["discovery", "sink", "source"], rig.Disposed);
    }

    [Fact]
    public async Task Plan_DiscoveryFails_PassesItOnAndDisposesSinks()
    {
        var rig = new PlannerRig { Items = [], Afterwards = static _ => throw new FailureException(FailureKind.Permanent, "no such list") };
        await using var plan = rig.Begin(rig.Planner());

        var failure = await Assert.ThrowsAsync<FailureException>(async () => await plan.MoveNextAsync());

        Assert.Equal("no such list", failure.Message);
        Assert.Equal(["discovery", "sink", "source"], rig.Disposed);
    }

    [Theory]
    [InlineData(ItemFate.Dead, "old", ItemFate.Dead)]
    [InlineData(ItemFate.Dead, null, ItemFate.Dead)]
    [InlineData(ItemFate.Done, "new", ItemFate.Skipped)]
    [InlineData(ItemFate.Done, null, ItemFate.Skipped)]
    [InlineData(ItemFate.Done, "old", ItemFate.Pending)]
    [InlineData(ItemFate.Skipped, null, ItemFate.Skipped)]
    [InlineData(ItemFate.Skipped, "old", ItemFate.Pending)]
    [InlineData(ItemFate.Filtered, "new", ItemFate.Pending)]
    [InlineData(ItemFate.Pending, "new", ItemFate.Pending)]
    public async Task Plan_ItemOfAnEarlierRun_IsJudgedAsARunWould(ItemFate fate, string? version, ItemFate verdict)
    {
        var rig = new PlannerRig { Items = [First] };
        await using var plan = rig.Begin(rig.Planner(new KnownItem(fate, version)));

        Assert.True(await plan.MoveNextAsync());

        Assert.Equal(verdict, plan.Current.Verdict);
    }

    [Fact]
    public async Task Plan_DoneItemThatHasNoVersionNow_StaysDone()
    {
        var rig = new PlannerRig { Items = [Second] };
        await using var plan = rig.Begin(rig.Planner(new KnownItem(ItemFate.Done, "old")));

        Assert.True(await plan.MoveNextAsync());

        Assert.Equal(ItemFate.Skipped, plan.Current.Verdict);
    }
}
