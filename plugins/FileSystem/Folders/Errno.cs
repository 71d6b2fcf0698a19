namespace TgPlatform.Plugins.FileSystem.Folders;

/// <summary>Error numbers of Linux that mean something here; those below 35 are the same on every Unix.</summary>
internal static class Errno
{
    public const int NotPermitted = 1, NoEntry = 2, WouldBlock = 11, AccessDenied = 13, Exists = 17, NotFolder = 20, IsFolder = 21, Invalid = 22,
        TooManyFilesInSystem = 23, TooManyFiles = 24, FileTooLarge = 27, NoSpace = 28, ReadOnlyFileSystem = 30, NameTooLong = 36, NoSystemCall = 38,
        NotEmpty = 39, Loop = 40, QuotaExceeded = 122;
}
