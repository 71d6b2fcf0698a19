using TgPlatform.Contracts;
using TgPlatform.Runtime.Integrity;
using Xunit;

namespace TgPlatform.Testing;

/// <summary>
/// Each call in turn fails, under the real engine: nothing half, nothing twice, nothing lost, and every item accounted for. It needs the runtime beside
/// the suite, and a sink that is quick enough to be run some hundred times.
/// </summary>
public abstract class SinkFaultContract : SinkContract
{
    private readonly List<byte[]> _stored = [];
    private int _runs;

    /// <summary>In how many of the ways beside a cut connection each call fails, 1 to 7: every call fails so often, and neighbours in different ways.</summary>
    protected virtual int OtherWays => 1;

    [Fact]
    public async Task Run_EachCallFailsInTurn_EndsWithEverythingOnceAndWhole()
    {
        var plan = await RunAndCureAsync(new());
        foreach (var call in plan.Turns())
            await StrikeAsync(new PlannedFault(call));
    }

    [Fact]
    public async Task Run_EachCallFailsInAnotherWay_EndsWithEverythingOnceAndWhole()
    {
        var plan = await RunAndCureAsync(new());
        for (var shift = 0; shift < OtherWays; shift++)
        {
            foreach (var (index, call) in plan.Turns().Index())
                await StrikeAsync(new PlannedFault(call, FaultWays.Others[(index + shift) % FaultWays.Others.Count]));
        }
    }

    private protected Task<FaultPlan> StrikeAsync(params PlannedFault[] faults) => Strikes.RunAsync(faults, plan => RunAndCureAsync(plan));

    /// <summary>Runs with failing calls, looks at what is there, and runs once more without.</summary>
    private protected async Task<FaultPlan> RunAndCureAsync(FaultPlan plan, DuplicateContent dedupe = DuplicateContent.Keep)
    {
        var (folder, contents) = NextContents(areTwins: dedupe != DuplicateContent.Keep);
        var source = () => new MemorySource([.. contents.Select((content, index) => ((ItemGroup)Some.Item($"{folder}-{index}", content.Length), new[] { content }))]);
        await RunAndCureAsync(plan, contents, source, source, dedupe);
        return plan;
    }

    /// <summary>Contents that nobody has stored yet, and a name that goes with them.</summary>
    private protected (string Folder, byte[][] Contents) NextContents(bool areTwins)
    {
        var large = Some.Bytes(ContentBytes, ++_runs);
        return ($"{_runs}", [large, areTwins ? large : Some.Bytes(10, _runs)]);
    }

    private protected async Task RunAndCureAsync(FaultPlan plan, byte[][] contents, Func<ISource> failing, Func<ISource> source, DuplicateContent dedupe)
    {
        using var run = new FaultRun { Dedupe = dedupe };
        var failed = await run.RunAsync(failing, FaultRun.Content(() => FaultProxy.Wrap(Create(), plan)), plan);
        var before = (await VisibleAsync()).Values.Where(content => !_stored.Exists(content.SequenceEqual)).ToList();
        Assert.All(before, content => Assert.True(Array.Exists(contents, content.SequenceEqual), $"Something that nobody stored is visible {plan}."));
        Assert.True(failed.Counts.Done <= before.Count, $"{failed.Counts.Done} items are said to be done {plan}, {before.Count} are visible.");

        var cured = await run.CureAsync(source, FaultRun.Content(Create), failed);
        Assert.Equal((contents.Length, contents.Length), (cured.Counts.Found, cured.Counts.Done + (MaySkip(plan, dedupe) ? cured.Counts.Skipped : 0)));
        _stored.AddRange(dedupe == DuplicateContent.Skip ? contents[..1] : contents);
        var visible = (await VisibleAsync()).Values.ToList();
        if (MayMissTwins(plan, dedupe) && visible.Count > _stored.Count)
            _stored.Add(contents[0]);
        Assert.True(visible.Count == _stored.Count, $"{visible.Count} contents are visible, {_stored.Count} were stored, {plan}.");
        Assert.All(contents, content => Assert.Equal(_stored.Count(content.SequenceEqual), visible.Count(content.SequenceEqual)));
        var traces = await TracesAsync();
        Assert.True(traces.Count == _stored.Count, $"{traces.Count - _stored.Count} traces are left {plan} and the next run put it right: {string.Join(", ", traces)}.");
    }

    // Twins that are to be skipped are. Beyond that only a sink that leaves what is there, and is never told that its commit came to its end, may take its own content for somebody
    // else's: the content is there whole, and its item is accounted for as what the sink had nothing to do for.
    private bool MaySkip(FaultPlan plan, DuplicateContent dedupe) =>
        dedupe == DuplicateContent.Skip || (OnTaken == OnTaken.Skips && plan.Struck.Any(static fault => fault.Call.Member.EndsWith(".CommitAsync answered", StringComparison.Ordinal)));

    // Twins are told by a sum over the whole, and what was written before a failure cannot be summed when the sink does not give it back.
    private static bool MayMissTwins(FaultPlan plan, DuplicateContent dedupe) =>
        dedupe == DuplicateContent.Skip && plan.Struck.Count > 0 && Calls(plan, "IResumable.") && !Calls(plan, "IReadBack.");

    private static bool Calls(FaultPlan plan, string member) => plan.Calls.Any(call => call.Member.StartsWith(member, StringComparison.Ordinal));
}
