using System.Runtime.InteropServices;
using System.Runtime.Versioning;
using Microsoft.Win32.SafeHandles;

namespace TgPlatform.Plugins.FileSystem.Folders;

/// <summary>The Linux calls that .NET does not offer: names relative to an open folder, links not followed, renames that replace nothing.</summary>
[SupportedOSPlatform("linux")]
internal static partial class Libc
{
    public const int ReadOnly = 0, ReadWrite = 2, CreateNew = 0x40 | 0x80, NonBlocking = 0x800, CloseOnExec = 0x80000;
    public const int SetLockOfOpenFile = 37;
    public const uint RenameNoReplace = 1;
    public const int SymlinkNoFollow = 0x100, EmptyPath = 0x1000;

    // These two differ by processor: asm-generic/fcntl.h against those of arm and powerpc.
    public static readonly int Directory = HasOwnFlags ? 0x4000 : 0x10000;
    public static readonly int NoFollow = HasOwnFlags ? 0x8000 : 0x20000;

    private static bool HasOwnFlags => RuntimeInformation.ProcessArchitecture is Architecture.Arm or Architecture.Arm64 or Architecture.Armv6 or Architecture.Ppc64le;

    [LibraryImport("libc", EntryPoint = "open", SetLastError = true, StringMarshalling = StringMarshalling.Utf8)]
    public static partial int Open(string path, int flags, uint mode);

    [LibraryImport("libc", EntryPoint = "openat", SetLastError = true, StringMarshalling = StringMarshalling.Utf8)]
    public static partial int OpenAt(SafeFileHandle folder, string name, int flags, uint mode);

    [LibraryImport("libc", EntryPoint = "mkdirat", SetLastError = true, StringMarshalling = StringMarshalling.Utf8)]
    public static partial int MakeFolderAt(SafeFileHandle folder, string name, uint mode);

    [LibraryImport("libc", EntryPoint = "unlinkat", SetLastError = true, StringMarshalling = StringMarshalling.Utf8)]
    public static partial int UnlinkAt(SafeFileHandle folder, string name, int flags);

    [LibraryImport("libc", EntryPoint = "linkat", SetLastError = true, StringMarshalling = StringMarshalling.Utf8)]
    public static partial int LinkAt(SafeFileHandle fromFolder, string from, SafeFileHandle toFolder, string to, int flags);

    [LibraryImport("libc", EntryPoint = "renameat", SetLastError = true, StringMarshalling = StringMarshalling.Utf8)]
    public static partial int RenameAt(SafeFileHandle fromFolder, string from, SafeFileHandle toFolder, string to);

    [LibraryImport("libc", EntryPoint = "renameat2", SetLastError = true, StringMarshalling = StringMarshalling.Utf8)]
    public static partial int RenameAt2(SafeFileHandle fromFolder, string from, SafeFileHandle toFolder, string to, uint flags);

    [LibraryImport("libc", EntryPoint = "fcntl", SetLastError = true)]
    public static partial int Control(SafeFileHandle file, int command, in LockRequest request);

    [LibraryImport("libc", EntryPoint = "statx", SetLastError = true, StringMarshalling = StringMarshalling.Utf8)]
    public static partial int Describe(SafeFileHandle folder, string name, int flags, uint mask, out Statx facts);

    [LibraryImport("libc", EntryPoint = "syncfs", SetLastError = true)]
    public static partial int FlushFileSystem(SafeFileHandle folder);

    [LibraryImport("libc", EntryPoint = "fstatfs", SetLastError = true)]
    public static partial int DescribeFileSystem(SafeFileHandle folder, out FileSystemFacts facts);

    /// <summary><c>struct flock</c> for an exclusive lock on the whole file: all else is zero.</summary>
    [StructLayout(LayoutKind.Sequential, Size = 32)]
    public struct LockRequest()
    {
        public short Type = 1;
    }

    /// <summary>The part of <c>struct statfs</c> that is used; the whole is smaller on every processor.</summary>
    [StructLayout(LayoutKind.Sequential, Size = 256)]
    public struct FileSystemFacts
    {
        public uint Type;
    }

    /// <summary>The part of <c>struct statx</c> that is used; its layout is the same on every processor.</summary>
    [StructLayout(LayoutKind.Explicit, Size = 256)]
    public struct Statx
    {
        public const uint TypeInodeLengthModified = 0x1 | 0x40 | 0x100 | 0x200;

        [FieldOffset(28)]
        public ushort Mode;

        [FieldOffset(32)]
        public ulong Inode;

        [FieldOffset(40)]
        public ulong Length;

        [FieldOffset(112)]
        public long ModifiedSeconds;

        [FieldOffset(120)]
        public uint ModifiedNanoseconds;

        [FieldOffset(136)]
        public ulong Device;

        public readonly bool IsRegularFile => (Mode & 0xF000) == 0x8000;
    }
}
