namespace TgPlatform.Plugins.FileSystem.Folders;

/// <summary>What tells one regular file, and one state of it, from another.</summary>
/// <param name="Id">Stays with the file when it is renamed: the inode, elsewhere the time of creation.</param>
/// <param name="Length">In bytes.</param>
/// <param name="Modified">Time of the last change of the bytes, in nanoseconds since 1970.</param>
internal readonly record struct FileFacts(ulong Id, long Length, long Modified)
{
    public DateTimeOffset ModifiedAt => DateTimeOffset.UnixEpoch.AddTicks(Modified / 100);
}
