using TgPlatform.Contracts;
using Xunit;

namespace TgPlatform.Testing;

/// <summary>Each call in turn fails, under the real engine: nothing half, nothing twice, nothing lost, and every item accounted for. For sinks that are quick enough to be run a hundred times.</summary>
public abstract class SinkFaultContract : SinkContract
{
    [Fact]
    public async Task Run_EachCallFailsInTurn_EndsWithEverythingOnceAndWhole()
    {
        var expected = new List<byte[]>();
        var plan = new FaultPlan(0);
        await RunAndCureAsync(plan, "whole", expected);
        foreach (var call in plan.Turns())
            await RunAndCureAsync(new FaultPlan(call), $"{call}", expected);
    }

    private async Task RunAndCureAsync(FaultPlan plan, string id, List<byte[]> expected)
    {
        var contents = new[] { Some.Bytes(ContentBytes, expected.Count), Some.Bytes(10, expected.Count + 1) };
        var source = () => new MemorySource([.. contents.Select((content, index) => ((ItemGroup)Some.Item($"{id}-{index}", content.Length), new[] { content }))]);
        using var run = new FaultRun();
        var failed = await run.RunAsync(source, () => FaultProxy.Wrap(Create(), plan));
        var after = $"after call {id} ({plan.Struck ?? "none"}) failed";
        var before = (await VisibleAsync()).Values.Where(content => !expected.Exists(content.SequenceEqual)).ToList();
        Assert.All(before, content => Assert.True(Array.Exists(contents, content.SequenceEqual), $"Something that nobody stored is visible {after}."));
        Assert.InRange(failed.Counts.Done, 0, before.Count);
        Assert.True(failed.Problem is not null || failed.Counts is { Pending: 0, Dead: 0 }, $"The run ended without a word {after}: {failed.Counts}.");

        var cured = await run.RunAsync(source, Create);
        Assert.Null(cured.Problem);

        // A sink that leaves what is there may take content whose commit was never answered for somebody else's.
        Assert.Equal((2, 2), (cured.Counts.Done + (OnTaken == OnTaken.Skips ? cured.Counts.Skipped : 0), cured.Counts.Found));
        expected.AddRange(contents);
        var visible = (await VisibleAsync()).Values.ToList();
        Assert.True(visible.Count == expected.Count, $"{visible.Count} contents are visible, {expected.Count} were stored, {after}.");
        Assert.All(contents, content => Assert.Single(visible, content.SequenceEqual));
        var traces = await TracesAsync();
        Assert.True(traces.Count == expected.Count, $"{traces.Count - expected.Count} traces are left {after} and the next run put it right: {string.Join(", ", traces)}.");
    }
}
