using Microsoft.Win32.SafeHandles;
using TgPlatform.Contracts;
using TgPlatform.Plugins.FileSystem.Folders;
using TgPlatform.Plugins.FileSystem.Names;
using TgPlatform.Plugins.FileSystem.Streams;

namespace TgPlatform.Plugins.FileSystem.Sinks;

/// <summary>The temporary file of a delivery, and which of its possible names it has.</summary>
internal readonly record struct Temporary(string Name, int Attempt);

/// <summary>One file on its way. Its bytes stay, under the temporary name, until it is committed or abandoned.</summary>
internal sealed class FileDelivery(
    OpenFolder folder, SafeFileHandle file, Temporary temporary, string finalName, Target target, FileSystemSinkOptions options)
    : IDelivery, IResumable, IReadBack, ILinking
{
    // What is longer keeps the disk busy for a while, which others should not have to wait for.
    internal const long MostTogether = 64 << 20;

    private SafeFileHandle _file = file;
    private readonly long _offset;
    private long _written;
    private string? _token;
    private Receipt? _receipt;
    private bool _isRemoved;
    private bool _isClosed;

    /// <inheritdoc/>
    public required long Offset
    {
        get => _offset;
        init => _offset = _written = value;
    }

    /// <summary>Whether the bytes are those of committed content under a second name.</summary>
    public bool IsLinked { get; set; }

    public DeliveryState State => new(_written, _token ??= _receipt is null ? new KeptToken(temporary.Attempt, folder.Names.Describe(_file).Id, IsLinked).ToString() : null);

    public ValueTask<Stream> OpenWrittenAsync(CancellationToken cancellationToken)
    {
        cancellationToken.ThrowIfCancellationRequested();
        return new(new FileContentStream(_file, ownsFile: false));
    }

    // Blocks: the bytes go into the system's cache, and a hop to another thread costs more than that.
    public ValueTask WriteAsync(ReadOnlyMemory<byte> bytes, CancellationToken cancellationToken)
    {
        cancellationToken.ThrowIfCancellationRequested();
        try
        {
            RandomAccess.Write(_file, bytes.Span, _written);
        }
        catch (Exception failure) when (failure is IOException or UnauthorizedAccessException)
        {
            var translated = FileFailures.Translate(failure, Failing("written"));
            throw RootRefusal.Of(translated, folder.Root) ?? translated;
        }

        _written += bytes.Length;
        return default;
    }

    public async ValueTask<bool> LinkAsync(string committedName, ContentSeal seal, CancellationToken cancellationToken)
    {
        if (IsLinked || await Twin.TakePlaceAsync(folder, _file, committedName, temporary.Name, LinkName, cancellationToken) is not { } linked)
            return IsLinked;
        _file.Dispose();
        (_file, _token, IsLinked) = (linked, null, true);
        return true;
    }

    public async ValueTask<Receipt> CommitAsync(ContentSeal seal, CancellationToken cancellationToken)
    {
        if (_receipt is null)
        {
            cancellationToken.ThrowIfCancellationRequested();
            try
            {
                FileFailures.Guard(() => Prove(seal), Failing("finished"));
                if (options.Durability != Durability.None && !(seal.Length <= MostTogether && await folder.FlushTogetherAsync()))
                    FileFailures.Guard(() => RandomAccess.FlushToDisk(_file), Failing("finished"));
                Place();
                if (options.Durability == Durability.Full && !await folder.FlushTogetherAsync())
                    folder.Names.Flush();
                else if (options.Durability == Durability.File)
                    folder.FlushLater();
            }
            catch (FailureException failure) when (RootRefusal.Of(failure, folder.Root) is { } refusal)
            {
                throw refusal;
            }
        }

        return _receipt!;
    }

    public ValueTask AbandonAsync(CancellationToken cancellationToken)
    {
        cancellationToken.ThrowIfCancellationRequested();
        Remove();
        return default;
    }

    public ValueTask DisposeAsync()
    {
        if (_isClosed)
            return default;
        _isClosed = true;
        try
        {
            if (_written == 0 && _receipt is null)
                Remove();
        }
        finally
        {
            _file.Dispose();
            folder.Dispose();
        }

        return default;
    }

    /// <summary>Gives up kept bytes before the delivery has begun; the folder stays the caller's.</summary>
    public void Discard()
    {
        Remove();
        _file.Dispose();
    }

    private void Remove()
    {
        if (!_isRemoved)
            folder.Names.Delete(temporary.Name);
        _isRemoved = true;
    }

    private void Prove(ContentSeal seal)
    {
        var length = RandomAccess.GetLength(_file);
        if (length != seal.Length || _written != seal.Length)
            throw new FailureException(FailureKind.Transient, $"'{finalName}' holds {length} bytes on disk, not the {seal.Length} that were counted. It is written again.");
        if (target.Item.Date is { } date && !IsLinked)
            File.SetLastWriteTimeUtc(_file, date.UtcDateTime);
    }

    private void Place()
    {
        try
        {
            _receipt = new(PutInPlace());
            _file.Dispose();
            // Renaming to another name of the same bytes does nothing, and leaves the first name where it is: rename(2).
            if (IsLinked)
                folder.Names.Delete(temporary.Name);
        }
        catch (FailureException)
        {
            folder.Distrust();
            throw;
        }
    }

    private string PutInPlace()
    {
        if (TryPut(finalName))
            return finalName;
        switch (options.OnConflict)
        {
            case OnConflict.Rename:
                return PutUnderNumber();
            case OnConflict.Skip:
                Remove();
                throw new FailureException(FailureKind.Transient, $"The name '{finalName}' was taken while the item was on its way. The next attempt skips it.");
            default:
                throw NameConflict.Failure(finalName, target, folder.Names.Describe(LastOf(finalName))?.Length);
        }
    }

    // Doubles, then halves: among thousands of one name the next free number takes a few looks.
    private string PutUnderNumber()
    {
        var (taken, free) = (1, 2);
        while (folder.Names.Exists(LastOf(SafeName.Numbered(finalName, free))))
            (taken, free) = (free, free * 2);
        while (free - taken > 1)
        {
            var middle = (taken + free) / 2;
            if (folder.Names.Exists(LastOf(SafeName.Numbered(finalName, middle))))
                taken = middle;
            else
                free = middle;
        }

        while (!TryPut(SafeName.Numbered(finalName, free)))
            free++;
        return SafeName.Numbered(finalName, free);
    }

    private bool TryPut(string name) => folder.Names.TryMove(temporary.Name, LastOf(name), replace: options.OnConflict == OnConflict.Overwrite);

    private string LinkName => TemporaryName.Of(target.Item.Id, finalName, Beginning.MostAtOnce);

    private static string LastOf(string name) => name[(name.LastIndexOf('/') + 1)..];

    private string Failing(string what) => $"The file '{finalName}' cannot be {what}";
}
