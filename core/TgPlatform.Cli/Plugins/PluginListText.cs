using TgPlatform.Cli.Terminals;
using TgPlatform.Runtime.Plugins;

namespace TgPlatform.Cli.Plugins;

/// <summary>The plugins as a table for people, and below it why some cannot be used.</summary>
internal static class PluginListText
{
    /// <summary>Prints; quietly only what is wrong.</summary>
    public static void Print(Terminal terminal, PluginCatalog catalog, bool quiet)
    {
        if (!quiet)
        {
            string[] heads = ["PLUGIN", "VERSION", "STATE", "PROVIDES"];
            foreach (var line in TextTable.Lines([heads, .. catalog.Plugins.Select(Row)]))
                terminal.Line(line);
        }

        foreach (var plugin in catalog.Plugins.Where(static one => one.State.Reason is not null))
            terminal.Problem($"{plugin.Name} ({plugin.Folder}): {plugin.State.Reason}");
        foreach (var conflict in catalog.Conflicts)
            terminal.Problem(conflict);
    }

    private static string[] Row(Plugin plugin) =>
    [
        plugin.Name, plugin.Manifest?.Version ?? "-", Word(plugin.State.Status),
        string.Join(", ", plugin.Manifest?.Provides.GroupBy(static one => one.Role).Select(static group => $"{group.Key.ToString().ToLowerInvariant()} {string.Join(' ', group.Select(static one => one.Name))}") ?? []),
    ];

    private static string Word(PluginStatus status) => status switch
    {
        PluginStatus.NotSupported => "not supported",
        PluginStatus.NotLoaded => "not loaded",
        _ => status.ToString().ToLowerInvariant(),
    };
}
