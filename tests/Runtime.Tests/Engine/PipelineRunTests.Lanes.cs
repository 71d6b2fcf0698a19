using TgPlatform.Contracts;
using TgPlatform.Runtime.Engine;
using TgPlatform.Testing;

namespace TgPlatform.Runtime.Tests.Engine;

public sealed partial class PipelineRunTests
{
    [Fact]
    public async Task Run_PendingItemsOfALaneNamedLater_WaitForIt()
    {
        var ledger = new MemoryLedger();
        var left = Enumerable.Range(0, 5).Select(number => Some.Item($"left-{number}") with { Lane = "late" }).ToList();
        left.ForEach(item => ledger.AddGroup(item, [ItemFate.Pending]));
        ledger.AddGroup(Some.Item("lost") with { Lane = "never" }, [ItemFate.Pending]);
        var source = new LateLaneSource();
        var settings = new EngineSettings { Window = 2 };

        var outcome = await new EngineRig { Source = source, Ledger = ledger, Settings = settings }.To("memory", new CollectingSink()).RunAsync();

        Assert.All(left, item => Assert.Equal(ItemFate.Done, ledger.FateOf(item.Id)));
        Assert.Equal(ItemFate.Dead, ledger.FateOf("lost"));
        Assert.Contains("'never'", ledger.Failures.Single().Reason, StringComparison.Ordinal);
        Assert.Equal((7, 6, 1), (outcome.Counts.Found, outcome.Counts.Done, outcome.Counts.Dead));
    }

    [Fact]
    public async Task Run_LaneCloses_ItsUnstartedGroupsGoToTheOther()
    {
        Lane[] lanes = [new("a") { MaxConcurrency = 1 }, new("b")];
        var items = Enumerable.Range(0, 40).Select(number => (ItemGroup)Some.Item($"{number}", 5)).ToList();
        var source = new ScriptedSource(items, (_, lane, _) =>
        {
            if (lane.Name == "a")
                lane.Close("logged out");
            return new(new MemoryStream(new byte[5]));
        }) { Lanes = lanes };

        var outcome = await new EngineRig { Source = source }.To("memory", new CollectingSink()).RunAsync();

        Assert.Equal(40, outcome.Counts.Done);
        Assert.InRange(source.Opened.Count(static one => one.Lane == "a"), 0, 1);
    }

    [Fact]
    public async Task Run_LaneClosesInsideAnAlbum_TheRestIsFetchedElsewhere()
    {
        Lane[] lanes = [new("a") { MaxConcurrency = 1 }, new("b") { MaxConcurrency = 1 }];
        var source = new ScriptedSource([Some.Group("album", 5, 5, 5, 5, 5, 5)], (item, lane, _) =>
        {
            if (item.Id == "album-1")
                lane.Close("banned");
            return new(new MemoryStream(new byte[5]));
        }) { Lanes = lanes };

        var outcome = await new EngineRig { Source = source }.To("memory", new CollectingSink()).RunAsync();

        Assert.Equal(6, outcome.Counts.Done);
        Assert.Equal(2, source.Opened.Select(static one => one.Lane).Distinct().Count());
    }

    [Fact]
    public async Task Run_TheOnlyLaneClosesWithDiscoveryFarBehind_EndsWithTheReason()
    {
        var items = Enumerable.Range(0, 500).Select(static number => (ItemGroup)Some.Item($"{number}")).ToList();
        var source = new ScriptedSource(items, (_, lane, _) =>
        {
            lane.Close("banned");
            return new(new MemoryStream([1]));
        });

        var outcome = await new EngineRig { Source = source, Settings = new() { Window = 8 } }.To("memory", new CollectingSink()).RunAsync();

        Assert.Equal("no lane takes work. one: banned", outcome.Problem);
        Assert.Equal(0, outcome.Counts.Dead);
    }

    [Fact]
    public async Task Run_EveryLaneClosed_EndsWithTheReasonAndKeepsItemsPending()
    {
        Lane[] lanes = [new("a")];
        lanes[0].Close("account banned");
        var source = new ScriptedSource([Some.Item()], (_, _, _) => new(new MemoryStream([1]))) { Lanes = lanes };

        var outcome = await new EngineRig { Source = source }.To("memory", new CollectingSink()).RunAsync();

        Assert.Equal("no lane takes work. a: account banned", outcome.Problem);
        Assert.Equal(1, outcome.Counts.Pending);
    }

    /// <summary>Names its second lane only when it finds something for it.</summary>
    private sealed class LateLaneSource : ISource
    {
        public IReadOnlyList<Lane> Lanes { get; private set; } = [new("early")];

        public async IAsyncEnumerable<ItemGroup> DiscoverAsync(string? cursor, [System.Runtime.CompilerServices.EnumeratorCancellation] CancellationToken cancellationToken)
        {
            await Task.Yield();
            Lanes = [.. Lanes, new("late")];
            yield return Some.Item("new") with { Lane = "late" };
        }

        public ValueTask<Content> OpenAsync(Item item, Lane lane, ResumePoint from, CancellationToken cancellationToken) => new(new Content(new MemoryStream([1])));

        public ValueTask DisposeAsync() => default;
    }
}
