using System.Collections.Concurrent;
using TgPlatform.Contracts;
using TgPlatform.Runtime.Engine;
using TgPlatform.Runtime.Events;
using TgPlatform.Runtime.Retries;
using TgPlatform.Testing;

namespace TgPlatform.Runtime.Tests.Engine;

/// <summary>A sink that does not answer holds up no run, and nothing it does too late is done twice or forgotten.</summary>
public sealed partial class PipelineRunTests
{
    private static readonly EngineSettings Limited = EngineRig.Patient with { WriteTimeout = TimeSpan.FromMinutes(2) };

    private static readonly RetrySettings Often = Patient with { Attempts = 1_000 };

    [Fact]
    public async Task Run_SinkNeverBegins_TheNextAttemptDeliversAndWhatBeginsLateIsClosed()
    {
        var (time, sink) = (new ManualTimeProvider(), new LateSink("begin"));
        var rig = new EngineRig { Source = new MemorySource(Some.Bytes(10)), Time = time, Settings = Limited };
        var running = rig.To("late", sink).RunAsync();
        await sink.Hangs.Reached.WaitAsync(TimeSpan.FromMinutes(2));
        await time.AdvanceUntilAsync(running);

        Assert.Equal((1, 1), ((await running).Counts.Done, sink.Closed));
        Assert.Equal("the sink did not begin in 120 s (engine.write_timeout, and 1 s per MiB that is there)", Assert.Single(rig.Ledger.Failures).Reason);
        sink.Hangs.Release();
        await sink.Closes(2).WaitAsync(TimeSpan.FromMinutes(2));
    }

    [Fact]
    public async Task Run_CommitEndsTooLateButWell_CountsAndNothingIsStoredTwice()
    {
        var (time, sink) = (new ManualTimeProvider(), new LateSink("commit"));
        var source = new ScriptedSource([Some.Item()], static (_, _, _) => new(new MemoryStream(Some.Bytes(10))));
        var rig = new EngineRig { Source = source, Time = time, Settings = Limited, Retry = Often };
        rig.Happened = happened =>
        {
            if (happened is AttemptFailed { Attempt: 2 })
                sink.Hangs.Release();
        };
        var running = rig.To("late", sink).RunAsync();
        await sink.Hangs.Reached.WaitAsync(TimeSpan.FromMinutes(2));
        await time.AdvanceUntilAsync(running);

        Assert.Equal((1, 0), ((await running).Counts.Done, (await running).Counts.Dead));
        Assert.Equal((1, 1, 1), (source.Opened.Count, sink.Commits, sink.Closed));
        Assert.Equal("1.bin", Assert.Single(rig.Seen<ItemCommitted>()).Receipt.Name);
        Assert.StartsWith("the sink did not commit in 120 s", rig.Ledger.Failures[0].Reason, StringComparison.Ordinal);
        Assert.All(rig.Ledger.Failures.Skip(1), static failure => Assert.StartsWith("the sink is still at work on what it has not ended in time", failure.Reason, StringComparison.Ordinal));
    }

    [Fact]
    public async Task Run_CommitEndsWhenItsItemWasGivenUp_TheLedgerLearnsOfItAllTheSame()
    {
        var (time, sink) = (new ManualTimeProvider(), new LateSink("commit"));
        var rig = new EngineRig { Source = new MemorySource(Some.Bytes(10)), Time = time, Settings = Limited };
        var running = rig.To("late", sink).RunAsync();
        await sink.Hangs.Reached.WaitAsync(TimeSpan.FromMinutes(2));
        await time.AdvanceUntilAsync(running);

        Assert.Equal((1, 0), ((await running).Counts.Dead, sink.Closed));
        Assert.NotEqual(true, rig.Ledger.Delivery("0", "late")?.Ended);
        sink.Hangs.Release();
        await sink.Closes(1).WaitAsync(TimeSpan.FromMinutes(2));
        Assert.Equal((true, "0.bin"), (rig.Ledger.Delivery("0", "late")!.Ended, rig.Ledger.Delivery("0", "late")!.Name));
        Assert.Equal(1, sink.Commits);
    }

