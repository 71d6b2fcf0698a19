using Microsoft.Extensions.Logging;
using TgPlatform.Contracts;
using TgPlatform.Testing;

namespace TgPlatform.Plugins.Strategies.Tests;

public sealed class StrategiesTests
{
    [Fact]
    public void MediaGroupAware_ALaneTenTimesSlower_GetsATenthOfTheWork()
    {
        var groups = Window.LoneItems(Enumerable.Repeat(1_000_000L, 1_100));
        var laneOf = Window.Assign(new MediaGroupAware(new(), Window.Context), groups, [Some.LaneState("fast", 10_000_000), Some.LaneState("slow", 1_000_000)]);
        Assert.Equal(100, laneOf.Count(lane => lane == 1));
    }

    [Fact]
    public void MediaGroupAware_OneLargeGroup_GoesToTheLaneThatEndsItFirstNotToTheFreeOne()
    {
        var groups = Window.LoneItems([1_000_000_000]);
        LaneState[] lanes = [Some.LaneState("slow and free", 1_000_000), Some.LaneState("fast and busy", 50_000_000, queuedItems: 5, queuedBytes: 500_000_000)];
        Assert.Equal([1], Window.Assign(new MediaGroupAware(new(), Window.Context), groups, lanes));
    }

    [Fact]
    public void MediaGroupAware_ALaneThatWaitsTenMinutes_GetsWhatIsLeftAfterThem()
    {
        var until = Window.Context.Time.GetUtcNow() + TimeSpan.FromMinutes(10);
        LaneState[] lanes = [Some.LaneState("ready", 1_000_000), Some.LaneState("waits", 1_000_000) with { Condition = new(true, until, "asked to wait") }];
        var laneOf = Window.Assign(new MediaGroupAware(new(), Window.Context), Window.LoneItems(Enumerable.Repeat(1_000_000L, 800)), lanes);
        Assert.Equal(700, laneOf.Count(lane => lane == 0));
    }

    [Fact]
    public void MediaGroupAware_LaneNotMeasuredYet_CountsAsTheMeanOfTheOthers()
    {
        LaneState[] lanes = [Some.LaneState("a", 4_000_000), Some.LaneState("b", 2_000_000), Some.LaneState("new")];
        var laneOf = Window.Assign(new MediaGroupAware(new(), Window.Context), Window.LoneItems(Enumerable.Repeat(1_000_000L, 900)), lanes);
        Assert.Equal([400, 200, 300], Enumerable.Range(0, 3).Select(lane => laneOf.Count(given => given == lane)));
    }

    [Fact]
    public void MediaGroupAware_LargeGroupsFirst_BalancesBetterThanFoundOrder()
    {
        ItemGroup[] groups = [Some.Group("a", 1), Some.Group("b", 1), Some.Group("album", 1, 1)];
        Assert.Equal([1, 1, 0], Window.Assign(new MediaGroupAware(new(), Window.Context), groups, Window.EqualLanes(2)));
        Assert.Equal([0, 1, 0], Window.Assign(new MediaGroupAware(new() { PreferLargeGroupsFirst = false }, Window.Context), groups, Window.EqualLanes(2)));
    }

    [Fact]
    public void LoadBalanced_ByBytes_CountsWhatIsQueued()
    {
        LaneState[] lanes = [Some.LaneState("full", queuedItems: 1, queuedBytes: 50), Some.LaneState("empty")];
        var laneOf = Window.Assign(new LoadBalanced(new() { Metric = Metric.Bytes }, Window.Context), Window.LoneItems(Enumerable.Repeat(10L, 15)), lanes);
        Assert.Equal(5, laneOf.Count(lane => lane == 0));
    }

    [Fact]
    public void LoadBalanced_ByLoad_UsesThePipelinesOwnLoad()
    {
        ItemGroup[] groups = [Some.Group("dear", 1L), Some.Group("x", 1_000L), Some.Group("y", 1_000L)];
        var laneOf = Window.Assign(new LoadBalanced(new() { Metric = Metric.Load }, Window.Context), groups, Window.EqualLanes(2), group => group.Id == "dear" ? 100 : 1);
        Assert.Equal([0, 1, 1], laneOf);
    }

    [Fact]
    public void LoadBalanced_NoMetricNamed_TakesThePipelinesOwnLoadWhereThereIsOne()
    {
        ItemGroup[] groups = [Some.Group("dear", 1L), Some.Group("x", 1_000L), Some.Group("y", 1_000L)];
        Assignment With(bool hasOwnLoad) => new(groups, Window.EqualLanes(2), static group => group.Id == "dear" ? 100 : 1) { HasOwnLoad = hasOwnLoad };

        var (own, none) = (With(hasOwnLoad: true), With(hasOwnLoad: false));
        new LoadBalanced(new(), Window.Context).Assign(own);
        new LoadBalanced(new(), Window.Context).Assign(none);

        Assert.Equal([0, 1, 1], Enumerable.Range(0, 3).Select(own.LaneOf));
        Assert.Equal([0, 0, 1], Enumerable.Range(0, 3).Select(none.LaneOf));
    }

