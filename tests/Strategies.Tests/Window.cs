using TgPlatform.Contracts;
using TgPlatform.Testing;

namespace TgPlatform.Plugins.Strategies.Tests;

/// <summary>One window as tests write it down, and what a strategy made of it.</summary>
internal static class Window
{
    public static readonly PluginContext Context = new() { Time = new ManualTimeProvider() };

    public static LaneState[] EqualLanes(int count) => [.. Enumerable.Range(0, count).Select(index => Some.LaneState($"lane-{index}"))];

    public static ItemGroup[] LoneItems(IEnumerable<long> sizes) => [.. sizes.Select((size, index) => (ItemGroup)Some.Item($"{index}", size))];

    /// <summary>The lane of each group.</summary>
    public static int[] Assign(IStrategy strategy, IReadOnlyList<ItemGroup> groups, IReadOnlyList<LaneState> lanes, Func<ItemGroup, double>? load = null)
    {
        var assignment = new Assignment(groups, lanes, load ?? (group => group.Items.Sum(item => item.Size ?? 1 << 20)));
        strategy.Assign(assignment);
        return [.. Enumerable.Range(0, groups.Count).Select(group => assignment.LaneOf(group) ?? throw new InvalidOperationException($"Group {group} was given to no lane."))];
    }

    /// <summary>The sum of some quantity on each lane.</summary>
    public static double[] Sums(IReadOnlyList<ItemGroup> groups, int[] laneOf, int lanes, Func<ItemGroup, double> quantity)
    {
        var sums = new double[lanes];
        for (var group = 0; group < laneOf.Length; group++)
            sums[laneOf[group]] += quantity(groups[group]);
        return sums;
    }

    public static double Bytes(ItemGroup group) => group.Items.Sum(item => item.Size ?? 0);

    /// <summary>So many items in albums of one to ten, of sizes from bytes to gigabytes, the same for the same seed.</summary>
    public static ItemGroup[] RandomAlbums(int seed, int items)
    {
        // Few different items: a strategy sees groups by their place, and a million objects would only cost memory.
        var sizes = Some.Bytes(20_000, seed);
        var pool = Enumerable.Range(0, 10_000).Select(index => Some.Item($"{index}", 1L << (sizes[index] % 31))).ToArray();
        var groups = new List<ItemGroup>();
        for (var (left, next) = (items, 0); left > 0; next = (next + 11) % 9_990)
        {
            var count = Math.Min(left, 1 + (sizes[10_000 + next] % 10));
            groups.Add(new($"{groups.Count}", new ArraySegment<Item>(pool, next, count)));
            left -= count;
        }

        return [.. groups];
    }
}
