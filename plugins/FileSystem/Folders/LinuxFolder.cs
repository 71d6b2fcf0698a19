using System.Runtime.InteropServices;
using System.Runtime.Versioning;
using Microsoft.Win32.SafeHandles;
using static TgPlatform.Plugins.FileSystem.Folders.Libc;

namespace TgPlatform.Plugins.FileSystem.Folders;

/// <summary>
/// A folder held open by its descriptor: whatever somebody does to the path meanwhile, a link put in its place included, names are made in
/// this folder and in no other.
/// </summary>
[SupportedOSPlatform("linux")]
internal sealed class LinuxFolder : Folder
{
    private const uint FileMode = 0x1B6, FolderMode = 0x1FF; // 0666 and 0777, less what the user's umask takes away

    private readonly SafeFileHandle _handle;
    private readonly string _path;

    private LinuxFolder(int descriptor, string path) => (_handle, _path) = (new(descriptor, ownsHandle: true), path);

    public static LinuxFolder Open(string path)
    {
        var descriptor = Libc.Open(path, ReadOnly | CloseOnExec | Libc.Directory, 0);
        return descriptor >= 0 ? new(descriptor, path) : throw Failure($"The folder '{path}' cannot be opened");
    }

    public override Folder? OpenChild(string name, bool create, out bool made)
    {
        made = false;
        var descriptor = OpenFolder(name);
        if (descriptor < 0 && create && Marshal.GetLastPInvokeError() == Errno.NoEntry)
        {
            made = MakeFolderAt(_handle, name, FolderMode) == 0;
            if (!made && Marshal.GetLastPInvokeError() != Errno.Exists)
                throw Failure($"The folder '{At(name)}' cannot be made");
            descriptor = OpenFolder(name);
        }

        if (descriptor >= 0)
            return new LinuxFolder(descriptor, At(name));
        return Marshal.GetLastPInvokeError() == Errno.NoEntry && !create ? null : throw Failure($"The folder '{At(name)}' cannot be opened");
    }

    public override SafeFileHandle? Create(string name)
    {
        var file = OpenFile(name, ReadWrite | CreateNew);
        if (file is null)
            return Marshal.GetLastPInvokeError() == Errno.Exists ? null : throw Failure($"The file '{At(name)}' cannot be made");
        if (TryLock(file))
            return file;
        file.Dispose();
        return null;
    }

    public override SafeFileHandle? OpenLocked(string name, out bool isBusy)
    {
        isBusy = false;
        var file = OpenFile(name, ReadWrite);
        if (file is null)
            return Marshal.GetLastPInvokeError() is Errno.NoEntry or Errno.Loop ? null : throw Failure($"The file '{At(name)}' cannot be opened");
        isBusy = !TryLock(file);
        // Between opening and locking it may have been renamed by its owner: then it is no longer what was asked for.
        if (!isBusy && Describe(name)?.Id == Describe(file).Id)
            return file;
        file.Dispose();
        return null;
    }

    public override SafeFileHandle? OpenToRead(string name)
    {
        var file = OpenFile(name, ReadOnly | NonBlocking);
        if (file is null)
            return Marshal.GetLastPInvokeError() is Errno.NoEntry or Errno.Loop ? null : throw Failure($"The file '{At(name)}' cannot be opened");
        if (DescribeOpen(file).IsRegularFile)
            return file;
        file.Dispose();
        return null;
    }

    public override bool Exists(string name)
        => Libc.Describe(_handle, name, SymlinkNoFollow, 0, out _) == 0
            || (Marshal.GetLastPInvokeError() == Errno.NoEntry ? false : throw Failure($"The file '{At(name)}' cannot be looked up"));

    public override FileFacts? Describe(string name)
    {
        if (Libc.Describe(_handle, name, SymlinkNoFollow, Statx.TypeInodeLengthModified, out var facts) == 0)
            return facts.IsRegularFile ? Facts(facts) : null;
        return Marshal.GetLastPInvokeError() == Errno.NoEntry ? null : throw Failure($"The file '{At(name)}' cannot be looked up");
    }

    public override FileFacts Describe(SafeFileHandle file) => Facts(DescribeOpen(file));

    public override bool TryMove(string from, string to, bool replace)
    {
        if ((replace ? RenameAt(_handle, from, _handle, to) : RenameAt2(_handle, from, _handle, to, RenameNoReplace)) == 0)
            return true;
        return Marshal.GetLastPInvokeError() switch
        {
            Errno.Exists when !replace => false,
            // The file system cannot rename without replacing; a second name and the removal of the first come to the same.
            Errno.Invalid or Errno.NoSystemCall when !replace => TryLink(from, to),
            _ => throw Failure($"The file '{At(to)}' cannot be put in place"),
        };
    }

    public override bool TryLink(Folder other, string from, string to) => other is LinuxFolder linux && LinkAt(linux._handle, from, _handle, to, 0) == 0;

    public override void Delete(string name)
    {
        if (UnlinkAt(_handle, name, 0) != 0 && Marshal.GetLastPInvokeError() != Errno.NoEntry)
            throw Failure($"The file '{At(name)}' cannot be removed");
    }

    public override void Flush() => FileFailures.Guard(() => RandomAccess.FlushToDisk(_handle), $"The folder '{_path}' cannot be flushed");

    public override IFlushable? OpenDisk(out ulong device)
    {
        device = DescribeOpen(_handle).Device;
        return LinuxDisk.IsOne(_handle) && OpenFolder(".") is >= 0 and var descriptor ? new LinuxDisk(new(descriptor, ownsHandle: true)) : null;
    }

    public override void Dispose() => _handle.Dispose();

    private bool TryLink(string from, string to)
    {
        if (LinkAt(_handle, from, _handle, to, 0) != 0)
        {
            if (Marshal.GetLastPInvokeError() != Errno.Exists)
                throw Failure($"The file '{At(to)}' cannot be put in place");
            // Killed between linking and removing, the second name is there already, and is this very file.
            if (Describe(from) is not { } mine || Describe(to) != mine)
                return false;
        }

        Delete(from);
        return true;
    }

    private Statx DescribeOpen(SafeFileHandle file)
        => Libc.Describe(file, "", EmptyPath, Statx.TypeInodeLengthModified, out var facts) == 0
            ? facts
            : throw Failure($"A file in '{_path}' cannot be looked up");

    private int OpenFolder(string name) => OpenAt(_handle, name, ReadOnly | CloseOnExec | Libc.Directory | NoFollow, 0);

    private SafeFileHandle? OpenFile(string name, int flags)
        => OpenAt(_handle, name, flags | CloseOnExec | NoFollow, FileMode) is >= 0 and var descriptor ? new(descriptor, ownsHandle: true) : null;

    // This kind of lock (fcntl(2), "open file description locks") keeps deliveries apart in one process and between several, ends with the
    // handle, and is not the kind that .NET programs take for reading, so nobody else is kept out. A file system without locks grants all.
    private static bool TryLock(SafeFileHandle file)
        => Control(file, SetLockOfOpenFile, new LockRequest()) == 0 || Marshal.GetLastPInvokeError() is not (Errno.WouldBlock or Errno.AccessDenied);

    private static FileFacts Facts(Statx facts)
        => new(facts.Inode, (long)facts.Length, unchecked((facts.ModifiedSeconds * 1_000_000_000) + facts.ModifiedNanoseconds));

    private string At(string name) => Path.Join(_path, name);

    private static Contracts.FailureException Failure(string what) => FileFailures.FromErrno(Marshal.GetLastPInvokeError(), what);
}
