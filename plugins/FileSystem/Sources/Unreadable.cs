using TgPlatform.Contracts;
using TgPlatform.Plugins.FileSystem.Folders;

namespace TgPlatform.Plugins.FileSystem.Sources;

/// <summary>What was listed and cannot be read: it becomes an item that fails when opened, so that nothing is missing without a word.</summary>
internal static class Unreadable
{
    /// <summary>Whether a path stands for a folder whose files could not be listed.</summary>
    public static bool IsFolder(string path) => path.EndsWith('/');

    /// <summary>Whether a name may stand for bytes that are no text: those come as U+FFFD, by which nothing can be found.</summary>
    public static bool IsNoText(string name) => name.Contains('\uFFFD', StringComparison.Ordinal) && !OperatingSystem.IsWindows();

    /// <summary>Whether a folder that could not be listed is to be passed over, rather than to stop the walk.</summary>
    /// <param name="folder">Its path below the root with <c>/</c> at its end; empty for the root, without which there is nothing.</param>
    public static bool IsPassedOver(string folder, FailureException failure) => folder.Length > 0 && (FileFailures.IsAccessDenied(failure) || IsNoText(LastOf(folder)));

    /// <summary>Why a path without a file cannot be opened.</summary>
    public static FailureException Failure(string path) => path switch
    {
        _ when IsNoText(LastOf(path)) => new(FailureKind.Poison, $"The name of '{path}' is not valid UTF-8 (U+FFFD stands for the wrong bytes), so it cannot be opened. Rename it; the next run takes it."),
        _ when IsFolder(path) => new(FailureKind.Permanent, $"The folder '{path}' could not be read, so its files were not taken. Give this user the right to read and enter it; the next run takes them."),
        _ => new(FailureKind.Permanent, $"The file '{path}' is not there any more, or is no regular file now."),
    };

    private static string LastOf(string path) => Path.GetFileName(path.TrimEnd('/'));
}
