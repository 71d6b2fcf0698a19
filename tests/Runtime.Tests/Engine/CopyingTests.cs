using System.Collections.Concurrent;
using TgPlatform.Contracts;
using TgPlatform.Runtime.Events;
using TgPlatform.Testing;

namespace TgPlatform.Runtime.Tests.Engine;

/// <summary>Where source and sink are of one store, it copies; whatever cannot be copied is read once.</summary>
public sealed class CopyingTests
{
    private const int Stretch = 1000;

    private static readonly byte[] Content = Some.Bytes(3500);

    [Fact]
    public async Task Run_OneStore_OpensNothingAndRemembersWhatTheStoreDeclares()
    {
        var (source, sink) = (new StoreSource(3), new StoreSink());
        var rig = new EngineRig { Source = source };

        var outcome = await rig.To("store", sink).RunAsync();

        Assert.Equal((3, 0), (outcome.Counts.Done, source.Opened));
        Assert.Equal(["0.bin", "1.bin", "2.bin"], sink.Copied.Keys.Order());
        Assert.All(rig.Seen<ItemCommitted>(), static one => Assert.Equal(Content.Length, one.Length));
        Assert.Equal(0, rig.Counters.BytesFetched);
    }

    [Fact]
    public async Task Run_AnotherSinkCannotCopy_ReadsOnceForIt()
    {
        var (source, sink, other) = (new StoreSource(3), new StoreSink(), new CollectingSink());

        var outcome = await new EngineRig { Source = source }.To("store", sink).To("other", other).RunAsync();

        Assert.Equal((3, 3), (outcome.Counts.Done, source.Opened));
        Assert.Equal(3, sink.Copied.Count);
        Assert.All(other.Committed, static pair => Assert.Equal(Content, pair.Value));
        Assert.Empty(sink.Written.Committed);
    }

    [Fact]
    public async Task Run_StoreDoesNotCopyAfterAll_ReadsAndSaysWhy()
    {
        var (source, sink) = (new StoreSource(3), new StoreSink { OnCopy = static _ => throw new NotSupportedException("forbidden") });
        var rig = new EngineRig { Source = source, Settings = new() { Producers = 1, Consumers = 1 } };

        var outcome = await rig.To("store", sink).RunAsync();

        Assert.Equal((3, 3), (outcome.Counts.Done, source.Opened));
        Assert.Equal(3, sink.Written.Committed.Count);
        Assert.Contains("forbidden", Assert.Single(rig.Seen<Notice>()).Message, StringComparison.Ordinal);
        Assert.Empty(rig.Ledger.Failures);
    }

    [Fact]
    public async Task Run_WhatIsToBeCopiedIsGone_IsNotOpenedAfterwards()
    {
        var (source, sink) = (new StoreSource(1) { IsGone = true }, new StoreSink());
        var rig = new EngineRig { Source = source };

        var outcome = await rig.To("store", sink).RunAsync();

        Assert.Equal((0, 1, 0), (outcome.Counts.Done, outcome.Counts.Dead, source.Opened));
        Assert.Empty(sink.Written.Committed);
        Assert.Single(rig.Ledger.Failures);
    }

    [Fact]
    public async Task Run_OfAnotherStore_ReadsAndWrites()
    {
        var (source, sink) = (new StoreSource(2), new StoreSink { Store = "elsewhere" });

        await new EngineRig { Source = source }.To("store", sink).RunAsync();

        Assert.Equal(2, source.Opened);
        Assert.Equal(2, sink.Written.Committed.Count);
    }

    [Fact]
    public async Task Run_CopyBreaks_GoesOnBehindWhatIsSafe()
    {
        var breaks = 1;
        var sink = new StoreSink { OnCopy = offset => { if (offset == 2 * Stretch && breaks-- > 0) throw new IOException("cut"); } };
        var (source, ledger) = (new StoreSource(1), new MemoryLedger());

        var outcome = await new EngineRig { Source = source, Ledger = ledger }.To("store", sink).RunAsync();

        Assert.Equal((1, 0), (outcome.Counts.Done, source.Opened));
        Assert.Equal([0, 2 * Stretch], sink.Begun);
        Assert.Single(ledger.Failures);
    }

    [Fact]
    public async Task Run_OriginChangedSinceTheBreak_BeginsAnew()
    {
        var breaks = 1;
        var source = new StoreSource(1);
        var sink = new StoreSink
        {
            OnCopy = offset =>
            {
                if (offset == 2 * Stretch && breaks-- > 0)
                {
                    source.Validator = "v2";
                    throw new IOException("cut");
                }
            },
        };

        var outcome = await new EngineRig { Source = source }.To("store", sink).RunAsync();

        Assert.Equal(1, outcome.Counts.Done);
        Assert.Equal([0, 0], sink.Begun);
    }

