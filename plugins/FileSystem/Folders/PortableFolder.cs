using System.Runtime.InteropServices;
using Microsoft.Win32.SafeHandles;

namespace TgPlatform.Plugins.FileSystem.Folders;

/// <summary>
/// A folder by its path, with what every system offers. Links are looked for each time a folder is opened; a link put in place of an opened
/// folder later is not noticed, which only <see cref="LinuxFolder"/> can promise.
/// </summary>
internal sealed partial class PortableFolder(string path) : Folder
{
    // Windows renames an open file only when its handle says so; elsewhere this is what makes .NET lock the file.
    private static readonly FileShare Sharing = OperatingSystem.IsWindows() ? FileShare.Delete : FileShare.None;

    public override Folder? OpenChild(string name, bool create, out bool made)
    {
        var child = new DirectoryInfo(At(name));
        made = create && !child.Exists && !File.Exists(child.FullName);
        if (made)
            FileFailures.Guard(() => Directory.CreateDirectory(child.FullName), $"The folder '{child.FullName}' cannot be made");
        child.Refresh();
        if (child.LinkTarget is not null)
            throw FileFailures.FromErrno(Errno.Loop, $"The folder '{child.FullName}' cannot be opened");
        if (File.Exists(child.FullName))
            throw FileFailures.FromErrno(Errno.NotFolder, $"The folder '{child.FullName}' cannot be opened");
        return child.Exists ? new PortableFolder(child.FullName) : null;
    }

    public override SafeFileHandle? Create(string name)
    {
        try
        {
            return File.OpenHandle(At(name), FileMode.CreateNew, FileAccess.ReadWrite, Sharing);
        }
        catch (Exception failure) when (failure is IOException or UnauthorizedAccessException)
        {
            return Exists(name) ? null : throw FileFailures.Translate(failure, $"The file '{At(name)}' cannot be made");
        }
    }

    public override SafeFileHandle? OpenLocked(string name, out bool isBusy)
    {
        isBusy = false;
        if (Describe(name) is null)
            return null;
        try
        {
            return File.OpenHandle(At(name), FileMode.Open, FileAccess.ReadWrite, Sharing);
        }
        catch (FileNotFoundException)
        {
            return null;
        }
        catch (UnauthorizedAccessException failure)
        {
            throw FileFailures.Translate(failure, $"The file '{At(name)}' cannot be opened");
        }
        catch (IOException)
        {
            isBusy = true;
            return null;
        }
    }

    public override SafeFileHandle? OpenToRead(string name)
    {
        if (Describe(name) is null)
            return null;
        try
        {
            return File.OpenHandle(At(name), FileMode.Open, FileAccess.Read, FileShare.ReadWrite | FileShare.Delete, FileOptions.SequentialScan);
        }
        catch (FileNotFoundException)
        {
            return null;
        }
        catch (Exception failure) when (failure is IOException or UnauthorizedAccessException)
        {
            throw FileFailures.Translate(failure, $"The file '{At(name)}' cannot be opened");
        }
    }

    public override bool Exists(string name) => Path.Exists(At(name)) || new FileInfo(At(name)).LinkTarget is not null;

    public override FileFacts? Describe(string name)
    {
        var file = new FileInfo(At(name));
        // Exists is false also where looking is forbidden; Attributes tells the two apart.
        FileFailures.Guard(() => _ = file.Attributes, $"The file '{At(name)}' cannot be looked up");
        return file.Exists && file.LinkTarget is null
            ? new((ulong)file.CreationTimeUtc.Ticks, file.Length, Nanoseconds(file.LastWriteTimeUtc))
            : null;
    }

    public override FileFacts Describe(SafeFileHandle file)
        => new((ulong)File.GetCreationTimeUtc(file).Ticks, RandomAccess.GetLength(file), Nanoseconds(File.GetLastWriteTimeUtc(file)));

    public override bool TryMove(string from, string to, bool replace)
    {
        try
        {
            if (!replace && !OperatingSystem.IsWindows())
                return TryLink(from, to);
            File.Move(At(from), At(to), replace);
            return true;
        }
        catch (Exception failure) when (failure is IOException or UnauthorizedAccessException)
        {
            if (Directory.Exists(At(to)) && replace)
                throw FileFailures.FromErrno(Errno.IsFolder, $"The file '{At(to)}' cannot be put in place");
            return !replace && Exists(to) && Exists(from) ? false : throw FileFailures.Translate(failure, $"The file '{At(to)}' cannot be put in place");
        }
    }

    // .NET has no call for it on Windows: there the bytes are stored again.
    public override bool TryLink(Folder other, string from, string to) => !OperatingSystem.IsWindows() && other is PortableFolder portable && Link(portable.At(from), At(to)) == 0;

    public override void Delete(string name) => FileFailures.Guard(() => File.Delete(At(name)), $"The file '{At(name)}' cannot be removed");

    // Windows keeps names in its own journal and has no call to flush a folder.
    public override void Flush()
    {
    }

    public override void Dispose()
    {
    }

    // Outside Windows, .NET looks whether the name is free and then renames: too late when two do so at once. A second name is refused when taken.
    private bool TryLink(string from, string to)
    {
        if (Link(At(from), At(to)) != 0)
        {
            var error = Marshal.GetLastPInvokeError();
            return error == Errno.Exists ? false : throw FileFailures.FromErrno(error, $"The file '{At(to)}' cannot be put in place");
        }

        Delete(from);
        return true;
    }

    [LibraryImport("libc", EntryPoint = "link", SetLastError = true, StringMarshalling = StringMarshalling.Utf8)]
    private static partial int Link(string from, string to);

    private static long Nanoseconds(DateTime time) => (time - DateTime.UnixEpoch).Ticks * 100;

    private string At(string name) => Path.Join(path, name);
}
