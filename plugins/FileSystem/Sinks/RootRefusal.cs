using TgPlatform.Contracts;
using TgPlatform.Plugins.FileSystem.Folders;
using TgPlatform.Plugins.FileSystem.Names;

namespace TgPlatform.Plugins.FileSystem.Sinks;

/// <summary>Tells a root that refuses everything from a file or folder in it that refuses one item.</summary>
internal static class RootRefusal
{
    /// <summary>The failure to report instead when nothing at all can be written; null when it is as it seems.</summary>
    public static FailureException? Of(FailureException failure, string root)
        => FileFailures.IsAccessDenied(failure) && !CanBeWritten(root)
            ? new(FailureKind.Blocked, $"{failure.Message} The root '{root}' itself cannot be written to: give this user the right to it, or choose another root; the work then goes on.", failure)
            : null;

    // By trying: rights also come from access lists and mounts, which no look at the folder's mode would show.
    private static bool CanBeWritten(string root)
    {
        try
        {
            var name = TemporaryName.Of(Guid.NewGuid().ToString(), "access", 0);
            using var file = File.OpenHandle(Path.Join(root, name), FileMode.CreateNew, FileAccess.Write, FileShare.None, FileOptions.DeleteOnClose);
            return true;
        }
        catch (Exception failure) when (failure is IOException or UnauthorizedAccessException)
        {
            return false;
        }
    }
}
