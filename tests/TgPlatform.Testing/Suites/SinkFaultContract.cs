using TgPlatform.Contracts;
using TgPlatform.Runtime.Integrity;
using Xunit;

namespace TgPlatform.Testing;

/// <summary>
/// Each call in turn fails, under the real engine: nothing half, nothing twice, nothing lost, and every item accounted for. It needs the runtime beside
/// the suite, and a sink that is quick enough to be run some hundred times.
/// </summary>
public abstract partial class SinkFaultContract : SinkContract
{
    private readonly List<byte[]> _stored = [];
    private int _runs;

    /// <summary>In how many of the ways beside a cut connection each call fails, 1 to 7: every call fails so often, and neighbours in different ways.</summary>
    protected virtual int OtherWays => 1;

    /// <summary>
    /// Puts contents where the sink's store can copy them from, outside of the sink's root, and says how to make a source that finds just these there. Null when the sink is not
    /// <see cref="ICopies"/>.
    /// </summary>
    /// <param name="folder">A name that no other call has got.</param>
    /// <param name="contents">The contents.</param>
    protected virtual ValueTask<Func<ISource>?> OriginAsync(string folder, IReadOnlyList<byte[]> contents) => new((Func<ISource>?)null);

    [Fact]
    public async Task Run_EachCallFailsInTurn_EndsWithEverythingOnceAndWhole()
    {
        var plan = await RunAndCureAsync(new());
        foreach (var call in plan.Turns())
            await RunAndCureAsync(new(new PlannedFault(call)));
    }

    [Fact]
    public async Task Run_EachCallFailsInAnotherWay_EndsWithEverythingOnceAndWhole()
    {
        var plan = await RunAndCureAsync(new());
        for (var shift = 0; shift < OtherWays; shift++)
        {
            foreach (var (index, call) in plan.Turns().Index())
                await RunAndCureAsync(new(new PlannedFault(call, FaultWays.Others[(index + shift) % FaultWays.Others.Count])));
        }
    }

    // What is done only to go on after a failure fails too.
    [Theory]
    [InlineData("IDelivery.WriteAsync answered")]
    [InlineData("IDelivery.CommitAsync")]
    [InlineData("IDelivery.CommitAsync answered")]
    public async Task Run_EachCallBehindAFailureFailsInTurn_EndsWithEverythingOnceAndWhole(string member)
    {
        var first = new PlannedFault(new(member, 1));
        var plan = await RunAndCureAsync(new(first));
        foreach (var call in plan.Turns(behind: first.Call))
            await RunAndCureAsync(new(first, new PlannedFault(call)));
    }

    [Theory]
    [InlineData(DuplicateContent.Hardlink)]
    [InlineData(DuplicateContent.Skip)]
    public async Task Run_EachCallForTwinsFailsInTurn_EndsWithEverythingOnceAndWhole(DuplicateContent dedupe)
    {
        await using (var sink = Create())
        {
            // Who cannot show what is there is not asked for it, and stores twins again.
            if (dedupe == DuplicateContent.Skip && sink is not IReadable)
                return;
        }

        var plain = (await RunAndCureAsync(new())).Calls.Select(static call => call.Member).ToHashSet(StringComparer.Ordinal);
        var plan = await RunAndCureAsync(new(), dedupe);
        foreach (var call in plan.Turns().Where(call => !plain.Contains(call.Member)))
            await RunAndCureAsync(new(new PlannedFault(call)), dedupe);
    }

    private async Task<FaultPlan> RunAndCureAsync(FaultPlan plan, DuplicateContent dedupe = DuplicateContent.Keep)
    {
        var contents = NextContents(areTwins: dedupe != DuplicateContent.Keep);
        var run = _runs;
        var source = () => new MemorySource([.. contents.Select((content, index) => ((ItemGroup)Some.Item($"{run}-{index}", content.Length), new[] { content }))]);
        await RunAndCureAsync(plan, contents, source, source, dedupe);
        return plan;
    }

    private byte[][] NextContents(bool areTwins)
    {
        var large = Some.Bytes(ContentBytes, ++_runs);
        return [large, areTwins ? large : Some.Bytes(10, _runs)];
    }

    private async Task RunAndCureAsync(FaultPlan plan, byte[][] contents, Func<ISource> failing, Func<ISource> source, DuplicateContent dedupe)
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
        Assert.True(visible.Count == _stored.Count, $"{visible.Count} contents are visible, {_stored.Count} were stored, {plan}.");
        Assert.All(contents, content => Assert.Equal(_stored.Count(content.SequenceEqual), visible.Count(content.SequenceEqual)));
        var traces = await TracesAsync();
        Assert.True(traces.Count == _stored.Count, $"{traces.Count - _stored.Count} traces are left {plan} and the next run put it right: {string.Join(", ", traces)}.");
    }

    // Twins that are to be skipped are. Beyond that only a sink that leaves what is there, and is never told that its commit came to its end, may take its own content for somebody
    // else's: the content is there whole, and its item is accounted for as what the sink had nothing to do for.
    private bool MaySkip(FaultPlan plan, DuplicateContent dedupe) =>
        dedupe == DuplicateContent.Skip || (OnTaken == OnTaken.Skips && plan.Struck.Any(static fault => fault.Call.Member.EndsWith(".CommitAsync answered", StringComparison.Ordinal)));
}
