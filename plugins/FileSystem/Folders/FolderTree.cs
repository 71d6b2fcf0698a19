using Microsoft.Extensions.Logging;

namespace TgPlatform.Plugins.FileSystem.Folders;

/// <summary>
/// The folders below a root. Those in use, and some of those used last, stay open, so that a file costs no look at the folders above it.
/// Safe to use from several threads.
/// </summary>
/// <param name="root">Absolute path of the root.</param>
/// <param name="logger">Hears of folders that could not be flushed when they were closed.</param>
/// <param name="flushWhenMade">Whether a new folder must survive a power failure before anything is put into it.</param>
/// <param name="portable">Do without the calls that only Linux has.</param>
internal sealed class FolderTree(string root, ILogger logger, bool flushWhenMade = false, bool portable = false) : IDisposable
{
    private const int KeptOpen = 64;

    private readonly Lock _lock = new();
    private readonly Dictionary<string, OpenFolder> _open = new(StringComparer.Ordinal);
    private readonly Dictionary<ulong, CommonFlush> _flushes = [];
    private bool _isDisposed;

    /// <summary>Absolute path of the root.</summary>
    public string Root => root;

    /// <summary>For what goes wrong when nobody is there to be told.</summary>
    public ILogger Logger => logger;

    /// <summary>Takes a folder into use; dispose it to give it back. Null when it is missing and not to be made.</summary>
    /// <param name="path">Path below the root with <c>/</c>, made of real names only; empty for the root itself.</param>
    /// <param name="create">Whether to make what is missing.</param>
    public OpenFolder? Take(string path, bool create)
    {
        lock (_lock)
        {
            if (_open.TryGetValue(path, out var known))
                return known.Enter();
        }

        // Outside the lock: a slow file system holds up only those who wait for it. Two may open one folder at once; the second is dropped.
        if (Open(path, create) is not { } folder)
            return null;
        List<OpenFolder> idle = [];
        OpenFolder? opened;
        lock (_lock)
        {
            if (_open.TryGetValue(path, out opened))
            {
                folder.Dispose();
                return opened.Enter();
            }

            if (_open.Count >= KeptOpen)
                idle = TakeIdle();
            opened = new OpenFolder(this, path, folder);
            _open.Add(path, opened);
            opened.Enter();
        }

        idle.ForEach(static folder => folder.Close());
        return opened;
    }

    public void Dispose()
    {
        List<OpenFolder> idle;
        lock (_lock)
        {
            _isDisposed = true;
            idle = TakeIdle();
        }

        idle.ForEach(static folder => folder.Close());
        foreach (var flush in _flushes.Values)
            flush.Dispose();
    }

    /// <summary>What flushes the file system of a folder as a whole: one for all folders on it. Null when files are better flushed one by one.</summary>
    internal CommonFlush? FlushOf(Folder names)
    {
        if (names.OpenDisk(out var device) is not { } disk)
            return null;
        lock (_lock)
        {
            if (!_flushes.TryGetValue(device, out var known) && !_isDisposed)
                return _flushes[device] = new(disk);
            disk.Dispose();
            return known;
        }
    }

    internal void GiveBack(OpenFolder folder)
    {
        bool isLast;
        lock (_lock)
        {
            if (folder.IsStale && _open.TryGetValue(folder.Path, out var known) && known == folder)
                _open.Remove(folder.Path);
            isLast = folder.Leave() && (folder.IsStale || _isDisposed);
        }

        if (isLast)
            folder.Close();
    }

    private List<OpenFolder> TakeIdle()
    {
        var idle = _open.Values.Where(static folder => folder.IsIdle).ToList();
        idle.ForEach(folder => _open.Remove(folder.Path));
        return idle;
    }

    private Folder? Open(string path, bool create)
    {
        var folder = Folder.OpenRoot(root, create, portable);
        foreach (var name in path.Split('/', StringSplitOptions.RemoveEmptyEntries))
        {
            using var parent = folder;
            if (parent.OpenChild(name, create, out var made) is not { } child)
                return null;
            folder = child;
            if (made && flushWhenMade)
                parent.Flush();
        }

        return folder;
    }
}
