using TgPlatform.Contracts;
using TgPlatform.Runtime.Events;
using TgPlatform.Testing;

namespace TgPlatform.Runtime.Tests.Engine;

/// <summary>Lanes that take no work keep up nothing but what only they may fetch.</summary>
public sealed partial class PipelineRunTests
{
    [Theory]
    [InlineData(16)]
    [InlineData(1024)]
    public async Task Run_OneItemBoundToAClosedLane_EverythingElseIsFetched(int window)
    {
        Lane[] lanes = [new("a"), new("b")];
        lanes[0].Close("signed out");
        List<ItemGroup> groups = [Some.Item("bound", 5) with { Lane = "a" }, .. Enumerable.Range(0, 3000).Select(static number => (ItemGroup)Some.Item($"{number}", 5))];
        var rig = new EngineRig { Source = new ScriptedSource(groups, static (_, _, _) => new(new MemoryStream(new byte[5]))) { Lanes = lanes }, Settings = new() { Producers = 4, Consumers = 2, Window = window } };

        var outcome = await rig.To("memory", new CollectingSink()).RunAsync();

        Assert.Equal((3000, 1, 0), (outcome.Counts.Done, outcome.Counts.Pending, outcome.Counts.Dead));
        Assert.Contains("signed out", outcome.Problem, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Run_OnlyAClosedLaneMayFetchThem_TheyStayPending()
    {
        Lane[] lanes = [new("a"), new("b")];
        lanes[0].Close("signed out");
        var items = Enumerable.Range(0, 40).Select(static number => (ItemGroup)Some.Item($"{number}", 5)).ToList();
        var source = new LimitedSource(items, lanes, static (item, lane) => lane.Name == (item.Id.Length == 1 ? "b" : "a"));

        var outcome = await new EngineRig { Source = source }.To("memory", new CollectingSink()).RunAsync();

        Assert.Equal((10, 30, 0), (outcome.Counts.Done, outcome.Counts.Pending, outcome.Counts.Dead));
        Assert.Contains("signed out", outcome.Problem, StringComparison.Ordinal);
        Assert.DoesNotContain(source.Opened, static one => one.Item.Id.Length > 1);
    }

    [Fact]
    public async Task Run_SourceFailsToSayWhichLaneMay_EachIsTriedAndItIsToldOnce()
    {
        var items = Enumerable.Range(0, 40).Select(static number => (ItemGroup)Some.Item($"{number}", 5)).ToList();
        var rig = new EngineRig { Source = new LimitedSource(items, [new("a"), new("b")], static (_, _) => throw new InvalidOperationException("lost its memory")) };

        var outcome = await rig.To("memory", new CollectingSink()).RunAsync();

        Assert.Equal(40, outcome.Counts.Done);
        Assert.Single(rig.Seen<Notice>(), static notice => notice.Message.Contains("lost its memory", StringComparison.Ordinal));
    }

    [Fact]
    public async Task Run_LaneHasToWaitBeforeTheRunBegins_GoesOnWhenTheWaitIsOver()
    {
        var time = new ManualTimeProvider();
        var lane = new Lane("a");
        lane.Wait(time.GetUtcNow() + TimeSpan.FromMinutes(5), "flood");
        var rig = new EngineRig { Source = new ScriptedSource([Some.Item("1", 5)], static (_, _, _) => new(new MemoryStream(new byte[5]))) { Lanes = [lane] }, Time = time, Settings = EngineRig.Patient };

        var running = rig.To("memory", new CollectingSink()).RunAsync();
        await time.AdvanceUntilAsync(running);

        Assert.Equal(1, (await running).Counts.Done);
    }
}
