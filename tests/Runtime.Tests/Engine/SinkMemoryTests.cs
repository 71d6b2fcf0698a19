using TgPlatform.Contracts;
using TgPlatform.Runtime.Engine;
using TgPlatform.Runtime.Events;
using TgPlatform.Testing;

namespace TgPlatform.Runtime.Tests.Engine;

public sealed class SinkMemoryTests
{
    private readonly RunCounters _counters = new();

    [Fact]
    public async Task SetAside_NoRoom_WaitsInOrderAndComesBeforeTakers()
    {
        var memory = new SinkMemory(100, _counters);
        await memory.SetAsideAsync(60, default);
        var second = memory.SetAsideAsync(60, default).AsTask();
        var third = memory.SetAsideAsync(10, default).AsTask();

        Assert.False(second.IsCompleted || third.IsCompleted);
        Assert.False(memory.TryTake(10));
        memory.Free(60);

        await Task.WhenAll(second, third).WaitAsync(TimeSpan.FromMinutes(1));
        Assert.Equal(70, _counters.BytesInBuffer);
        Assert.True(memory.TryTake(30));
        Assert.False(memory.TryTake(1));
    }

    [Fact]
    public async Task SetAside_MoreThanThereIs_PassesWhenNobodyElseHasAny()
    {
        var memory = new SinkMemory(100, _counters);
        await memory.SetAsideAsync(1_000, default).AsTask().WaitAsync(TimeSpan.FromMinutes(1));
        var other = memory.SetAsideAsync(1_000, default).AsTask();

        Assert.False(other.IsCompleted);
        memory.Free(1_000);
        await other.WaitAsync(TimeSpan.FromMinutes(1));
    }

    [Fact]
    public async Task SetAside_CancelledWhileWaiting_LetsTheNextOneIn()
    {
        var memory = new SinkMemory(100, _counters);
        await memory.SetAsideAsync(50, default);
        using var cancel = new CancellationTokenSource();
        var large = memory.SetAsideAsync(90, cancel.Token).AsTask();
        var small = memory.SetAsideAsync(50, default).AsTask();

        await cancel.CancelAsync();

        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => large);
        await small.WaitAsync(TimeSpan.FromMinutes(1));
        Assert.Equal(100, _counters.BytesInBuffer);
    }

    [Theory]
    [InlineData(600, 1)]
    [InlineData(300, 2)]
    [InlineData(5_000, 1)]
    public async Task Run_SinkKeepsMuchPerItem_WritesAsManyAtOnceAsTheLimitHasRoomFor(int least, int mostAtOnce)
    {
        var sink = new HoardingSink(least);
        var contents = Enumerable.Range(0, 12).Select(static seed => Some.Bytes(300_000, seed)).ToArray();
        var rig = new EngineRig
        {
            Source = new MemorySource(contents),
            Settings = new() { Producers = 6, Consumers = 4, WriteTimeout = TimeSpan.FromMilliseconds(1), Buffer = new() { Bytes = new(1_000) } },
            Memory = new SinkMemory(750, _counters),
        };

        var outcome = await rig.To("first", sink).To("second", new CollectingSink()).RunAsync();

        Assert.Equal(12, outcome.Counts.Done);
        Assert.Empty(rig.Ledger.Failures);
        Assert.InRange(sink.MostAtOnce, 1, mostAtOnce);
        Assert.Equal(0, _counters.BytesInBuffer);
    }

    /// <summary>Counts its deliveries between their first write and their end.</summary>
    private sealed class HoardingSink(int least) : ISink, IBuffering
    {
        private readonly CollectingSink _inner = new();
        private readonly Lock _lock = new();
        private int _writing;

        public int MostAtOnce { get; private set; }

        public long LeastBytes(Target target) => least;

        public async ValueTask<IDelivery?> BeginAsync(Target target, CancellationToken cancellationToken)
            => new Delivery(this, (await _inner.BeginAsync(target, cancellationToken))!);

        public ValueTask DisposeAsync() => default;

        private void Count(int change)
        {
            lock (_lock)
                MostAtOnce = Math.Max(MostAtOnce, _writing += change);
        }

        private sealed class Delivery(HoardingSink sink, IDelivery inner) : IDelivery
        {
            private bool _wrote;

            public long Offset => inner.Offset;

            public ValueTask WriteAsync(ReadOnlyMemory<byte> bytes, CancellationToken cancellationToken)
            {
                if (!_wrote)
                    sink.Count(1);
                _wrote = true;
                return inner.WriteAsync(bytes, cancellationToken);
            }

            public async ValueTask<Receipt> CommitAsync(ContentSeal seal, CancellationToken cancellationToken)
            {
                await Task.Yield();
                return await inner.CommitAsync(seal, cancellationToken);
            }

            public ValueTask AbandonAsync(CancellationToken cancellationToken) => inner.AbandonAsync(cancellationToken);

            public async ValueTask DisposeAsync()
            {
                if (_wrote)
                    sink.Count(-1);
                await inner.DisposeAsync();
            }
        }
    }
}
