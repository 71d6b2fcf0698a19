using TgPlatform.Contracts;

namespace TgPlatform.Testing;

/// <summary>
/// A sink of which one call fails: connecting, beginning, each write, commit, abandoning, reading back, each disposal. Its deliveries have the
/// powers of the wrapped ones.
/// </summary>
public sealed class FaultySink(ISink inner, FaultPlan plan) : ISink, IConnecting
{
    public ValueTask ConnectAsync(CancellationToken cancellationToken)
    {
        plan.Pass("sink.connect");
        return inner is IConnecting connecting ? connecting.ConnectAsync(cancellationToken) : default;
    }

    public async ValueTask<IDelivery?> BeginAsync(Target target, CancellationToken cancellationToken)
    {
        plan.Pass("sink.begin");
        var delivery = await inner.BeginAsync(target, cancellationToken);
        return delivery switch
        {
            null => null,
            IResumable and IReadBack => new FaultyReadBackDelivery(delivery, plan),
            IResumable => new FaultyResumableDelivery(delivery, plan),
            _ => new FaultyDelivery(delivery, plan),
        };
    }

    public async ValueTask DisposeAsync()
    {
        await inner.DisposeAsync();
        plan.Pass("sink.dispose");
    }
}
