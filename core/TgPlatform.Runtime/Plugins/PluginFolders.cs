namespace TgPlatform.Runtime.Plugins;

/// <summary>Finds the folders that are plugins.</summary>
internal static class PluginFolders
{
    /// <summary>The folder itself if it is a plugin, else every folder in it that holds a manifest, or a DLL whose manifest was forgotten.</summary>
    public static IEnumerable<string> Find(string folder)
    {
        folder = Path.TrimEndingDirectorySeparator(Path.GetFullPath(folder));
        if (HasManifest(folder))
            return [folder];
        return Directory.Exists(folder) ? Directory.EnumerateDirectories(folder).Where(IsPlugin).Order(StringComparer.Ordinal) : [];
    }

    private static bool IsPlugin(string folder) => HasManifest(folder) || Directory.EnumerateFiles(folder, "*.dll").Any();

    private static bool HasManifest(string folder) => File.Exists(Path.Combine(folder, PluginManifest.FileName));
}
