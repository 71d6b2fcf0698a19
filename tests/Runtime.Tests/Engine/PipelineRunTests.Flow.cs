using TgPlatform.Contracts;
using TgPlatform.Runtime.Engine;
using TgPlatform.Runtime.Events;
using TgPlatform.Testing;

namespace TgPlatform.Runtime.Tests.Engine;

public sealed partial class PipelineRunTests
{
    [Fact]
    public async Task Run_SlowSink_HoldsNoMoreThanTheLimitAndOneBufferPerProducer()
    {
        const int producers = 3;
        var settings = new EngineSettings { Producers = producers, Consumers = 1, Buffer = new() { Items = 4, Bytes = ByteSize.FromMiB(2) } };
        var sink = new StallingSink(new CollectingSink());
        var rig = new EngineRig { Source = new MemorySource([.. Enumerable.Range(0, 12).Select(static seed => Some.Bytes(3_000_000, seed))]), Settings = settings };
        var peak = 0L;
        rig.Happened = _ => peak = Math.Max(peak, rig.Counters.BytesInBuffer);

        var running = rig.To("slow", sink).RunAsync();
        await sink.Stalled;
        sink.Release();
        await running;

        Assert.InRange(peak, 1, ByteSize.FromMiB(2).Bytes + producers * ByteSize.FromMiB(1).Bytes);
        Assert.Equal(0, rig.Counters.BytesInBuffer);
    }

    [Fact]
    public async Task Run_SourceDripsFasterThanItFallsQuiet_BeginsBeforeItsWindowIsFull()
    {
        var committed = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        var time = new ManualTimeProvider();
        var settings = EngineRig.Patient with { Window = 64 };
        var source = new DrippingSource(settings.Window - 1, committed.Task, time);
        var rig = new EngineRig { Source = source, Time = time, Settings = settings };
        rig.Happened = happened => _ = happened is ItemCommitted && committed.TrySetResult();

        var outcome = await rig.To("sink", new CollectingSink()).RunAsync();

        Assert.True(source.WasHeard, "nothing was fetched while items kept coming");
        Assert.Equal(outcome.Counts.Found, outcome.Counts.Done);
    }

    [Fact]
    public async Task Run_Stopped_EndsWhatRunsAndLeavesTheRestPending()
    {
        using var stop = new CancellationTokenSource();
        var sink = new StallingSink(new CollectingSink());
        var rig = new EngineRig { Source = new MemorySource([.. Enumerable.Range(0, 100).Select(static seed => Some.Bytes(2_000_000, seed))]) };

        var running = rig.To("slow", sink).RunAsync(stop.Token);
        await sink.Stalled;
        await stop.CancelAsync();
        sink.Release();
        var outcome = await running;

        Assert.True(outcome.Stopped);
        Assert.InRange(outcome.Counts.Done, 1, 40);
        Assert.Equal(outcome.Counts.Found, outcome.Counts.Done + outcome.Counts.Pending);
        Assert.Equal(0, outcome.Counts.Dead);
    }

    [Fact]
    public async Task Run_DrainTakesTooLong_IsAbortedAndKeepsWhatIsSafe()
    {
        using var stop = new CancellationTokenSource();
        var time = new ManualTimeProvider();
        var sink = new StallingSink(new CollectingSink());
        var rig = new EngineRig { Source = new MemorySource(Some.Bytes(2_000_000)), Time = time, Settings = EngineRig.Patient };

        var running = rig.To("slow", sink).RunAsync(stop.Token);
        await time.AdvanceUntilAsync(sink.Stalled);
        await stop.CancelAsync();
        time.Advance(rig.Settings.DrainTimeout);
        var outcome = await running;

        Assert.Equal((1, 0), (outcome.Counts.Pending, outcome.Counts.Dead));
        Assert.Empty(rig.Ledger.Failures);
    }

    [Fact]
    public async Task Run_SecondRun_ContinuesWhatTheFirstLeft()
    {
        using var abort = new CancellationTokenSource();
        var content = Some.Bytes(Large);
        var sink = new PartialSink { BeforeWrite = number => { if (number == 25) abort.Cancel(); } };
        var source = new ScriptedSource([Some.Item()], (_, _, from) => new(new MemoryStream(content[(int)from.Offset..])) { Offset = from.Offset, Length = content.Length, Validator = "v1" });
        var ledger = new MemoryLedger();

        var first = await new EngineRig { Source = source, Ledger = ledger }.To("partial", sink).RunAsync(abort.Token, abort.Token);
        var second = await new EngineRig { Source = source, Ledger = ledger }.To("partial", sink).RunAsync();

        Assert.Equal(1, first.Counts.Pending);
        Assert.Equal((1, 1), (second.Counts.Found, second.Counts.Done));
        Assert.Equal(content, sink.Committed["1.bin"]);
        Assert.True(source.Opened[^1].From.Offset >= 4 * 1024 * 1024, $"began again at {source.Opened[^1].From.Offset}");
    }

