using TgPlatform.Contracts;
using TgPlatform.Plugins.S3.Connections;
using TgPlatform.Plugins.S3.Uploads;

namespace TgPlatform.Plugins.S3.Sinks;

/// <summary>
/// A delivery whose upload an earlier process had already completed when it was killed: the object carries the upload's own mark, and was
/// completed only because all its bytes were proven. What comes again is counted and left.
/// </summary>
internal sealed class StoredDelivery(UploadRoom room, string name, UploadToken token, StoredObject stored, DeliveryState earlier) : IDelivery, IResumable
{
    private long _written = earlier.Offset;

    public long Offset => earlier.Offset;

    public DeliveryState State => earlier;

    public ValueTask WriteAsync(ReadOnlyMemory<byte> bytes, CancellationToken cancellationToken)
    {
        cancellationToken.ThrowIfCancellationRequested();
        _written += bytes.Length;
        return default;
    }

    public ValueTask<Receipt> CommitAsync(ContentSeal seal, CancellationToken cancellationToken)
    {
        cancellationToken.ThrowIfCancellationRequested();
        if (seal.Length != stored.Length || _written != seal.Length)
            throw new FailureException(FailureKind.Transient, $"'{name}' holds {stored.Length} bytes, not the {seal.Length} that were counted. It is begun anew.");
        room.Kept.Forget(token.Mark);
        return new(new Receipt(name, stored.Etag));
    }

    // It is this delivery's own object, and nobody has been told that it is there.
    public async ValueTask AbandonAsync(CancellationToken cancellationToken)
    {
        await room.Reader.DeleteAsync(room.Prefix + name, cancellationToken);
        room.Kept.Forget(token.Mark);
    }

    public ValueTask DisposeAsync() => default;
}
