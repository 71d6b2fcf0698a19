using System.Threading.Channels;
using Microsoft.Extensions.Logging;

namespace TgPlatform.Plugins.Http.Tasks;

/// <summary>
/// Tells when a file may have changed: by the system's word where it gives it, and by looking now and then, since network folders and
/// exhausted limits make the system silent.
/// </summary>
internal sealed class FileChanges : IDisposable
{
    private readonly string _path;
    private readonly TimeSpan _interval;
    private readonly TimeProvider _time;
    private readonly Channel<bool> _signs = Channel.CreateBounded<bool>(new BoundedChannelOptions(1) { FullMode = BoundedChannelFullMode.DropWrite });
    private readonly FileSystemWatcher? _watcher;

    public FileChanges(string path, TimeSpan interval, TimeProvider time, ILogger logger)
    {
        (_path, _interval, _time) = (path, interval, time);
        try
        {
            _watcher = new(Path.GetDirectoryName(path)!, Path.GetFileName(path)) { NotifyFilter = NotifyFilters.FileName | NotifyFilters.LastWrite | NotifyFilters.Size };
            _watcher.Changed += (_, _) => Signal();
            _watcher.Created += (_, _) => Signal();
            _watcher.Renamed += (_, _) => Signal();
            _watcher.Error += (_, _) => Signal();
            _watcher.EnableRaisingEvents = true;
        }
        catch (Exception refused) when (refused is IOException or ArgumentException or PlatformNotSupportedException)
        {
            _watcher?.Dispose();
            _watcher = null;
            logger.LogWarning("{File} is looked at every {Interval} only: the system does not tell of its changes ({Reason})", path, interval, refused.Message);
        }
    }

    /// <summary>What changes when the file does; null while there is none.</summary>
    public FileStamp? Stamp()
    {
        var link = new FileInfo(_path);
        // A link's own length and time say nothing; and what it points to lies where nobody watches.
        var file = link.LinkTarget is null ? link : link.ResolveLinkTarget(returnFinalTarget: true) as FileInfo;
        return file?.Exists == true ? new(file.Length, file.LastWriteTimeUtc, file.CreationTimeUtc) : null;
    }

    /// <summary>Waits for a sign of change, at most one interval.</summary>
    /// <returns>Whether there was a sign; without one the file may have changed nevertheless.</returns>
    public async ValueTask<bool> WaitAsync(CancellationToken cancellationToken)
    {
        using var ending = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        await Task.WhenAny(_signs.Reader.WaitToReadAsync(ending.Token).AsTask(), Task.Delay(_interval, _time, ending.Token));
        await ending.CancelAsync();
        cancellationToken.ThrowIfCancellationRequested();
        return _signs.Reader.TryRead(out _);
    }

    public void Dispose() => _watcher?.Dispose();

    private void Signal() => _signs.Writer.TryWrite(true);
}

/// <summary>What changes when a file does.</summary>
internal readonly record struct FileStamp(long Length, DateTime Written, DateTime Created);
