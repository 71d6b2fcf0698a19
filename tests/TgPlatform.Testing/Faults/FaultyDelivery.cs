using TgPlatform.Contracts;

namespace TgPlatform.Testing;

internal class FaultyDelivery(IDelivery inner, FaultPlan plan) : IDelivery
{
    public long Offset => Inner.Offset;

    protected IDelivery Inner { get; } = inner;

    protected FaultPlan Plan { get; } = plan;

    public ValueTask WriteAsync(ReadOnlyMemory<byte> bytes, CancellationToken cancellationToken)
    {
        Plan.Pass("delivery.write");
        return Inner.WriteAsync(bytes, cancellationToken);
    }

    // Fails before the content is visible, or after: as when the answer to a successful request is lost.
    public async ValueTask<Receipt> CommitAsync(ContentSeal seal, CancellationToken cancellationToken)
    {
        Plan.Pass("delivery.commit");
        var receipt = await Inner.CommitAsync(seal, cancellationToken);
        Plan.Pass("delivery.committed");
        return receipt;
    }

    public ValueTask AbandonAsync(CancellationToken cancellationToken)
    {
        Plan.Pass("delivery.abandon");
        return Inner.AbandonAsync(cancellationToken);
    }

    public async ValueTask DisposeAsync()
    {
        await Inner.DisposeAsync();
        Plan.Pass("delivery.dispose");
        GC.SuppressFinalize(this);
    }
}

internal class FaultyResumableDelivery(IDelivery inner, FaultPlan plan) : FaultyDelivery(inner, plan), IResumable
{
    public DeliveryState State => ((IResumable)Inner).State;
}

internal sealed class FaultyReadBackDelivery(IDelivery inner, FaultPlan plan) : FaultyResumableDelivery(inner, plan), IReadBack
{
    public ValueTask<Stream> OpenWrittenAsync(CancellationToken cancellationToken)
    {
        Plan.Pass("delivery.read_back");
        return ((IReadBack)Inner).OpenWrittenAsync(cancellationToken);
    }
}
