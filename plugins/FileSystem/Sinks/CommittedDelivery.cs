using TgPlatform.Contracts;
using TgPlatform.Plugins.FileSystem.Folders;
using TgPlatform.Plugins.FileSystem.Streams;

namespace TgPlatform.Plugins.FileSystem.Sinks;

/// <summary>
/// A delivery whose file an earlier process had already put under its final name when it was killed: its bytes are the kept ones, and when
/// they are proven there is nothing left to do.
/// </summary>
internal sealed class CommittedDelivery(OpenFolder folder, string finalName, long length, string? token) : IDelivery, IResumable, IReadBack
{
    private readonly string _lastName = finalName[(finalName.LastIndexOf('/') + 1)..];
    private bool _isClosed;

    public long Offset => length;

    public DeliveryState State => new(length, token);

    public ValueTask<Stream> OpenWrittenAsync(CancellationToken cancellationToken)
    {
        cancellationToken.ThrowIfCancellationRequested();
        var file = folder.Names.OpenToRead(_lastName) ?? throw FileFailures.FromErrno(Errno.NoEntry, $"The file '{finalName}' cannot be read");
        return new(new FileContentStream(file, ownsFile: true));
    }

    public ValueTask WriteAsync(ReadOnlyMemory<byte> bytes, CancellationToken cancellationToken)
    {
        cancellationToken.ThrowIfCancellationRequested();
        throw new FailureException(FailureKind.Transient, $"'{finalName}' was whole with {length} bytes, and more are given. It is begun anew.");
    }

    public ValueTask<Receipt> CommitAsync(ContentSeal seal, CancellationToken cancellationToken)
    {
        cancellationToken.ThrowIfCancellationRequested();
        return seal.Length == length
            ? new(new Receipt(finalName))
            : throw new FailureException(FailureKind.Transient, $"'{finalName}' holds {length} bytes, not the {seal.Length} that were counted. It is begun anew.");
    }

    // It is this delivery's own file, and nobody has been told that it is there.
    public ValueTask AbandonAsync(CancellationToken cancellationToken)
    {
        cancellationToken.ThrowIfCancellationRequested();
        folder.Names.Delete(_lastName);
        return default;
    }

    public ValueTask DisposeAsync()
    {
        if (!_isClosed)
            folder.Dispose();
        _isClosed = true;
        return default;
    }
}