    [Fact]
    public async Task Run_SourceNeverSaysWhere_TheAttemptIsGivenUpAndTheNextOneCopies()
    {
        var time = new ManualTimeProvider();
        var (source, sink) = (new StoreSource(1) { Hangs = new() }, new StoreSink());
        var rig = new EngineRig { Source = source, Time = time, Settings = EngineRig.Patient with { IdleTimeout = TimeSpan.FromMinutes(1) } };
        var running = rig.To("store", sink).RunAsync();
        await source.Hangs.Reached.WaitAsync(TimeSpan.FromMinutes(2));
        await time.AdvanceUntilAsync(running);

        Assert.Equal((1, 0), ((await running).Counts.Done, source.Opened));
        Assert.Contains("engine.idle_timeout", Assert.Single(rig.Ledger.Failures).Reason, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("begin")]
    [InlineData("copy")]
    [InlineData("commit")]
    public async Task Run_StoreNeverAnswers_TheAttemptIsGivenUpAndTheNextOneGoesOn(string step)
    {
        var (time, source) = (new ManualTimeProvider(), new StoreSource(1));
        var sink = new StoreSink { HangsAt = step };
        var rig = new EngineRig { Source = source, Time = time, Settings = EngineRig.Patient with { WriteTimeout = TimeSpan.FromMinutes(2) } };
        var running = rig.To("store", sink).RunAsync();
        await sink.Hangs.Reached.WaitAsync(TimeSpan.FromMinutes(2));
        await time.AdvanceUntilAsync(running);

        Assert.Equal((1, 0), ((await running).Counts.Done, source.Opened));
        Assert.Contains("engine.write_timeout", Assert.Single(rig.Ledger.Failures).Reason, StringComparison.Ordinal);

        // Nobody closes a copy while the store is still at work on it.
        Assert.Equal(1, sink.Closed);
        sink.Hangs.Release();
        await sink.BothClosed.WaitAsync(TimeSpan.FromMinutes(2));
    }

    [Fact]
    public async Task Run_SinkFailsWhenItIsAskedWhatItCopies_ReadsAndSaysWhy()
    {
        var (source, sink) = (new StoreSource(2), new StoreSink { OnAsk = static () => throw new InvalidOperationException("a mistake") });
        var rig = new EngineRig { Source = source };

        var outcome = await rig.To("store", sink).RunAsync();

        Assert.Equal((2, 2), (outcome.Counts.Done, source.Opened));
        Assert.Contains("a mistake", Assert.Single(rig.Seen<Notice>()).Message, StringComparison.Ordinal);
    }

    private sealed class StoreSource(int items) : ISource, ICopyable
    {
        private readonly MemorySource _inner = new([.. Enumerable.Repeat(Content, items)]);
        private int _opened;

        public int Opened => _opened;

        public string Validator { get; set; } = "v1";

        /// <summary>Hangs when it is asked where content is.</summary>
        public Hang? Hangs { get; init; }

        public string Store => "store";

        public IReadOnlyList<Lane> Lanes => _inner.Lanes;

        public IAsyncEnumerable<ItemGroup> DiscoverAsync(string? cursor, CancellationToken cancellationToken) => _inner.DiscoverAsync(cursor, cancellationToken);

        public ValueTask<Content> OpenAsync(Item item, Lane lane, ResumePoint from, CancellationToken cancellationToken)
        {
            Interlocked.Increment(ref _opened);
            return _inner.OpenAsync(item, lane, from, cancellationToken);
        }

        public bool IsGone { get; init; }

        public async ValueTask<CopyOrigin?> LocateAsync(Item item, Lane lane, CancellationToken cancellationToken)
        {
            if (Hangs is not null)
                await Hangs.PassAsync();
            return IsGone
                ? throw new FailureException(FailureKind.Permanent, "the object is gone")
                : new CopyOrigin(item.Id, Content.Length, Validator);
        }

        public ValueTask DisposeAsync() => default;
    }

    private sealed class StoreSink : ISink, ICopies
    {
        private readonly TaskCompletionSource _bothClosed = new(TaskCreationOptions.RunContinuationsAsynchronously);
        private int _closed;

        public string Store { get; init; } = "store";

        public CollectingSink Written { get; } = new();

        public ConcurrentDictionary<string, string> Copied { get; } = new();

        public List<long> Begun { get; } = [];

        /// <summary>Called with the offset of each stretch.</summary>
        public Action<long> OnCopy { get; init; } = static _ => { };

        public Action OnAsk { get; init; } = static () => { };

        public string? HangsAt { get; init; }

        public Hang Hangs { get; } = new();

        public int Closed => _closed;

        public Task BothClosed => _bothClosed.Task;

        public ValueTask<IDelivery?> BeginAsync(Target target, CancellationToken cancellationToken) => Written.BeginAsync(target, cancellationToken);

        public bool CopiesFrom(string store)
        {
            OnAsk();
            return store == Store;
        }

        public async ValueTask<ICopy?> BeginCopyAsync(Target target, CopyOrigin origin, CancellationToken cancellationToken)
        {
            lock (Begun)
                Begun.Add(target.Earlier?.Offset ?? 0);
            await ReachAsync("begin");
            return new Copy(this, target, origin);
        }

        private Task ReachAsync(string step) => step == HangsAt ? Hangs.PassAsync() : Task.CompletedTask;

        public ValueTask DisposeAsync() => default;

        private sealed class Copy(StoreSink sink, Target target, CopyOrigin origin) : ICopy
        {
            public DeliveryState State { get; private set; } = target.Earlier ?? new(0, null);

            public async ValueTask<bool> CopyNextAsync(CancellationToken cancellationToken)
            {
                await sink.ReachAsync("copy");
                sink.OnCopy(State.Offset);
                State = new(Math.Min(State.Offset + Stretch, origin.Length), null);
                return State.Offset < origin.Length;
            }

            public async ValueTask<Receipt> CommitAsync(CancellationToken cancellationToken)
            {
                await sink.ReachAsync("commit");
                sink.Copied[target.Name] = origin.Place;
                return new(target.Name);
            }

            public ValueTask AbandonAsync(CancellationToken cancellationToken) => default;

            public ValueTask DisposeAsync()
            {
                if (Interlocked.Increment(ref sink._closed) == 2)
                    sink._bothClosed.SetResult();
                return default;
            }
        }
    }
}
