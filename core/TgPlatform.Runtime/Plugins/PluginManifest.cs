namespace TgPlatform.Runtime.Plugins;

/// <summary>What a plugin's <c>plugin.json</c> says: enough to list it and to find it by name without loading it.</summary>
/// <param name="Name">The plugin's name, for people.</param>
/// <param name="Version">The plugin's own version.</param>
/// <param name="Assembly">File name of its DLL, in the same folder.</param>
/// <param name="Description">One sentence.</param>
/// <param name="Provides">Everything it promises to register.</param>
public sealed record PluginManifest(string Name, string Version, string Assembly, string Description, IReadOnlyList<OfferedName> Provides)
{
    /// <summary>The manifest's file name.</summary>
    public const string FileName = "plugin.json";
}
