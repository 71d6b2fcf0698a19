using TgPlatform.Plugins.Telegram.Schema;

namespace TgPlatform.Plugins.Telegram.Files;

/// <summary>What names a document or photo for one account. The reference in it grows old.</summary>
/// <param name="ThumbSize">Which size of a photo or which thumbnail; empty for a document itself.</param>
internal sealed record FileHandle(int Dc, long Id, long AccessHash, byte[] Reference, string ThumbSize, long Size, bool IsPhoto)
{
    public AnyInputFileLocation Location => IsPhoto
        ? new InputPhotoFileLocation { Id = Id, AccessHash = AccessHash, FileReference = Reference, ThumbSize = ThumbSize }
        : new InputDocumentFileLocation { Id = Id, AccessHash = AccessHash, FileReference = Reference, ThumbSize = ThumbSize };
}

/// <summary>A file on the service while it is being fetched, by any number of readers. Its reference is renewed once for all of them.</summary>
/// <param name="refresh">Given the handle that was refused, fetches the message again and gives its file now; null when it has none.</param>
internal sealed class RemoteFile(FileHandle handle, Func<FileHandle, CancellationToken, Task<FileHandle?>> refresh)
{
    private readonly Lock _lock = new();
    private Task _refreshing = Task.CompletedTask;
    private volatile FileVersion _version = new(handle.Location, 0);
    private volatile int _dc = handle.Dc;

    public FileHandle Handle { get; private set; } = handle;

    /// <summary>The length in bytes; negative when it is not known.</summary>
    public long Size => Handle.Size;

    /// <summary>Where it is; the service may know better.</summary>
    public int Dc
    {
        get => _dc;
        set => _dc = value;
    }

    public FileVersion Version => _version;

    /// <summary>Set once the service has sent us to a CDN for it.</summary>
    public CdnSource? Cdn { get; set; }

    /// <summary>A CDN served something else for it; the service itself is asked from then on.</summary>
    public bool AvoidsCdn { get; set; }

    public FileHashes Hashes { get; } = new();

    /// <summary>Renews the reference, unless another reader just did or is about to.</summary>
    /// <param name="stale">The version that was refused.</param>
    /// <exception cref="FileChangedException">The message has another file now.</exception>
    public Task RefreshAsync(FileVersion stale, CancellationToken cancel)
    {
        lock (_lock)
        {
            if (_version != stale) return Task.CompletedTask;
            if (_refreshing.IsCompleted) _refreshing = RenewAsync(stale);
            return _refreshing.WaitAsync(cancel);
        }
    }

    // For all readers, so no single one's patience ends it.
    private async Task RenewAsync(FileVersion stale)
    {
        var fresh = await refresh(Handle, CancellationToken.None);
        if (fresh is null || fresh.Id != Handle.Id) throw new FileChangedException(Handle.Id, fresh?.Id ?? 0);
        Handle = Handle with { Reference = fresh.Reference, AccessHash = fresh.AccessHash };
        _version = new FileVersion(Handle.Location, stale.Number + 1);
    }
}

/// <summary>The location with the reference that was valid at its time.</summary>
internal sealed record FileVersion(AnyInputFileLocation Location, int Number);
