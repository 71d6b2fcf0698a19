using TgPlatform.Contracts;

namespace TgPlatform.Testing;

/// <summary>Passes everything on to another sink, but takes no byte before it is released.</summary>
public sealed class StallingSink(ISink inner) : ISink
{
    private readonly TaskCompletionSource _released = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private readonly TaskCompletionSource _stalled = new(TaskCreationOptions.RunContinuationsAsynchronously);

    /// <summary>Ends when the first write waits.</summary>
    public Task Stalled => _stalled.Task;

    /// <summary>Lets every write pass, those waiting and those to come.</summary>
    public void Release() => _released.TrySetResult();

    public async ValueTask<IDelivery?> BeginAsync(Target target, CancellationToken cancellationToken)
        => await inner.BeginAsync(target, cancellationToken) is { } delivery ? new Delivery(this, delivery) : null;

    public ValueTask DisposeAsync() => inner.DisposeAsync();

    private sealed class Delivery(StallingSink sink, IDelivery inner) : IDelivery
    {
        public long Offset => inner.Offset;

        public async ValueTask WriteAsync(ReadOnlyMemory<byte> bytes, CancellationToken cancellationToken)
        {
            sink._stalled.TrySetResult();
            await sink._released.Task.WaitAsync(cancellationToken);
            await inner.WriteAsync(bytes, cancellationToken);
        }

        public ValueTask<Receipt> CommitAsync(ContentSeal seal, CancellationToken cancellationToken) => inner.CommitAsync(seal, cancellationToken);

        public ValueTask AbandonAsync(CancellationToken cancellationToken) => inner.AbandonAsync(cancellationToken);

        public ValueTask DisposeAsync() => inner.DisposeAsync();
    }
}
