using System.IO.Enumeration;
using TgPlatform.Contracts;
using TgPlatform.Plugins.FileSystem.Folders;

namespace TgPlatform.Plugins.FileSystem.Sources;

/// <summary>
/// The files of a tree, folder by folder, sorted by the characters of their names: the same order on every run and machine, so that a walk
/// can go on behind any file, also one that is gone.
/// </summary>
/// <param name="root">Absolute path of the root.</param>
/// <param name="withHidden">Whether hidden files and folders count.</param>
/// <param name="enters">Whether a folder, by its path below the root with <c>/</c> at its end, is walked.</param>
internal sealed class TreeWalk(string root, bool withHidden, Predicate<string> enters)
{
    /// <summary>Paths of files below the root, with <c>/</c>, and of folders that cannot be read, with <c>/</c> at the end.</summary>
    /// <param name="after">The file to go on behind; null for all.</param>
    public IEnumerable<string> Files(string? after)
    {
        var folders = new Stack<IEnumerator<(string Path, bool IsFolder)>>();
        folders.Push(List("", after));
        while (folders.TryPeek(out var entries))
        {
            if (!entries.MoveNext())
            {
                folders.Pop().Dispose();
                continue;
            }

            var (path, isFolder) = entries.Current;
            if (!isFolder)
                yield return path;
            else if (!enters(path + '/'))
                continue;
            else if (TryList(path + '/', after) is { } inside)
                folders.Push(inside);
            else if (path + '/' != after)
                yield return path + '/';
        }
    }

    private IEnumerator<(string Path, bool IsFolder)>? TryList(string folder, string? after)
    {
        try
        {
            return List(folder, after);
        }
        catch (FailureException failure) when (Unreadable.IsPassedOver(folder, failure))
        {
            return null;
        }
    }

    // Entries of one folder that are, or may hold, something behind the cursor.
    private IEnumerator<(string Path, bool IsFolder)> List(string folder, string? after)
    {
        var entries = new List<(string Name, bool IsFolder)>();
        var options = new EnumerationOptions
        {
            AttributesToSkip = FileAttributes.ReparsePoint | (withHidden ? 0 : FileAttributes.Hidden), IgnoreInaccessible = false,
        };
        FileFailures.Guard(
            () => entries.AddRange(new FileSystemEnumerable<(string, bool)>(
                Path.Join(root, folder), static (ref FileSystemEntry entry) => (entry.FileName.ToString(), entry.IsDirectory), options)),
            $"The folder '{Path.Join(root, folder)}' cannot be read");
        entries.Sort(static (one, other) => string.CompareOrdinal(one.Name, other.Name));
        var place = after is not null && after.StartsWith(folder, StringComparison.Ordinal) ? after[folder.Length..] : null;
        return entries.Where(entry => place is null || IsBehind(entry.Name, entry.IsFolder, place)).Select(entry => (folder + entry.Name, entry.IsFolder)).GetEnumerator();
    }

    private static bool IsBehind(string name, bool isFolder, string place)
    {
        var slash = place.IndexOf('/', StringComparison.Ordinal);
        var order = string.CompareOrdinal(name, slash < 0 ? place : place[..slash]);
        return order > 0 || (order == 0 && isFolder);
    }
}
