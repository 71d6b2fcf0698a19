using TgPlatform.Contracts;

namespace TgPlatform.LoadTests;

/// <summary>A sink every write of which takes longer than it needs.</summary>
internal sealed class SlowSink(ISink sink, TimeSpan pause) : ISink
{
    public async ValueTask<IDelivery?> BeginAsync(Target target, CancellationToken cancellationToken) =>
        await sink.BeginAsync(target, cancellationToken) is { } delivery ? new Delivery(delivery, pause) : null;

    public ValueTask DisposeAsync() => sink.DisposeAsync();

    private sealed class Delivery(IDelivery delivery, TimeSpan pause) : IDelivery
    {
        public long Offset => delivery.Offset;

        public async ValueTask WriteAsync(ReadOnlyMemory<byte> bytes, CancellationToken cancellationToken)
        {
            await Task.Delay(pause, cancellationToken);
            await delivery.WriteAsync(bytes, cancellationToken);
        }

        public ValueTask<Receipt> CommitAsync(ContentSeal seal, CancellationToken cancellationToken) => delivery.CommitAsync(seal, cancellationToken);

        public ValueTask AbandonAsync(CancellationToken cancellationToken) => delivery.AbandonAsync(cancellationToken);

        public ValueTask DisposeAsync() => delivery.DisposeAsync();
    }
}
