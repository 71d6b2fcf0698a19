using TgPlatform.Contracts;

namespace TgPlatform.Benchmarks;

/// <summary>Takes everything and keeps nothing.</summary>
internal sealed class BlankSink : ISink
{
    public ValueTask<IDelivery?> BeginAsync(Target target, CancellationToken cancellationToken) => new(new Delivery(target.Name));

    public ValueTask DisposeAsync() => ValueTask.CompletedTask;

    private sealed class Delivery(string name) : IDelivery
    {
        public long Offset => 0;

        public ValueTask WriteAsync(ReadOnlyMemory<byte> bytes, CancellationToken cancellationToken) => ValueTask.CompletedTask;

        public ValueTask<Receipt> CommitAsync(ContentSeal seal, CancellationToken cancellationToken) => new(new Receipt(name));

        public ValueTask AbandonAsync(CancellationToken cancellationToken) => ValueTask.CompletedTask;

        public ValueTask DisposeAsync() => ValueTask.CompletedTask;
    }
}
