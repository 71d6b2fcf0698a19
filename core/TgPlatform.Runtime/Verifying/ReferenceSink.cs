using TgPlatform.Contracts;

namespace TgPlatform.Runtime.Verifying;

/// <summary>Takes everything and keeps nothing: the runtime counts and sums what passes, and that is all a reference run is for.</summary>
internal sealed class ReferenceSink : ISink, IRecordSink
{
    public ValueTask<IDelivery?> BeginAsync(Target target, CancellationToken cancellationToken) => new(new Delivery(target.Name));

    public ValueTask WriteBatchAsync(string type, IReadOnlyList<Record> records, CancellationToken cancellationToken) => default;

    public ValueTask DisposeAsync() => default;

    private sealed class Delivery(string name) : IDelivery
    {
        public long Offset => 0;

        public ValueTask WriteAsync(ReadOnlyMemory<byte> bytes, CancellationToken cancellationToken) => default;

        public ValueTask<Receipt> CommitAsync(ContentSeal seal, CancellationToken cancellationToken) => new(new Receipt(name));

        public ValueTask AbandonAsync(CancellationToken cancellationToken) => default;

        public ValueTask DisposeAsync() => default;
    }
}