    [Fact]
    public void MediaGroupAware_SizesAreGuessedAndTheLoadIsSomethingElse_BalancesTheGuesses()
    {
        ItemGroup[] groups = [Some.Group("a", (long?)null), Some.Group("b", (long?)null), Some.Group("c", (long?)null)];
        var assignment = new Assignment(groups, Window.EqualLanes(2), static _ => 1) { Bytes = [3_000_000, 1_000_000, 1_000_000], HasOwnLoad = true };

        new MediaGroupAware(new(), Window.Context).Assign(assignment);

        Assert.Equal([0, 1, 1], Enumerable.Range(0, 3).Select(assignment.LaneOf));
    }

    [Fact]
    public void Assign_LanesThatSeeDifferentGroups_GivesEachToOneThatMayAndStaysBalanced()
    {
        var groups = Window.LoneItems(Enumerable.Repeat(1_000_000L, 300));
        // The first lane may take all, the others a third each.
        static bool May(int group, int lane) => lane == 0 || group % 3 == lane;
        foreach (var strategy in new IStrategy[] { new MediaGroupAware(new(), Window.Context), new LoadBalanced(new(), Window.Context), new RangeBased(), new Auto(new(), Window.Context) })
        {
            var assignment = new Assignment(groups, Window.EqualLanes(3), static _ => 1_000_000) { Limits = May };
            strategy.Assign(assignment);
            Assert.All(Enumerable.Range(0, 300), group => Assert.True(May(group, assignment.LaneOf(group)!.Value)));
            if (strategy is not RangeBased)
                Assert.Equal([100, 100, 100], Enumerable.Range(0, 3).Select(lane => Enumerable.Range(0, 300).Count(group => assignment.LaneOf(group) == lane)));
        }
    }

    [Fact]
    public void Validate_OverTheLimit_WarnsOnce()
    {
        var log = new CollectingLogger();
        var groups = Window.LoneItems([3, 3, 2, 2, 2]);
        var strategy = new LoadBalanced(new() { MaxImbalance = 1.1 }, Window.Context with { Logger = log });
        Window.Assign(strategy, groups, Window.EqualLanes(2));
        Assert.Contains("1.17 times", Assert.Single(log.Lines), StringComparison.Ordinal);
        Window.Assign(new LoadBalanced(new() { MaxImbalance = 1.1, Validate = false }, Window.Context with { Logger = log }), groups, Window.EqualLanes(2));
        Assert.Single(log.Lines);
    }

    [Fact]
    public void Auto_EachKindOfWindow_SaysWhatItChoseAndWhy()
    {
        var log = new CollectingLogger();
        var auto = new Auto(new(), Window.Context with { Logger = log });
        var alike = Window.LoneItems(Enumerable.Repeat(10L, 4));
        Assert.Equal([0, 0, 1, 1], Window.Assign(auto, alike, Window.EqualLanes(2)));
        Window.Assign(auto, alike, Window.EqualLanes(2));
        Window.Assign(auto, Window.LoneItems([1, 2, 3]), Window.EqualLanes(2));
        Window.Assign(auto, [Some.Group("album", 1, 2)], Window.EqualLanes(2));
        Assert.Collection(
            log.Lines,
            line => Assert.StartsWith("Distributing by range_based: items and lanes are alike", line, StringComparison.Ordinal),
            line => Assert.StartsWith("Distributing by load_balanced: there are no albums", line, StringComparison.Ordinal),
            line => Assert.StartsWith("Distributing by media_group_aware: there are albums", line, StringComparison.Ordinal));
    }

    [Fact]
    public void MediaGroupAware_AMillionItemsOverSixteenLanes_IsBalancedToAThousandth()
    {
        var sizes = Some.Bytes(10_000);
        var albums = Enumerable.Range(0, 1_000).Select(index => Some.Group($"{index}", [.. sizes.Skip(index * 10).Take(10).Select(size => (long?)(1_000 * size))])).ToArray();
        var groups = Enumerable.Range(0, 100).SelectMany(_ => albums).ToArray();
        var sums = Window.Sums(groups, Window.Assign(new MediaGroupAware(new(), Window.Context), groups, Window.EqualLanes(16)), 16, Window.Bytes);
        Assert.InRange(sums.Max() / sums.Average(), 1, 1.001);
    }

    private sealed class CollectingLogger : ILogger
    {
        public List<string> Lines { get; } = [];

        public IDisposable? BeginScope<TState>(TState state)
            where TState : notnull => null;

        public bool IsEnabled(LogLevel logLevel) => true;

        public void Log<TState>(LogLevel logLevel, EventId eventId, TState state, Exception? exception, Func<TState, Exception?, string> formatter)
            => Lines.Add(formatter(state, exception));
    }
}
