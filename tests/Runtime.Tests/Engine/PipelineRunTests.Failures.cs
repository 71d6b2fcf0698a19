using System.Security.Cryptography;
using TgPlatform.Contracts;
using TgPlatform.Runtime.Diagnostics;
using TgPlatform.Runtime.Engine;
using TgPlatform.Runtime.Events;
using TgPlatform.Runtime.Hooks;
using TgPlatform.Testing;

namespace TgPlatform.Runtime.Tests.Engine;

public sealed partial class PipelineRunTests
{
    private const int Large = 9 * 1024 * 1024;

    [Fact]
    public async Task Run_ReadBreaksMidway_ContinuesBehindWhatIsSafe()
    {
        var content = Some.Bytes(Large);
        var sink = new PartialSink();
        var source = new ScriptedSource([Some.Item()], (_, _, from) => Broken(content, from, breakAt: Large / 2));

        var outcome = await new EngineRig { Source = source }.To("partial", sink).RunAsync();

        Assert.Equal(content, sink.Committed["1.bin"]);
        Assert.Equal(1, outcome.Counts.Done);
        Assert.Equal(2, source.Opened.Count);
        Assert.Equal(new ResumePoint(Large / 2, "v1"), source.Opened[1].From);
    }

    [Fact]
    public async Task Run_ContentChangedSinceTheBreak_StartsAnewAndNeverMixes()
    {
        var (before, after) = (Some.Bytes(Large, 1), Some.Bytes(Large, 2));
        var sink = new PartialSink();
        var source = new ScriptedSource([Some.Item()], (_, _, from) => from.Offset == 0 && from.Validator is null
            ? Broken(before, from, breakAt: Large / 2)
            : new(new MemoryStream(after)) { Validator = "v2" });

        await new EngineRig { Source = source }.To("partial", sink).RunAsync();

        Assert.Equal(after, sink.Committed["1.bin"]);
    }

    [Fact]
    public async Task Run_KeptBytesWereAltered_StartsAnew()
    {
        var content = Some.Bytes(Large);
        var sink = new PartialSink();
        var source = new ScriptedSource([Some.Item()], (_, _, from) => Broken(content, from, breakAt: Large / 2));
        var rig = new EngineRig { Source = source };
        rig.Happened = happened =>
        {
            if (happened is AttemptFailed)
                sink.Kept["1.bin"].GetBuffer()[1000] ^= 1;
        };

        // The second attempt starts at 0, breaks again, and its bytes are altered again: the third is the last.
        await rig.To("partial", sink).RunAsync();

        Assert.Equal([0, 0, 0], source.Opened.Select(static one => one.From.Offset));
        Assert.Empty(sink.Committed);
    }

    [Theory]
    [InlineData(-1, "ended after 99 of 100 bytes")]
    [InlineData(1, "more than the 100 bytes it declared")]
    public async Task Run_LengthIsNotAsDeclared_IsNeverCommitted(int difference, string reason)
    {
        var sink = new CollectingSink();
        var source = new ScriptedSource([Some.Item()], (_, _, _) => new(new NoLengthStream(new byte[100 + difference])) { Length = 100 });
        var rig = new EngineRig { Source = source };

        var outcome = await rig.To("memory", sink).RunAsync();

        Assert.Empty(sink.Committed);
        Assert.Equal(1, outcome.Counts.Dead);
        Assert.Equal(3, rig.Ledger.Failures.Count);
        Assert.All(rig.Ledger.Failures, failure => Assert.Contains(reason, failure.Reason, StringComparison.Ordinal));
    }

    [Fact]
    public async Task Run_DeclaredDigestDiffers_IsNeverCommitted()
    {
        var content = Some.Bytes(100);
        var sink = new CollectingSink();
        var wrong = new Digest(DigestAlgorithm.Sha256, SHA256.HashData([1, 2, 3]));
        var source = new ScriptedSource([Some.Item()], (_, _, _) => new(new MemoryStream(content)) { Digests = [wrong] });

        var outcome = await new EngineRig { Source = source }.To("memory", sink).RunAsync();

        Assert.Empty(sink.Committed);
        Assert.Equal(1, outcome.Counts.Dead);
    }

