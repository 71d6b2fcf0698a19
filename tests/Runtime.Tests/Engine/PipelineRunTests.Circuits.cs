using TgPlatform.Contracts;
using TgPlatform.Runtime.Engine;
using TgPlatform.Runtime.Events;
using TgPlatform.Runtime.Retries;
using TgPlatform.Testing;

namespace TgPlatform.Runtime.Tests.Engine;

public sealed partial class PipelineRunTests
{
    private const int Many = 60;

    private static readonly RetrySettings Patient = new() { Attempts = 3, Backoff = new(TimeSpan.FromSeconds(10), TimeSpan.FromSeconds(10)) };

    [Fact]
    public async Task Run_SinkIsDownForAWhile_WaitsInsteadOfBurningItsItemsAndDeliversAll()
    {
        var time = new ManualTimeProvider();
        var (isDown, failed) = (true, 0);
        var sink = new PartialSink
        {
            BeforeBegin = _ =>
            {
                if (!Volatile.Read(ref isDown))
                    return;
                // Up again after as many attempts as would have killed the first items, had each gone on by itself.
                if (Interlocked.Increment(ref failed) == 20)
                    Volatile.Write(ref isDown, false);
                throw new IOException("connection refused");
            },
        };
        var open = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        var rig = new EngineRig { Source = new MemorySource([.. Enumerable.Repeat(Some.Bytes(10), Many)]), Time = time, Settings = EngineRig.Patient, Retry = Patient with { Attempts = 5 } }.To("remote", sink);
        rig.Happened = happened => _ = happened is SinkChanged && open.TrySetResult();

        // The clock stands still until so many items have failed in a row: moved before, it would let the first one die while the others are still being found.
        var running = rig.RunAsync();
        await open.Task.WaitAsync(TimeSpan.FromMinutes(2));
        await time.AdvanceUntilAsync(running);

        var outcome = await running;
        Assert.Equal((Many, 0), (outcome.Counts.Done, outcome.Counts.Dead));
        Assert.Contains("items in a row have failed, the last one: connection refused", rig.Seen<SinkChanged>()[0].Reason, StringComparison.Ordinal);
        Assert.Null(rig.Seen<SinkChanged>()[^1].Reason);
    }

    [Fact]
    public async Task Run_SinkIsBlockedWithManyWaiting_OneItemAtATimeLooksWhetherItIsCured()
    {
        var time = new ManualTimeProvider();
        var (isFull, tried) = (true, 0);
        var sink = new PartialSink
        {
            BeforeBegin = _ =>
            {
                Interlocked.Increment(ref tried);
                if (Volatile.Read(ref isFull))
                    throw new FailureException(FailureKind.Blocked, "disk full");
            },
        };
        var other = new CollectingSink();
        var othersDone = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        var rig = new EngineRig { Source = new MemorySource([.. Enumerable.Repeat(Some.Bytes(10), Many)]), Time = time, Settings = EngineRig.Patient }.To("full", sink).To("other", other);
        rig.Happened = _ =>
        {
            if (other.Committed.Count == Many)
                othersDone.TrySetResult();
        };

        // The other sink gets everything while the first one is full: nobody waits for it.
        var running = rig.RunAsync();
        await othersDone.Task.WaitAsync(TimeSpan.FromMinutes(2));
        var before = Volatile.Read(ref tried);
        for (var probes = 0; probes < 10; probes++)
        {
            time.Advance(TimeSpan.FromMinutes(1));
            await Task.Yield();
        }

        // Ten minutes hold some fifteen probes; all that wait at once would be as many each time as there are items.
        Assert.InRange(Volatile.Read(ref tried) - before, 0, Many / 2);
        Volatile.Write(ref isFull, false);
        await time.AdvanceUntilAsync(running);
        var outcome = await running;
        Assert.Equal((Many, 0), (outcome.Counts.Done, outcome.Counts.Dead));
        Assert.Equal(Many, sink.Committed.Count);
        // A probe may be slower to say that it failed than the next one that it did not.
        var changes = rig.Seen<SinkChanged>();
        Assert.Equal(("disk full", null), (changes[0].Reason, changes[^1].Reason));
        Assert.DoesNotContain(rig.Ledger.Failures, static note => note.Sink == "other");
    }

    [Fact]
    public async Task Run_LaneIsDownForAWhile_WaitsAndTheOtherLaneDoesTheWork()
    {
        var time = new ManualTimeProvider();
        Lane[] lanes = [new("down"), new("up")];
        var isDown = true;
        var items = Enumerable.Range(0, Many).Select(static number => (ItemGroup)(Some.Item($"{number}", 10) with { Lane = number % 2 == 0 ? "down" : null })).ToList();
        var source = new ScriptedSource(items, (_, lane, _) => lane.Name == "down" && Volatile.Read(ref isDown) ? throw new IOException("no route") : new(new MemoryStream(new byte[10]))) { Lanes = lanes };
        // The clock leaps while others still work: some items may be tried often before the lane is known to be down.
        var rig = new EngineRig { Source = source, Time = time, Settings = EngineRig.Patient, Retry = Patient with { Attempts = 1_000 } };
        rig.Happened = happened =>
        {
            if (happened is LaneChanged { Lane: "down", Condition.WaitingUntil: not null })
                Volatile.Write(ref isDown, false);
        };

        var running = rig.To("memory", new CollectingSink()).RunAsync();
        await time.AdvanceUntilAsync(running);

        var outcome = await running;
        Assert.Equal((Many, 0), (outcome.Counts.Done, outcome.Counts.Dead));
        var changes = rig.Seen<LaneChanged>().Where(static change => change.Lane == "down").ToList();
        Assert.Contains("no route", changes[0].Condition.Reason, StringComparison.Ordinal);
        Assert.Equal(LaneCondition.Ready, changes[^1].Condition);
        Assert.DoesNotContain(rig.Seen<LaneChanged>(), static change => change.Lane == "up");
    }

