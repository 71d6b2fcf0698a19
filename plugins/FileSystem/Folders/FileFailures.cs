using TgPlatform.Contracts;

namespace TgPlatform.Plugins.FileSystem.Folders;

/// <summary>What a failing file system means, and what to do about it.</summary>
internal static class FileFailures
{
    // Windows reports these as HRESULT_FROM_WIN32.
    private const int DiskFull = unchecked((int)0x80070070), HandleDiskFull = unchecked((int)0x80070027), WriteProtected = unchecked((int)0x80070013);

    public static FailureException FromErrno(int errno, string what, Exception? inner = null) => errno switch
    {
        Errno.NoSpace => new(FailureKind.Blocked, $"{what}: the disk is full. Free some space on it; the work then goes on.", inner),
        Errno.QuotaExceeded => new(FailureKind.Blocked, $"{what}: the disk quota is used up. Free some space or raise the quota; the work then goes on.", inner),
        Errno.ReadOnlyFileSystem => new(FailureKind.Blocked, $"{what}: the file system is read-only. Mount it writable, or choose another root.", inner),
        Errno.AccessDenied or Errno.NotPermitted => new(
            FailureKind.Permanent, $"{what}: access is denied. Give this user the right to it, then try the item again.", inner ?? new UnauthorizedAccessException()),
        Errno.NameTooLong => new(FailureKind.Poison, $"{what}: the name is too long for this file system. Shorten it in 'path'.", inner),
        Errno.Loop => new(FailureKind.Permanent, $"{what}: a symbolic link is in the way, and nothing is written or read through links. Remove the link, or choose another path.", inner),
        Errno.NotFolder => new(FailureKind.Permanent, $"{what}: a file or a symbolic link is where a folder should be. Remove it, or choose another path.", inner),
        Errno.IsFolder or Errno.NotEmpty or Errno.Exists => new(FailureKind.Permanent, $"{what}: a folder has this name. Choose another path.", inner),
        Errno.FileTooLarge => new(FailureKind.Permanent, $"{what}: this file system cannot hold a file so large. Choose another root.", inner),
        Errno.TooManyFiles or Errno.TooManyFilesInSystem => new(FailureKind.Transient, $"{what}: too many files are open. Lower engine.consumers, or raise the limit (ulimit -n).", inner),
        Errno.NoEntry => new(FailureKind.Transient, $"{what}: it, or its folder, was removed by somebody else.", inner),
        _ => new(FailureKind.Transient, $"{what}: {System.Runtime.InteropServices.Marshal.GetPInvokeErrorMessage(errno)}.", inner),
    };

    /// <summary>Whether the reason is a missing right, which may concern one file only or all of them.</summary>
    public static bool IsAccessDenied(FailureException failure) => failure.InnerException is UnauthorizedAccessException;

    /// <summary>Runs input or output of .NET's own and gives its exceptions their meaning.</summary>
    public static void Guard(Action action, string what)
    {
        try
        {
            action();
        }
        catch (Exception failure) when (failure is IOException or UnauthorizedAccessException)
        {
            throw Translate(failure, what);
        }
    }

    public static FailureException Translate(Exception failure, string what) => failure switch
    {
        UnauthorizedAccessException => FromErrno(Errno.AccessDenied, what, failure),
        PathTooLongException => FromErrno(Errno.NameTooLong, what, failure),
        FileNotFoundException or DirectoryNotFoundException => FromErrno(Errno.NoEntry, what, failure),
        { HResult: DiskFull or HandleDiskFull } => FromErrno(Errno.NoSpace, what, failure),
        { HResult: WriteProtected } => FromErrno(Errno.ReadOnlyFileSystem, what, failure),
        // .NET puts the system's error number here, and only the smallest numbers mean the same on every Unix.
        { HResult: > 0 and <= Errno.ReadOnlyFileSystem and var errno } => FromErrno(errno, what, failure),
        { HResult: > 0 and var errno } when OperatingSystem.IsLinux() => FromErrno(errno, what, failure),
        _ => new(FailureKind.Transient, $"{what}: {failure.Message}", failure),
    };
}