    [Fact]
    public async Task Run_DeclaredDigestHolds_IsCommitted()
    {
        var content = Some.Bytes(3_000_000);
        var sink = new CollectingSink();
        var right = new Digest(DigestAlgorithm.Sha256, SHA256.HashData(content));
        var source = new ScriptedSource([Some.Item()], (_, _, _) => new(new MemoryStream(content)) { Digests = [right] });

        await new EngineRig { Source = source }.To("memory", sink).RunAsync();

        Assert.Equal(content, sink.Committed["1.bin"]);
    }

    [Theory]
    [InlineData(FailureKind.Permanent, 1)]
    [InlineData(FailureKind.Poison, 1)]
    [InlineData(FailureKind.Transient, 3)]
    public async Task Run_ItemCannotBeOpened_IsTriedAsItsKindSays(FailureKind kind, int attempts)
    {
        var source = new ThrowingSource(() => new FailureException(kind, "as told"), items: 2);
        var rig = new EngineRig { Source = source };

        var outcome = await rig.To("memory", new CollectingSink()).RunAsync();

        Assert.Equal(2, outcome.Counts.Dead);
        Assert.Equal(2 * attempts, source.Opened);
        Assert.All(rig.Seen<ItemEnded>(), static ended => Assert.Equal("as told", ended.Reason));
    }

    [Fact]
    public async Task Run_KilledBetweenAttempts_CountsOnWhereItWas()
    {
        using var folder = new TempFolder();
        var source = new ThrowingSource(static () => new IOException("no"));
        var opened = 0;
        for (var run = 0; run < 3; run++)
        {
            await using var ledger = Runtime.Ledgers.SqliteLedger.Open(folder.Root, "p", TimeProvider.System);
            using var kill = new CancellationTokenSource();
            var rig = new EngineRig { Source = source, RealLedger = ledger, Retry = new() { Attempts = 3, Backoff = new(TimeSpan.FromDays(1), TimeSpan.FromDays(1)) } };
            rig.Happened = happened =>
            {
                if (happened is AttemptFailed { NextTry: not null })
                    kill.Cancel();
            };
            await rig.To("memory", new CollectingSink()).RunAsync(kill.Token, kill.Token);
            Assert.Equal(++opened, source.Opened);
            Assert.Equal(opened, rig.Seen<AttemptFailed>().Single().Attempt);
        }

        await using var last = Runtime.Ledgers.SqliteLedger.Open(folder.Root, "p", TimeProvider.System);
        Assert.Equal(1, last.Counts.Dead);
    }

    [Fact]
    public async Task Run_OneOfThreeSinksFails_TheOthersGetTheItemOnceAndItAloneIsRetried()
    {
        var content = Some.Bytes(3_000_000);
        var (first, third) = (new PartialSink(), new PartialSink());
        var failing = new PartialSink { BeforeWrite = static _ => throw new IOException("no") };
        var source = new ScriptedSource([Some.Item()], (_, _, _) => new(new MemoryStream(content)) { Validator = "v1" });
        var rig = new EngineRig { Source = source }.To("first", first).To("failing", failing).To("third", third);

        var outcome = await rig.RunAsync();

        Assert.Equal(content, first.Committed["1.bin"]);
        Assert.Equal(content, third.Committed["1.bin"]);
        Assert.Empty(failing.Committed);
        Assert.Equal(["first", "third"], rig.Seen<ItemCommitted>().Select(static one => one.Sink).Order());
        Assert.Equal(3, rig.Seen<AttemptFailed>().Count(static one => one.Sink == "failing"));
        Assert.Equal(1, outcome.Counts.Dead);
    }

    [Fact]
    public async Task Run_ThreeSinks_ShareOneRead()
    {
        var content = Some.Bytes(3_000_000);
        PartialSink[] sinks = [new(), new(), new()];
        var source = new ScriptedSource([Some.Item()], (_, _, _) => new(new MemoryStream(content)));
        var rig = new EngineRig { Source = source }.To("a", sinks[0]).To("b", sinks[1]).To("c", sinks[2]);

        await rig.RunAsync();

        Assert.All(sinks, sink => Assert.Equal(content, sink.Committed["1.bin"]));
        Assert.Single(source.Opened);
        Assert.Equal(content.Length, rig.Counters.BytesFetched);
    }