    [Fact]
    public async Task Run_CircuitOpensOnTheOnlyLaneAfterAWait_GoesOnAfterThePause()
    {
        var time = new ManualTimeProvider();
        var asked = 0;
        var source = new ScriptedSource(
            [.. Enumerable.Range(0, Many).Select(static number => (ItemGroup)Some.Item($"{number}", 1))],
            (_, _, _) => Interlocked.Increment(ref asked) switch
            {
                1 => throw new FailureException(FailureKind.Throttled, "flood") { RetryAfter = TimeSpan.FromSeconds(1), ConcernsLane = true },
                < 40 => throw new IOException("reset"),
                _ => new(new MemoryStream([1])),
            });
        var rig = new EngineRig { Source = source, Time = time, Settings = EngineRig.Patient, Retry = Patient with { Attempts = 1_000 } };

        var running = rig.To("memory", new CollectingSink()).RunAsync();
        await time.AdvanceUntilAsync(running);

        Assert.Equal((Many, 0), ((await running).Counts.Done, (await running).Counts.Dead));
    }

    [Fact]
    public async Task Run_EachAttemptBringsMore_NeverGivesUp()
    {
        const int Step = 2 << 20;
        var content = Some.Bytes((10 * Step) + 5);
        var sink = new PartialSink();
        var source = new ScriptedSource([Some.Item("large", content.Length)], (_, _, from) =>
            new(content.Length - from.Offset <= Step
                ? new MemoryStream(content, (int)from.Offset, content.Length - (int)from.Offset)
                : new BreakingStream(content[(int)from.Offset..((int)from.Offset + Step)], new IOException("cut off"))) { Length = content.Length, Offset = from.Offset, Validator = "v1" });
        var rig = new EngineRig { Source = source, Retry = new() { Attempts = 2, Backoff = new(TimeSpan.Zero, TimeSpan.Zero) } };

        var outcome = await rig.To("memory", sink).RunAsync();

        Assert.Equal(1, outcome.Counts.Done);
        Assert.True(source.Opened.Count > 5, $"it was opened {source.Opened.Count} times");
    }

    [Fact]
    public async Task Run_SourceIsBlocked_NothingCountsAndItGoesOnWhenCured()
    {
        var time = new ManualTimeProvider();
        var isBlocked = true;
        var source = new ScriptedSource(
            [.. Enumerable.Range(0, Many).Select(static number => (ItemGroup)Some.Item($"{number}"))],
            (_, _, _) => Volatile.Read(ref isBlocked) ? throw new FailureException(FailureKind.Blocked, "signed out") : new(new MemoryStream([1])));
        var rig = new EngineRig { Source = source, Time = time, Settings = EngineRig.Patient, Retry = new() { Attempts = 1 } };
        var paused = 0;
        rig.Happened = happened =>
        {
            if (happened is LaneChanged { Condition.Reason: "signed out" } && Interlocked.Increment(ref paused) == 3)
                Volatile.Write(ref isBlocked, false);
        };

        var running = rig.To("memory", new CollectingSink()).RunAsync();
        await time.AdvanceUntilAsync(running);

        Assert.Equal(Many, (await running).Counts.Done);
    }

    [Theory]
    [InlineData(-400)]
    [InlineData(400)]
    public async Task Run_ClockIsSetInTheMiddle_EverythingIsDoneAndNoWaitIsLonger(int days)
    {
        var time = new ManualTimeProvider();
        var tried = 0;
        var source = new ScriptedSource(
            [.. Enumerable.Range(0, Many).Select(static number => (ItemGroup)Some.Item($"{number}"))],
            (_, lane, _) =>
            {
                if (Interlocked.Increment(ref tried) == 10)
                    lane.Wait(time.GetUtcNow().AddSeconds(30), "asked to");
                return tried % 3 == 0 ? throw new IOException("reset") : new(new MemoryStream([1]));
            });
        var rig = new EngineRig { Source = source, Time = time, Settings = EngineRig.Patient, Retry = new() { Attempts = 50, Backoff = new(TimeSpan.FromSeconds(10), TimeSpan.FromSeconds(10)) } };
        rig.Happened = happened =>
        {
            if (happened is AttemptFailed or LaneChanged)
                time.Jump(time.GetUtcNow().AddDays(days));
        };

        var start = time.GetTimestamp();
        var running = rig.To("memory", new CollectingSink()).RunAsync();
        await time.AdvanceUntilAsync(running);

        Assert.Equal(Many, (await running).Counts.Done);
        // Counted in the steps the test makes while it waits; a wait that followed the wall would take 400 days of them.
        Assert.InRange(time.GetElapsedTime(start), TimeSpan.Zero, TimeSpan.FromDays(300));
    }
}
