using TgPlatform.Contracts;
using TgPlatform.Testing;

namespace TgPlatform.Runtime.Tests.Engine;

public sealed class WorkBoardTests
{
    private const double Fast = 2_000_000;

    [Theory]
    [InlineData(3, 0.2)]
    [InlineData(3, 0.5)]
    [InlineData(8, 0.3)]
    [InlineData(5, 0.8)]
    public void Run_OneLaneBecomesTenTimesSlowerOnTheWay_TakesAtMostFifteenPercentMoreThanTheIdealSplit(int lanes, double when)
    {
        var groups = Enumerable.Range(0, 200 * lanes).Select(index => (ItemGroup)Some.Item($"{index}", 500_000 + (index * 7_919 % 1_000_000))).ToList();
        var bytes = groups.Sum(static group => (double)group.Items[0].Size!.Value);
        var slowFrom = when * bytes / (lanes * Fast);
        using var world = new LaneWorld(places: 5, [.. Enumerable.Repeat(Fast, lanes)]);
        world.Deal(groups);

        world.Run(() => world.Speeds[1] = world.Seconds < slowFrom ? Fast : Fast / 10);

        var ideal = slowFrom + ((bytes - (slowFrom * lanes * Fast)) / ((lanes - 0.9) * Fast));
        Assert.Equal(groups.Count, world.Ended.Select(static one => one.Item).Distinct().Count());
        Assert.Equal(groups.Count, world.Ended.Count);
        Assert.InRange(world.Seconds / ideal, 0.99, 1.15);
    }

    [Fact]
    public void Run_LanesOfDifferentSpeeds_EndTogetherWhateverTheyWereGiven()
    {
        double[] speeds = [4_000_000, 1_000_000, 200_000];
        var groups = Enumerable.Range(0, 150).Select(static index => Some.Group($"{index}", 400_000, 600_000)).ToList();
        using var world = new LaneWorld(places: 4, speeds);
        world.Deal(groups);

        world.Run(static () => { });

        Assert.InRange(world.Seconds / (150_000_000 / speeds.Sum()), 0.99, 1.15);
        var laneOf = world.Ended.ToDictionary(static one => one.Item, static one => one.Lane);
        Assert.All(groups, group => Assert.Single(group.Items.Select(item => laneOf[item.Id]).Distinct()));
    }

    [Fact]
    public void Run_AsOftenAsYouLike_IsTheSame()
    {
        var runs = Enumerable.Range(0, 2).Select(static _ =>
        {
            using var world = new LaneWorld(places: 5, [3_000_000, 1_000_000]);
            world.Deal(Enumerable.Range(0, 60).Select(static index => (ItemGroup)Some.Item($"{index}", 1_000_000 + (index * 31_337 % 500_000))));
            world.Run(static () => { });
            return world.Ended;
        }).ToList();

        Assert.Equal(runs[0], runs[1]);
    }
}
