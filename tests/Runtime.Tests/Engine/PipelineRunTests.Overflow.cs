using TgPlatform.Contracts;
using TgPlatform.Runtime.Engine;
using TgPlatform.Runtime.Ledgers.Care;
using TgPlatform.Runtime.Tests.Ledgers;
using TgPlatform.Testing;

namespace TgPlatform.Runtime.Tests.Engine;

/// <summary>A paused sink among several: what waits for it does not fill the memory, and nothing of it is lost or done twice.</summary>
public sealed partial class PipelineRunTests
{
    private const int Flood = 400;

    private static readonly EngineSettings Narrow = EngineRig.Patient with { Window = 8 };

    [Fact]
    public async Task Run_OneOfTwoSinksIsPaused_PutsTheRestDownAndTakesItUpWhenCured()
    {
        var time = new ManualTimeProvider();
        var (paused, other, othersDone) = (new PausedSink(), new CountingSink(), new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously));
        var rig = new EngineRig { Source = new MemorySource([.. Enumerable.Repeat(Some.Bytes(10), Flood)]), Time = time, Settings = Narrow }.To("paused", paused).To("other", other);
        rig.Happened = _ =>
        {
            if (other.Commits == Flood)
                othersDone.TrySetResult();
        };

        var running = rig.RunAsync();
        await othersDone.Task.WaitAsync(TimeSpan.FromMinutes(2));
        paused.IsCured = true;
        await time.AdvanceUntilAsync(running);

        var outcome = await running;
        Assert.Equal((Flood, 0, null), (outcome.Counts.Done, outcome.Counts.Pending, outcome.Problem));
        Assert.Equal((Flood, Flood), (paused.Commits, other.Commits));
        // In memory at most: a window of waiting ones, half a one taken up, and what the workers have in hand.
        Assert.InRange(rig.Ledger.TimesLeft, Flood - 100, int.MaxValue);
    }

    [Fact]
    public async Task Run_StoppedWhileItemsArePutDown_TheNextRunDeliversThemToTheLackingSinkAlone()
    {
        using var folder = new LedgerFolder();
        var (paused, other) = (new PausedSink(), new CountingSink());
        using var stop = new CancellationTokenSource();
        await using (var ledger = folder.Open())
        {
            var time = new ManualTimeProvider();
            var rig = new EngineRig { Source = new MemorySource([.. Enumerable.Repeat(Some.Bytes(10), Flood)]), Time = time, Settings = Narrow, RealLedger = ledger }.To("paused", paused).To("other", other);
            rig.Happened = _ =>
            {
                if (other.Commits == Flood)
                    stop.Cancel();
            };
            var stopped = rig.RunAsync(stop.Token);
            await time.AdvanceUntilAsync(stopped);
            Assert.Equal((true, (long)Flood), ((await stopped).Stopped, (await stopped).Counts.Pending));
        }

        paused.IsCured = true;
        await using (var ledger = folder.Open())
        {
            var outcome = await new EngineRig { Source = new MemorySource([.. Enumerable.Repeat(Some.Bytes(10), Flood)]), Settings = Narrow, RealLedger = ledger }.To("paused", paused).To("other", other).RunAsync();
            Assert.Equal((Flood, 0L), (outcome.Counts.Done, outcome.Counts.Pending));
        }

        Assert.Equal((Flood, Flood), (paused.Commits, other.Commits));
        Assert.Empty(LedgerCheck.Run(folder.Path).Problems);
    }

    [Fact]
    public async Task Run_PausedSinkIsCuredWithARealLedger_EachArrivesOnceInEach()
    {
        using var folder = new LedgerFolder();
        var time = new ManualTimeProvider();
        var (paused, other) = (new PausedSink(), new CountingSink());
        await using (var ledger = folder.Open())
        {
            var rig = new EngineRig { Source = new MemorySource([.. Enumerable.Repeat(Some.Bytes(10), Flood)]), Time = time, Settings = Narrow, RealLedger = ledger }.To("paused", paused).To("other", other);
            // Cured while discovery still goes on, and new items come between those that were put down.
            rig.Happened = _ => paused.IsCured |= other.Commits >= Flood / 2;
            var running = rig.RunAsync();
            await time.AdvanceUntilAsync(running);
            Assert.Equal((Flood, 0L), ((await running).Counts.Done, (await running).Counts.Pending));
        }

        Assert.Equal((Flood, Flood), (paused.Commits, other.Commits));
        Assert.Empty(LedgerCheck.Run(folder.Path).Problems);
    }

    [Fact]
    public async Task Run_PausedSinkNeverWorksAgain_EveryItemDiesForItAndTheRunEnds()
    {
        var time = new ManualTimeProvider();
        var other = new CountingSink();
        var sink = new PartialSink { BeforeBegin = static _ => throw new IOException("connection refused") };
        var rig = new EngineRig { Source = new MemorySource([.. Enumerable.Repeat(Some.Bytes(10), 24)]), Time = time, Settings = Narrow, Retry = Patient with { Attempts = 1 } }.To("gone", sink).To("other", other);

        var running = rig.RunAsync();
        await time.AdvanceUntilAsync(running);

        var outcome = await running;
        Assert.Equal((24, 0L), (outcome.Counts.Dead, outcome.Counts.Pending));
        Assert.Equal(24, other.Commits);
    }

    /// <summary>Counts commits; the same item twice is an error.</summary>
    private class CountingSink : ISink
    {
        private readonly CollectingSink _inner = new();
        private int _commits;

        public int Commits => Volatile.Read(ref _commits);

        public virtual ValueTask<IDelivery?> BeginAsync(Target target, CancellationToken cancellationToken) => new(new Delivery(this, target));

        public ValueTask DisposeAsync() => _inner.DisposeAsync();

        private sealed class Delivery(CountingSink sink, Target target) : IDelivery
        {
            public long Offset => 0;

            public ValueTask WriteAsync(ReadOnlyMemory<byte> bytes, CancellationToken cancellationToken) => default;

            public async ValueTask<Receipt> CommitAsync(ContentSeal seal, CancellationToken cancellationToken)
            {
                var delivery = sink._inner.Committed.ContainsKey(target.Name) ? throw new FailureException(FailureKind.Poison, "stored twice") : await sink._inner.BeginAsync(target, cancellationToken);
                var receipt = await delivery!.CommitAsync(seal with { Length = 0 }, cancellationToken);
                Interlocked.Increment(ref sink._commits);
                return receipt;
            }

            public ValueTask AbandonAsync(CancellationToken cancellationToken) => default;

            public ValueTask DisposeAsync() => default;
        }
    }

    private sealed class PausedSink : CountingSink
    {
        private volatile bool _isCured;

        public bool IsCured { get => _isCured; set => _isCured = value; }

        public override ValueTask<IDelivery?> BeginAsync(Target target, CancellationToken cancellationToken) =>
            IsCured ? base.BeginAsync(target, cancellationToken) : throw new FailureException(FailureKind.Blocked, "disk full");
    }
}
