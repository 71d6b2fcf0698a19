using BenchmarkDotNet.Attributes;
using TgPlatform.Contracts;
using TgPlatform.Plugins.Strategies;

namespace TgPlatform.Benchmarks;

/// <summary>A million items in a hundred thousand groups over sixteen lanes.</summary>
[MemoryDiagnoser]
public class StrategyBenchmarks
{
    private const int GroupCount = 100_000;
    private const int GroupSize = 10;
    private const int LaneCount = 16;

    private static readonly PluginContext Context = new();
    private ItemGroup[] _groups = [];
    private ItemGroup[] _lone = [];
    private LaneState[] _lanes = [];

    [GlobalSetup]
    public void Make()
    {
        var random = new Random(7);
        _groups = [.. Enumerable.Range(0, GroupCount).Select(group => new ItemGroup($"{group}", [.. Enumerable.Range(0, GroupSize).Select(one => Some(random, $"{group}-{one}"))]))];
        _lone = [.. _groups.SelectMany(static group => group.Items).Select(ItemGroup.FromItem)];
        _lanes = [.. Enumerable.Range(0, LaneCount).Select(lane => new LaneState($"lane-{lane}", LaneCondition.Ready, 0, 0, 1_000_000 + (lane * 100_000)))];
    }

    [Benchmark]
    public Assignment MediaGroupAware() => Assign(new MediaGroupAware(new(), Context), _groups);

    [Benchmark]
    public Assignment LoadBalanced() => Assign(new LoadBalanced(new(), Context), _groups);

    [Benchmark]
    public Assignment Auto() => Assign(new Auto(new(), Context), _groups);

    /// <summary>It splits groups, so that it gets every item by itself.</summary>
    [Benchmark]
    public Assignment RangeBased() => Assign(new RangeBased(), _lone);

    private Assignment Assign(IStrategy strategy, ItemGroup[] groups)
    {
        var assignment = new Assignment(groups, _lanes, static group => Bytes(group));
        strategy.Assign(assignment);
        return assignment;
    }

    private static double Bytes(ItemGroup group)
    {
        double bytes = 0;
        for (var one = 0; one < group.Items.Count; one++)
            bytes += group.Items[one].Size ?? 0;
        return bytes;
    }

    private static Item Some(Random random, string id) => new() { Id = id, Name = id, Size = random.Next(1_000, 50_000_000) };
}
