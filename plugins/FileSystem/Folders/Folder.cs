using Microsoft.Win32.SafeHandles;

namespace TgPlatform.Plugins.FileSystem.Folders;

/// <summary>
/// One open folder, and what can be done to the names in it. A name is a single component; no operation follows a symbolic link.
/// Failures are <see cref="Contracts.FailureException"/>.
/// </summary>
internal abstract class Folder : IDisposable
{
    /// <summary>Opens the folder at an absolute path; links on the way to it are the user's own choice and are followed.</summary>
    public static Folder OpenRoot(string path, bool create, bool portable = false)
    {
        if (create)
            FileFailures.Guard(() => Directory.CreateDirectory(path), $"The folder '{path}' cannot be made");
        return OperatingSystem.IsLinux() && !portable ? LinuxFolder.Open(path) : new PortableFolder(path);
    }

    /// <summary>A folder in this one, made when asked for; null when it is missing.</summary>
    /// <param name="made">Whether it was made by this call.</param>
    public abstract Folder? OpenChild(string name, bool create, out bool made);

    /// <summary>A new empty file, locked against other deliveries; null when the name is taken.</summary>
    public abstract SafeFileHandle? Create(string name);

    /// <summary>An existing file for reading and writing, locked; null when it is missing or a link, or another delivery is at work on it.</summary>
    public abstract SafeFileHandle? OpenLocked(string name, out bool isBusy);

    /// <summary>An existing regular file for reading; null when there is none.</summary>
    public abstract SafeFileHandle? OpenToRead(string name);

    /// <summary>Whether anything at all has this name.</summary>
    public abstract bool Exists(string name);

    /// <summary>What a regular file is; null when there is none of this name.</summary>
    public abstract FileFacts? Describe(string name);

    /// <summary>What an open file is.</summary>
    public abstract FileFacts Describe(SafeFileHandle file);

    /// <summary>Renames a file in one step; false when the name is taken and not to be replaced.</summary>
    public abstract bool TryMove(string from, string to, bool replace);

    /// <summary>Gives a file of another folder a second name in this one; false when that cannot be.</summary>
    public abstract bool TryLink(Folder other, string from, string to);

    /// <summary>Removes a file; a missing one is fine.</summary>
    public abstract void Delete(string name);

    /// <summary>Makes the names in this folder survive a power failure.</summary>
    public abstract void Flush();

    /// <summary>The file system the folder is on, if it is worth flushing as a whole, to be disposed; null elsewhere.</summary>
    /// <param name="device">Which one it is.</param>
    public virtual IFlushable? OpenDisk(out ulong device)
    {
        device = 0;
        return null;
    }

    public abstract void Dispose();
}