    [Theory]
    [InlineData("v1")]
    [InlineData(null)]
    public async Task Run_CommitFailsOnce_IsFinishedWithoutAskingTheSourceAgain(string? validator)
    {
        var content = Some.Bytes(Large);
        var commits = 0;
        var sink = new PartialSink { BeforeCommit = _ => { if (++commits == 1) throw new IOException("interrupted"); } };
        var source = new ScriptedSource([Some.Item()], (_, _, _) => new(new MemoryStream(content)) { Validator = validator });

        var outcome = await new EngineRig { Source = source }.To("partial", sink).RunAsync();

        Assert.Equal(1, outcome.Counts.Done);
        Assert.Equal(content, sink.Committed["1.bin"]);
        Assert.Single(source.Opened);
    }

    [Fact]
    public async Task Run_KilledBetweenCommitAndLedger_ProvesWhatIsThereInsteadOfFetching()
    {
        var content = Some.Bytes(Large);
        var ledger = new MemoryLedger();
        ledger.AddGroup(Some.Item(), [ItemFate.Pending]);
        ledger.SaveDelivery(new()
        {
            ItemId = "1", Sink = "partial", Name = "1.bin", State = new(Large, null), Length = Large, IsSealed = true,
            Crc64 = Runtime.Integrity.Crc64Nvme.Append(0, content),
        });
        var sink = new PartialSink();
        sink.Kept["1.bin"] = new();
        sink.Kept["1.bin"].Write(content);
        var source = new ScriptedSource([], (_, _, _) => throw new InvalidOperationException("not to be opened"));

        var outcome = await new EngineRig { Source = source, Ledger = ledger }.To("partial", sink).RunAsync();

        Assert.Equal(1, outcome.Counts.Done);
        Assert.Equal(content, sink.Committed["1.bin"]);
    }

    [Fact]
    public async Task Run_EverythingKnown_OpensNothing()
    {
        var ledger = new MemoryLedger();
        var source = new ScriptedSource([Some.Item("1"), Some.Item("2")], (_, _, _) => new(new MemoryStream([1])));

        await new EngineRig { Source = source, Ledger = ledger }.To("memory", new CollectingSink()).RunAsync();
        var again = await new EngineRig { Source = source, Ledger = ledger }.To("memory", new CollectingSink()).RunAsync();

        Assert.Equal(2, source.Opened.Count);
        Assert.Equal((2, 2), (again.Counts.Found, again.Counts.Done));
    }

    [Fact]
    public async Task Run_NothingArrives_GivesUpAfterTheIdleTimeout()
    {
        var time = new ManualTimeProvider();
        var source = new ScriptedSource([Some.Item()], (_, _, _) => new(new SilentStream()) { Length = 100 });
        var rig = new EngineRig { Source = source, Time = time, Retry = new() { Attempts = 1 } };

        var running = rig.To("memory", new CollectingSink()).RunAsync();
        await time.AdvanceUntilAsync(running);

        Assert.Equal(1, (await running).Counts.Dead);
        Assert.Contains("idle_timeout", rig.Ledger.Failures.Single().Reason, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Run_Throttled_WaitsAsAskedWithoutCounting()
    {
        var time = new ManualTimeProvider();
        var asked = 0;
        var source = new ScriptedSource([Some.Item()], (_, _, _) => Interlocked.Increment(ref asked) <= 5
            ? throw new FailureException(FailureKind.Throttled, "429") { RetryAfter = TimeSpan.FromSeconds(30), ConcernsLane = true }
            : new(new MemoryStream([1])));
        var rig = new EngineRig { Source = source, Time = time, Retry = new() { Attempts = 2 }, Settings = EngineRig.Patient };
        var start = time.GetUtcNow();

        var running = rig.To("memory", new CollectingSink()).RunAsync();
        await time.AdvanceUntilAsync(running);

        Assert.Equal(1, (await running).Counts.Done);
        Assert.True(time.GetUtcNow() - start >= TimeSpan.FromSeconds(150), $"waited only {time.GetUtcNow() - start}");
        Assert.Equal(5, rig.Seen<LaneChanged>().Count);
    }

    [Fact]
    public async Task Run_SizeLearntByOpening_FilterIsAskedAgain()
    {
        var source = new ScriptedSource([Some.Item("small"), Some.Item("large")], (item, _, _) => new(new MemoryStream(new byte[item.Id == "large" ? 500 : 5])));
        var hooks = new LambdaHooks { FilterReadsSize = true, Keep = static item => item.Size < 100 };
        var sink = new CollectingSink();

        var outcome = await new EngineRig { Source = source, Hooks = hooks }.To("memory", sink).RunAsync();

        Assert.Equal(["small.bin"], sink.Committed.Keys);
        Assert.Equal((1, 1), (outcome.Counts.Done, outcome.Counts.Filtered));
    }

    private sealed class SilentStream : MemoryStream
    {
        public override bool CanSeek => false;

        public override async ValueTask<int> ReadAsync(Memory<byte> buffer, CancellationToken cancellationToken = default)
        {
            await Task.Delay(Timeout.Infinite, cancellationToken);
            return 0;
        }
    }
}
