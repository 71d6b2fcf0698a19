using System.Diagnostics;
using System.Globalization;
using TgPlatform.Contracts;
using TgPlatform.Plugins.Strategies;

namespace TgPlatform.Benchmarks;

/// <summary>
/// <c>strategies</c>: how far the greedy strategies are from the exact optimum on cases small enough to try every distribution, and how the time to
/// distribute grows with the number of items.
/// </summary>
internal static class StrategyQuality
{
    private const int Cases = 200;
    private const int GroupSize = 10;
    private const int ManyLanes = 16;

    private static readonly PluginContext Context = new();
    private static readonly (string Name, IStrategy Strategy)[] Greedy = [("media_group_aware", new MediaGroupAware(new(), Context)), ("load_balanced", new LoadBalanced(new(), Context))];

    public static int Run()
    {
        Say($"greedy against the exact optimum, {Cases} random worlds each");
        Say($"{"strategy",-20}{"lanes",6}{"groups",8}{"mean",9}{"worst",9}{"bound",9}");
        foreach (var (name, strategy) in Greedy)
        {
            foreach (var (lanes, groups) in new[] { (2, 8), (2, 14), (3, 8), (3, 11), (4, 9) })
            {
                var ratios = Enumerable.Range(0, Cases).Select(seed => Ratio(strategy, Albums(new Random(seed), groups), lanes)).ToList();
                Say($"{name,-20}{lanes,6}{groups,8}{ratios.Average(),9:F4}{ratios.Max(),9:F4}{(4.0 / 3) - (1.0 / (3 * lanes)),9:F4}");
            }
        }

        Say($"");
        Say($"time to distribute items in groups of {GroupSize} over {ManyLanes} lanes, the least of five");
        Say($"{"strategy",-20}{"items",10}{"ms",9}{"ns/item",9}");
        foreach (var (name, strategy) in Greedy)
        {
            foreach (var items in new[] { 1_000, 10_000, 100_000, 1_000_000 })
            {
                var took = Time(strategy, items / GroupSize);
                Say($"{name,-20}{items,10}{took.TotalMilliseconds,9:F2}{took.TotalNanoseconds / items,9:F1}");
            }
        }

        return 0;
    }

    private static TimeSpan Time(IStrategy strategy, int count)
    {
        var random = new Random(7);
        ItemGroup[] groups = [.. Enumerable.Range(0, count).Select(group => Group(random, group, GroupSize))];
        return Enumerable.Range(0, 5).Min(_ =>
        {
            var assignment = Window(groups, ManyLanes);
            var begun = Stopwatch.GetTimestamp();
            strategy.Assign(assignment);
            return Stopwatch.GetElapsedTime(begun);
        });
    }

    private static double Ratio(IStrategy strategy, ItemGroup[] groups, int lanes)
    {
        var assignment = Window(groups, lanes);
        strategy.Assign(assignment);
        var sums = new double[lanes];
        for (var group = 0; group < groups.Length; group++)
            sums[assignment.LaneOf(group)!.Value] += assignment.BytesOf(group);
        return sums.Max() / Optimum([.. Enumerable.Range(0, groups.Length).Select(assignment.BytesOf).OrderDescending()], 0, new double[lanes], double.MaxValue);
    }

    // Every distribution, but for those that cannot be better than one that was seen; lanes are alike, so the first empty one stands for all.
    private static double Optimum(double[] costs, int next, double[] sums, double best)
    {
        if (next == costs.Length)
            return Math.Min(best, sums.Max());
        for (var lane = 0; lane < sums.Length; lane++)
        {
            var wasEmpty = sums[lane] == 0;
            sums[lane] += costs[next];
            if (sums[lane] < best)
                best = Optimum(costs, next + 1, sums, best);
            sums[lane] -= costs[next];
            if (wasEmpty)
                break;
        }

        return best;
    }

    private static ItemGroup[] Albums(Random random, int count) => [.. Enumerable.Range(0, count).Select(group => Group(random, group, random.Next(1, GroupSize + 1)))];

    private static ItemGroup Group(Random random, int number, int size)
        => new($"{number}", [.. Enumerable.Range(0, size).Select(one => new Item { Id = $"{number}-{one}", Name = "item", Size = random.Next(1_000, 50_000_000) })]);

    private static Assignment Window(ItemGroup[] groups, int lanes)
        => new(groups, [.. Enumerable.Range(0, lanes).Select(lane => new LaneState($"lane-{lane}", LaneCondition.Ready, 0, 0, 1_000_000))], static _ => 0);

    private static void Say(FormattableString line) => Console.WriteLine(line.ToString(CultureInfo.InvariantCulture));
}
