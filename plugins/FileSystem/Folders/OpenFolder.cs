using Microsoft.Extensions.Logging;
using TgPlatform.Contracts;

namespace TgPlatform.Plugins.FileSystem.Folders;

/// <summary>A folder of a <see cref="FolderTree"/> in use. Each taking is given back by disposing.</summary>
internal sealed class OpenFolder(FolderTree tree, string path, Folder names) : IDisposable
{
    private volatile bool _isStale;
    private volatile bool _needsFlush;
    private int _users;
    private CommonFlush? _together;
    private bool _knowsTogether;

    /// <summary>What can be done in the folder.</summary>
    public Folder Names => names;

    /// <summary>Path below the root.</summary>
    public string Path => path;

    /// <summary>Absolute path of the tree's root.</summary>
    public string Root => tree.Root;

    /// <summary>Another folder of the tree, to be disposed; null when it is missing.</summary>
    public OpenFolder? Other(string path) => tree.Take(path, create: false);

    /// <summary>Nobody uses it now; asked under the tree's lock.</summary>
    public bool IsIdle => _users == 0;

    /// <summary>Whether something went wrong here: it may have been removed or replaced, and is opened anew for the next user.</summary>
    public bool IsStale => _isStale;

    /// <summary>Makes the next user look at the path again.</summary>
    public void Distrust() => _isStale = true;

    /// <summary>Flushes the folder when it is closed: once for all the names put into it meanwhile.</summary>
    public void FlushLater() => _needsFlush = true;

    /// <summary>Flushes what was written before the call, with what others wrote. False when it was not done: flush it alone.</summary>
    public ValueTask<bool> FlushTogetherAsync()
    {
        if (!_knowsTogether)
            (_together, _knowsTogether) = (tree.FlushOf(names), true);
        return _together is null ? new(false) : new(_together.FlushAsync());
    }

    public void Dispose() => tree.GiveBack(this);

    internal OpenFolder Enter()
    {
        _users++;
        return this;
    }

    /// <summary>Whether nobody uses it any more.</summary>
    internal bool Leave() => --_users == 0;

    internal void Close()
    {
        try
        {
            if (_needsFlush)
                names.Flush();
        }
        catch (FailureException failure)
        {
            // The files are whole and in place, and whoever closes the folder last may have nothing to do with them.
            tree.Logger.LogWarning("{Reason} A power failure soon after this run may cost the names of its newest files there", failure.Message);
        }
        finally
        {
            names.Dispose();
        }
    }
}
