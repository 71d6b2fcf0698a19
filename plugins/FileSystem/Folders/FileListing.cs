using System.IO.Enumeration;

namespace TgPlatform.Plugins.FileSystem.Folders;

/// <summary>Every file below a folder, by its path with <c>/</c>, in no order; links are neither listed nor followed.</summary>
internal static class FileListing
{
    public static IEnumerable<string> Of(string root)
    {
        if (!Directory.Exists(root))
            return [];
        var options = new EnumerationOptions { RecurseSubdirectories = true, AttributesToSkip = FileAttributes.ReparsePoint, IgnoreInaccessible = false };
        return new FileSystemEnumerable<string>(root, (ref FileSystemEntry entry) => Path.GetRelativePath(root, entry.ToFullPath()).Replace(Path.DirectorySeparatorChar, '/'), options)
        {
            ShouldIncludePredicate = static (ref FileSystemEntry entry) => !entry.IsDirectory,
        };
    }
}