    [Fact]
    public async Task Run_SinkIsBlocked_PausesWithoutCountingAndGoesOnWhenCured()
    {
        var time = new ManualTimeProvider();
        var cured = false;
        var sink = new PartialSink { BeforeBegin = _ => { if (!Volatile.Read(ref cured)) throw new FailureException(FailureKind.Blocked, "disk full"); } };
        var paused = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        // One consumer: of two, the slower one would say that the disk is full when the other has seen that it is not any more.
        var rig = new EngineRig { Source = new MemorySource(Some.Bytes(10), Some.Bytes(20)), Time = time, Settings = EngineRig.Patient with { Consumers = 1 } }.To("disk", sink);
        rig.Happened = happened =>
        {
            if (happened is SinkChanged { Reason: "disk full" })
                paused.TrySetResult();
        };

        var running = rig.RunAsync();
        await paused.Task.WaitAsync(TimeSpan.FromMinutes(2));
        Volatile.Write(ref cured, true);
        await time.AdvanceUntilAsync(running);

        var outcome = await running;
        Assert.Equal(2, outcome.Counts.Done);
        Assert.Equal(["disk full", null], rig.Seen<SinkChanged>().Select(static change => change.Reason));
    }

    [Fact]
    public async Task Run_HookThrows_OnlyItsItemDies()
    {
        var hooks = new LambdaHooks { Keep = static item => item.Id == "1" ? throw new HookException("filter", new SourceLocation("p.yaml", 3, 9), "boom") : true };
        var sink = new CollectingSink();
        var rig = new EngineRig { Source = new MemorySource([1], [2], [3]), Hooks = hooks };

        var outcome = await rig.To("memory", sink).RunAsync();

        Assert.Equal(["0.bin", "2.bin"], sink.Committed.Keys.Order());
        Assert.Equal((2, 1), (outcome.Counts.Done, outcome.Counts.Dead));
        Assert.Contains("p.yaml:3:9 filter: boom", rig.Ledger.Failures.Single().Reason, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Run_ConditionThrowsOnANewItem_TheSqliteLedgerKeepsItsDeadLetter()
    {
        using var folder = new TempFolder();
        await using var ledger = Runtime.Ledgers.SqliteLedger.Open(folder.Root, "p", TimeProvider.System);
        var hooks = new LambdaHooks { Want = static (_, item) => item.Id == "1" ? throw new HookException("sinks[0].when", new SourceLocation("p.yaml", 3, 9), "boom") : true };

        var outcome = await new EngineRig { Source = new MemorySource([1], [2]), Hooks = hooks, RealLedger = ledger }.To("memory", new CollectingSink()).RunAsync();

        Assert.Null(outcome.Problem);
        Assert.Equal((1, 1), (outcome.Counts.Done, outcome.Counts.Dead));
    }

    [Fact]
    public async Task Run_StrategyThrows_EndsWithTheReason()
    {
        var items = Enumerable.Range(0, 20).Select(static number => (ItemGroup)Some.Item($"{number}")).ToList();
        var source = new ScriptedSource(items, (_, _, _) => new(new MemoryStream([1])));

        var outcome = await new EngineRig { Source = source, Strategy = new ThrowingStrategy(), Settings = new() { Window = 2 } }.To("memory", new CollectingSink()).RunAsync();

        Assert.Contains("no idea", outcome.Problem, StringComparison.Ordinal);
        Assert.Equal(outcome.Counts.Found, outcome.Counts.Pending);
    }

    [Fact]
    public async Task Run_SinkTakesNoBuffer_TheWriteIsGivenUpAndNothingOfItKept()
    {
        var time = new ManualTimeProvider();
        var sink = new StallingSink(new CollectingSink());
        var rig = new EngineRig { Source = new MemorySource(Some.Bytes(2_000_000)), Time = time, Retry = new() { Attempts = 1 }, Settings = EngineRig.Patient with { WriteTimeout = TimeSpan.FromMinutes(2) } };

        var running = rig.To("slow", sink).RunAsync();
        await time.AdvanceUntilAsync(running);

        Assert.Equal(1, (await running).Counts.Dead);
        Assert.Contains("write_timeout", rig.Ledger.Failures.Single().Reason, StringComparison.Ordinal);
        sink.Release();
    }

    private sealed class ThrowingStrategy : IStrategy
    {
        public void Assign(Assignment assignment) => throw new InvalidOperationException("no idea");
    }

    private static Content Broken(byte[] content, ResumePoint from, int breakAt)
    {
        var end = from.Offset < breakAt ? breakAt : content.Length;
        var bytes = content[(int)from.Offset..end];
        Stream stream = end == content.Length ? new MemoryStream(bytes) : new BreakingStream(bytes, new IOException("connection reset"));
        return new(stream) { Offset = from.Offset, Length = content.Length, Validator = "v1" };
    }
}
