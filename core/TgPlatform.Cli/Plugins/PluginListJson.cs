using System.Text.Json;
using TgPlatform.Runtime.Options;
using TgPlatform.Runtime.Plugins;

namespace TgPlatform.Cli.Plugins;

/// <summary>The plugins as JSON for programs.</summary>
internal static class PluginListJson
{
    /// <summary>Writes the list.</summary>
    public static void Write(Utf8JsonWriter writer, PluginCatalog catalog)
    {
        writer.WriteStartObject();
        writer.WriteStartArray("plugins");
        foreach (var plugin in catalog.Plugins)
            Write(writer, plugin);
        writer.WriteEndArray();
        writer.WriteStartArray("conflicts");
        foreach (var conflict in catalog.Conflicts)
            writer.WriteStringValue(conflict);
        writer.WriteEndArray();
        writer.WriteEndObject();
    }

    private static void Write(Utf8JsonWriter writer, Plugin plugin)
    {
        writer.WriteStartObject();
        writer.WriteString("name", plugin.Name);
        writer.WriteString("version", plugin.Manifest?.Version);
        writer.WriteString("description", plugin.Manifest?.Description);
        writer.WriteString("folder", plugin.Folder);
        writer.WriteString("state", OptionNames.Of(plugin.State.Status.ToString()));
        writer.WriteString("reason", plugin.State.Reason);
        writer.WriteStartArray("provides");
        foreach (var (role, name) in plugin.Manifest?.Provides ?? [])
        {
            writer.WriteStartObject();
            writer.WriteString("role", OptionNames.Of(role.ToString()));
            writer.WriteString("name", name);
            writer.WriteEndObject();
        }

        writer.WriteEndArray();
        writer.WriteEndObject();
    }
}