    [Fact]
    public async Task Run_SinkNeverRemovesWhatIsLeft_TheRunEndsAndSaysSo()
    {
        var (time, sink) = (new ManualTimeProvider(), new LateSink("abandon"));
        var wrong = new Digest(DigestAlgorithm.Sha256, new byte[32]);
        var rig = new EngineRig
        {
            Source = new ScriptedSource([Some.Item()], (_, _, _) => new(new MemoryStream(Some.Bytes(10))) { Digests = [wrong] }), Time = time, Settings = Limited, Retry = new() { Attempts = 1 },
        };
        var running = rig.To("late", sink).RunAsync();
        await sink.Hangs.Reached.WaitAsync(TimeSpan.FromMinutes(2));
        await time.AdvanceUntilAsync(running);

        Assert.Equal((1, 0), ((await running).Counts.Dead, sink.Closed));
        Assert.Contains("late could not remove what is left of '1.bin': the sink did not remove what is left of it in 120 s", Assert.Single(rig.Seen<Notice>()).Message, StringComparison.Ordinal);
        sink.Hangs.Release();
        await sink.Closes(1).WaitAsync(TimeSpan.FromMinutes(2));
    }

    [Fact]
    public async Task Run_BatchEndsTooLateButWell_NoRecordIsWrittenTwice()
    {
        var (time, sink) = (new ManualTimeProvider(), new LateRecordSink());
        var items = Enumerable.Range(0, 5).Select(static number => (ItemGroup)(Some.Item($"{number}") with { HasContent = false })).ToList();
        var rig = new EngineRig
        {
            Source = new ScriptedSource(items, static (_, _, _) => throw new InvalidOperationException("not to be opened")), Time = time, Settings = Limited, Retry = Often,
        };
        rig.Happened = happened =>
        {
            if (happened is AttemptFailed { Attempt: 2 })
                sink.Hangs.Release();
        };
        var running = rig.To("rows", sink).RunAsync();
        await sink.Hangs.Reached.WaitAsync(TimeSpan.FromMinutes(2));
        await time.AdvanceUntilAsync(running);

        Assert.Equal((5, 0), ((await running).Counts.Done, (await running).Counts.Dead));
        Assert.Equal(["0", "1", "2", "3", "4"], sink.Written.Order());
        Assert.Contains(rig.Ledger.Failures, static failure => failure.Reason.StartsWith("the sink did not write the batch in 120 s", StringComparison.Ordinal));
    }

    /// <summary>Hangs at one step of the first delivery, and does not listen.</summary>
    private sealed class LateSink(string hangsAt) : ISink
    {
        private readonly ConcurrentDictionary<int, TaskCompletionSource> _closes = new();
        private int _commits, _closed;

        public Hang Hangs { get; } = new();

        public int Commits => Volatile.Read(ref _commits);

        public int Closed => Volatile.Read(ref _closed);

        /// <summary>Ends when so many deliveries are closed.</summary>
        public Task Closes(int count) => _closes.GetOrAdd(count, static _ => new(TaskCreationOptions.RunContinuationsAsynchronously)).Task;

        public async ValueTask<IDelivery?> BeginAsync(Target target, CancellationToken cancellationToken)
        {
            await PassAsync("begin");
            return new Delivery(this, target.Name);
        }

        public ValueTask DisposeAsync() => default;

        private Task PassAsync(string step) => step == hangsAt ? Hangs.PassAsync() : Task.CompletedTask;

        private sealed class Delivery(LateSink sink, string name) : IDelivery
        {
            public long Offset => 0;

            public ValueTask WriteAsync(ReadOnlyMemory<byte> bytes, CancellationToken cancellationToken) => default;

            public async ValueTask<Receipt> CommitAsync(ContentSeal seal, CancellationToken cancellationToken)
            {
                await sink.PassAsync("commit");
                Interlocked.Increment(ref sink._commits);
                return new(name);
            }

            public async ValueTask AbandonAsync(CancellationToken cancellationToken) => await sink.PassAsync("abandon");

            public ValueTask DisposeAsync()
            {
                var closed = Interlocked.Increment(ref sink._closed);
                sink._closes.GetOrAdd(closed, static _ => new(TaskCreationOptions.RunContinuationsAsynchronously)).TrySetResult();
                return default;
            }
        }
    }

    private sealed class LateRecordSink : IRecordSink
    {
        private readonly ConcurrentQueue<string> _written = new();

        public Hang Hangs { get; } = new();

        public IReadOnlyCollection<string> Written => _written;

        public async ValueTask WriteBatchAsync(string type, IReadOnlyList<Contracts.Record> records, CancellationToken cancellationToken)
        {
            await Hangs.PassAsync();
            foreach (var record in records)
                _written.Enqueue(record.Key);
        }

        public ValueTask DisposeAsync() => default;
    }
}
