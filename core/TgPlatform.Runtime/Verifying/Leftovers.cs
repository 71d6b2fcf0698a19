namespace TgPlatform.Runtime.Verifying;

/// <summary>Finds files in a workspace that no sink shows: temporary ones that nobody came back for.</summary>
internal static class Leftovers
{
    /// <summary>Their paths below the workspace, with <c>/</c>.</summary>
    /// <param name="workspace">The folder the relative roots of sinks are in.</param>
    /// <param name="names">The names, under whatever root, of all that sinks show.</param>
    public static IEnumerable<string> Of(string workspace, HashSet<string> names)
    {
        var everything = new EnumerationOptions { RecurseSubdirectories = true, AttributesToSkip = 0 };
        foreach (var file in Directory.EnumerateFiles(workspace, "*", everything))
        {
            var path = Path.GetRelativePath(workspace, file).Replace(Path.DirectorySeparatorChar, '/');
            if (!path.StartsWith(".tgp/", StringComparison.Ordinal) && !IsNamed(path, names))
                yield return path;
        }
    }

    // Only the sink knows where its root is, so a file is one of its contents when its path ends with that name.
    private static bool IsNamed(string path, HashSet<string> names)
    {
        for (var from = 0; from >= 0; from = path.IndexOf('/', from) is >= 0 and var slash ? slash + 1 : -1)
        {
            if (names.Contains(path[from..]))
                return true;
        }

        return false;
    }
}
