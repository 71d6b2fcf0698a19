using FsCheck;
using FsCheck.Fluent;
using FsCheck.Xunit;
using TgPlatform.Contracts;
using TgPlatform.Testing;

namespace TgPlatform.Plugins.Strategies.Tests;

public sealed class BalanceProperties
{
    private static readonly IStrategy[] Whole =
    [
        new MediaGroupAware(new(), Window.Context), new MediaGroupAware(new() { PreferLargeGroupsFirst = false }, Window.Context),
        new LoadBalanced(new(), Window.Context), new LoadBalanced(new() { Metric = Metric.Files }, Window.Context), new Auto(new(), Window.Context),
    ];

    [Property(MaxTest = 200)]
    public void Assign_RandomAlbums_ConservesGroupsItemsAndBytes(NonNegativeInt[][] albums, PositiveInt lanes)
    {
        var groups = albums.Where(album => album.Length > 0).Select((album, index) => Some.Group($"{index}", [.. album.Select(size => (long?)size.Get)])).ToArray();
        var count = 1 + (lanes.Get % 16);
        foreach (var strategy in Whole)
        {
            var laneOf = Window.Assign(strategy, groups, Window.EqualLanes(count));
            Assert.All(laneOf, lane => Assert.InRange(lane, 0, count - 1));
            Assert.Equal(groups.Sum(group => group.Items.Count), Window.Sums(groups, laneOf, count, group => group.Items.Count).Sum());
            Assert.Equal(groups.Sum(Window.Bytes), Window.Sums(groups, laneOf, count, Window.Bytes).Sum());
        }
    }

    // Greedy in any order: the fullest lane has at most the perfect share and one more group (Graham 1966).
    [Property(MaxTest = 200)]
    public void Assign_EqualLanes_ExceedsThePerfectShareByLessThanOneGroup(PositiveInt[] sizes, PositiveInt lanes)
    {
        if (sizes.Length == 0)
            return;
        var groups = Window.LoneItems(sizes.Select(size => (long)size.Get));
        var count = 1 + (lanes.Get % 16);
        foreach (var strategy in Whole.Take(3))
        {
            var sums = Window.Sums(groups, Window.Assign(strategy, groups, Window.EqualLanes(count)), count, Window.Bytes);
            Assert.InRange(sums.Max(), 0, (groups.Sum(Window.Bytes) / count) + groups.Max(Window.Bytes));
        }
    }

    [Property(MaxTest = 200)]
    public void Assign_ByFiles_DiffersByAtMostOne(PositiveInt[] sizes, PositiveInt lanes)
    {
        var groups = Window.LoneItems(sizes.Select(size => (long)size.Get));
        var count = 1 + (lanes.Get % 16);
        var sums = Window.Sums(groups, Window.Assign(new LoadBalanced(new() { Metric = Metric.Files }, Window.Context), groups, Window.EqualLanes(count)), count, _ => 1);
        Assert.InRange(sums.Max() - sums.Min(), 0, 1);
    }

    // Largest first: at most 4/3 - 1/(3 lanes) of the optimum (Graham 1969), which small cases let us compute.
    [Property(MaxTest = 100)]
    public Property Assign_SmallCases_StaysWithinFourThirdsOfTheOptimum() => Prop.ForAll(
        Gen.Choose(1, 100).ListOf(8).ToArbitrary(), Gen.Choose(2, 3).ToArbitrary(), (sizes, lanes) =>
        {
            var groups = Window.LoneItems(sizes.Select(size => (long)size));
            var greedy = Window.Sums(groups, Window.Assign(new LoadBalanced(new(), Window.Context), groups, Window.EqualLanes(lanes)), lanes, Window.Bytes).Max();
            var optimum = Optimum([.. sizes], lanes);
            return greedy <= (optimum * ((4.0 / 3) - (1.0 / (3 * lanes)))) + 1e-6;
        });

    [Property(MaxTest = 200)]
    public void Assign_Twice_IsTheSame(PositiveInt[] sizes, PositiveInt lanes)
    {
        var groups = Window.LoneItems(sizes.Select(size => (long)size.Get));
        foreach (var strategy in Whole)
            Assert.Equal(Window.Assign(strategy, groups, Window.EqualLanes(1 + (lanes.Get % 16))), Window.Assign(strategy, groups, Window.EqualLanes(1 + (lanes.Get % 16))));
    }

    [Property(MaxTest = 200)]
    public void RangeBased_AnyWindow_GivesNeighboursInEqualRanges(PositiveInt items, PositiveInt lanes)
    {
        var (count, total) = (1 + (lanes.Get % 16), items.Get);
        var laneOf = Window.Assign(new RangeBased(), Window.LoneItems(Enumerable.Repeat(1L, total)), Window.EqualLanes(count));
        Assert.Equal(laneOf.Order(), laneOf);
        Assert.All(Enumerable.Range(0, count), lane => Assert.InRange(laneOf.Count(given => given == lane), total / count, (total + count - 1) / count));
    }

    [Theory]
    [InlineData(1, 1_000, 2)]
    [InlineData(2, 30_000, 5)]
    [InlineData(3, 300_000, 16)]
    [InlineData(4, 1_000_000, 16)]
    public void Assign_RandomWorldUpToAMillionItems_ConservesBalancesAndRepeats(int seed, int items, int lanes)
    {
        var groups = Window.RandomAlbums(seed, items);
        Assert.Equal(items, groups.Sum(static group => group.Items.Count));
        foreach (var strategy in Whole)
        {
            var laneOf = Window.Assign(strategy, groups, Window.EqualLanes(lanes));

            Assert.Equal(items, (int)Window.Sums(groups, laneOf, lanes, static group => group.Items.Count).Sum());
            Assert.Equal(laneOf, Window.Assign(strategy, groups, Window.EqualLanes(lanes)));
            Func<ItemGroup, double> quantity = ReferenceEquals(strategy, Whole[3]) ? static group => group.Items.Count : Window.Bytes;
            var sums = Window.Sums(groups, laneOf, lanes, quantity);
            Assert.InRange(sums.Max(), 0, (groups.Sum(quantity) / lanes) + groups.Max(quantity));
        }
    }

    [Fact]
    public void RangeBased_AMillionItems_EqualRangesThatRepeat()
    {
        var items = Window.LoneItems(Enumerable.Repeat(1L, 1_000_000));
        var laneOf = Window.Assign(new RangeBased(), items, Window.EqualLanes(16));
        Assert.Equal(laneOf.Order(), laneOf);
        Assert.All(laneOf.CountBy(static lane => lane), static lane => Assert.Equal(62_500, lane.Value));
        Assert.Equal(laneOf, Window.Assign(new RangeBased(), items, Window.EqualLanes(16)));
    }

    private static double Optimum(int[] sizes, int lanes)
    {
        var best = (double)sizes.Sum();
        for (var code = 0L; code < (long)Math.Pow(lanes, sizes.Length); code++)
        {
            var sums = new double[lanes];
            var rest = code;
            foreach (var size in sizes)
            {
                sums[rest % lanes] += size;
                rest /= lanes;
            }

            best = Math.Min(best, sums.Max());
        }

        return best;
    }
}
