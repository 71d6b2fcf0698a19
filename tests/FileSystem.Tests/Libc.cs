using System.Runtime.InteropServices;

namespace TgPlatform.Plugins.FileSystem.Tests;

/// <summary>Calls of Linux that bring about what .NET alone cannot: names that are no text, a thread without rights.</summary>
[System.Runtime.Versioning.SupportedOSPlatform("linux")]
internal static partial class Libc
{
    [LibraryImport("libc", EntryPoint = "setfsuid")]
    public static partial int SetFileSystemUser(uint user);

    [LibraryImport("libc", EntryPoint = "mkdir", SetLastError = true)]
    public static partial int MakeFolder(byte[] path, uint mode);

    [LibraryImport("libc", EntryPoint = "link", SetLastError = true)]
    public static partial int Link(byte[] from, byte[] to);

    [LibraryImport("libc", EntryPoint = "rename", SetLastError = true)]
    public static partial int Rename(byte[] from, byte[] to);
}
