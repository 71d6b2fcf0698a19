using TgPlatform.Contracts;
using TgPlatform.Runtime.Engine;
using TgPlatform.Runtime.Hooks;
using TgPlatform.Runtime.Ledgers;
using TgPlatform.Runtime.Pipelines;
using TgPlatform.Runtime.Planning;
using TgPlatform.Runtime.Plugins;
using TgPlatform.Runtime.Tests.Engine;
using TgPlatform.Testing;

namespace TgPlatform.Runtime.Tests.Planning;

public class StrategyComparisonTests
{
    private const long Ten = StrategyComparison.AssumedBytesPerSecond;

    // An album of three and three lone items, 10 seconds each.
    private static readonly IReadOnlyList<ItemGroup> Groups = [Some.Group("album", 10 * Ten, 10 * Ten, 10 * Ten), Some.Item("a", 10 * Ten), Some.Item("b", 10 * Ten), Some.Item("c", 10 * Ten)];

    [Fact]
    public void Compare_StrategiesThatDiffer_SaysWhatEachLaneGets()
    {
        var forecasts = Compare("first");

        Assert.Equal(["alternating", "first", "forgetful", "splitting", "throwing"], forecasts.Select(static one => one.Name));
        Assert.All(forecasts, static one => Assert.Equal(30, one.LeastSeconds));
        var alternating = forecasts[0];
        Assert.Equal([("one", 4, 40.0), ("two", 2, 20.0)], alternating.Lanes.Select(static lane => (lane.Name, lane.Items, lane.Seconds)));
        Assert.Equal((0, 40.0, 40.0 / 30), (alternating.GroupsSplit, alternating.Seconds, alternating.Imbalance));
        Assert.Equal((true, 60.0, 2.0), (forecasts[1].IsConfigured, forecasts[1].Seconds, forecasts[1].Imbalance));
        Assert.Equal("it gives 6 of 6 items to no lane", forecasts[2].Problem);
        Assert.Equal((1, 30.0), (forecasts[3].GroupsSplit, forecasts[3].Seconds));
        Assert.Contains("oops", forecasts[4].Problem, StringComparison.Ordinal);
    }

    [Fact]
    public void Compare_SizesAreUnknown_CountsWhatEarlierContentsOfTheirSortHeld()
    {
        ItemGroup[] unknown = [Some.Item("a"), Some.Item("b"), Some.Item("c", Ten)];

        var alternating = Compare("first", unknown, [new(ItemKind.Other, ".bin", 4, 20 * Ten)])[0];

        Assert.Equal([(6 * Ten, 6.0), (5 * Ten, 5.0)], alternating.Lanes.Select(static lane => (lane.Bytes, lane.Seconds)));
    }

    [Fact]
    public void Advise_OneSplitsAlbums_TakesTheBestThatDoesNot()
    {
        var advice = StrategyComparison.Advise(Compare("first"))!;

        Assert.Equal(("alternating", "it keeps every group whole and ends 33.3 % above the least possible"), (advice.Name, advice.Reason));
    }

    [Fact]
    public void Advise_NothingUsable_SaysNothing() =>
        Assert.Null(StrategyComparison.Advise([new("only", true, [], 0, 1, "broken")]));

    private static IReadOnlyList<StrategyForecast> Compare(string configured, IReadOnlyList<ItemGroup>? groups = null, IReadOnlyList<SizeTally>? history = null)
    {
        var catalog = new Catalog();
        var pipeline = new PipelineDefinition
        {
            Name = "planned", File = "/planned.yaml", Source = null!, Sinks = [], Hooks = HookSet.None, Engine = new EngineSettings(),
            Strategy = new(catalog.FindStrategy(configured).Offer!, new NoOptions(), default),
        };
        return new StrategyComparison(pipeline, new LambdaHooks(), catalog) { History = history ?? [] }.Compare(groups ?? Groups, ["one", "two"], static _ => new());
    }

    private sealed record NoOptions;

    private sealed class Lambda(Action<Assignment> assign) : IStrategy
    {
        public void Assign(Assignment assignment) => assign(assignment);
    }

    private sealed class Splitting : ISplitsGroups
    {
        public void Assign(Assignment assignment) => Give(assignment, static group => group % 2);
    }

    private static void Give(Assignment assignment, Func<int, int> laneOf)
    {
        for (var group = 0; group < assignment.Groups.Count; group++)
            assignment.Give(group, laneOf(group));
    }

    private sealed class Catalog : IPluginCatalog
    {
        private readonly Dictionary<string, IStrategy> _strategies = new()
        {
            ["alternating"] = new Lambda(static assignment => Give(assignment, static group => group % 2)),
            ["first"] = new Lambda(static assignment => Give(assignment, static _ => 0)),
            ["forgetful"] = new Lambda(static _ => { }),
            ["splitting"] = new Splitting(),
            ["throwing"] = new Lambda(static _ => throw new InvalidOperationException("oops")),
        };

        public Lookup<SourceOffer> FindSource(string name) => default;

        public Lookup<SinkOffer> FindSink(string name) => default;

        public Lookup<StrategyOffer> FindStrategy(string name) => new(new(name, "", "test", typeof(NoOptions), (_, _) => _strategies[name]), null);

        public IReadOnlyList<string> Names(string role) => [.. _strategies.Keys.Order(StringComparer.Ordinal)];
    }
}
