using System.Text.Json;

namespace TgPlatform.Runtime.Plugins;

/// <summary>Reads a <c>plugin.json</c> that anybody may have written.</summary>
internal static class ManifestReader
{
    private const int MaxBytes = 64 * 1024;

    private static readonly (string Key, PluginRole Role)[] Roles =
    [
        ("sources", PluginRole.Source), ("sinks", PluginRole.Sink), ("strategies", PluginRole.Strategy), ("sandboxes", PluginRole.Sandbox), ("commands", PluginRole.Command),
    ];

    /// <summary>Reads a manifest.</summary>
    /// <exception cref="PluginException">It is not one; the message says where and why.</exception>
    public static PluginManifest Read(string path)
    {
        try
        {
            using var document = JsonDocument.Parse(ReadBytes(path), new() { AllowDuplicateProperties = false });
            return ReadRoot(document.RootElement);
        }
        catch (JsonException wrong)
        {
            var place = wrong.LineNumber is { } line ? $" (line {line + 1}, byte {wrong.BytePositionInLine + 1})" : "";
            throw new PluginException($"{PluginManifest.FileName} is not JSON{place}. Compare it with the example in plugins/README.md.");
        }
        catch (FileNotFoundException)
        {
            throw new PluginException($"Its folder has a DLL but no {PluginManifest.FileName}. Write one as in plugins/README.md.");
        }
        catch (Exception unreadable) when (unreadable is IOException or UnauthorizedAccessException)
        {
            throw new PluginException($"{PluginManifest.FileName} cannot be read: {unreadable.Message}");
        }
    }

    private static byte[] ReadBytes(string path)
    {
        using var file = File.OpenRead(path);
        if (file.Length > MaxBytes)
            throw new PluginException($"{PluginManifest.FileName} is larger than {MaxBytes / 1024} KiB.");
        var bytes = new byte[file.Length];
        file.ReadExactly(bytes);
        return bytes;
    }

    private static PluginManifest ReadRoot(JsonElement root)
    {
        if (root.ValueKind != JsonValueKind.Object)
            throw new PluginException($"{PluginManifest.FileName} is not an object.");
        var assembly = Text(root, "assembly");
        if (assembly != Path.GetFileName(assembly) || assembly.Contains('\\') || assembly is "." or ".." || !assembly.EndsWith(".dll", StringComparison.OrdinalIgnoreCase))
            throw new PluginException($"{PluginManifest.FileName}: 'assembly' must be the file name of a DLL in the same folder, but is '{assembly}'.");
        var name = Text(root, "name");
        if (!name.All(static c => char.IsAsciiLetterOrDigit(c) || c is '.' or '_' or '-'))
            throw new PluginException($"{PluginManifest.FileName}: 'name' may have letters, digits, '.', '_' and '-', but is '{name}'.");
        return new(name, Text(root, "version"), assembly, Text(root, "description"), ReadProvides(root));
    }

    private static string Text(JsonElement root, string key)
    {
        if (!root.TryGetProperty(key, out var value))
            throw new PluginException($"{PluginManifest.FileName}: '{key}' is missing.");
        return value.ValueKind == JsonValueKind.String && value.GetString() is { Length: > 0 } text && !text.Any(char.IsControl)
            ? text
            : throw new PluginException($"{PluginManifest.FileName}: '{key}' must be a text on one line.");
    }

    private static List<OfferedName> ReadProvides(JsonElement root)
    {
        if (!root.TryGetProperty("provides", out var provides) || provides.ValueKind != JsonValueKind.Object)
            throw new PluginException($"{PluginManifest.FileName}: 'provides' is missing. Write for instance \"provides\": {{ \"sinks\": [\"my_sink\"] }}.");
        var names = new List<OfferedName>();
        foreach (var entry in provides.EnumerateObject())
        {
            var role = Array.FindIndex(Roles, one => one.Key == entry.Name);
            if (role < 0)
                throw new PluginException($"{PluginManifest.FileName}: 'provides' has the unknown entry '{entry.Name}'. Known are {string.Join(", ", Roles.Select(static one => one.Key))}.");
            ReadNames(entry, Roles[role].Role, names);
        }

        return names.Count > 0 ? names : throw new PluginException($"{PluginManifest.FileName}: 'provides' names nothing.");
    }

    private static void ReadNames(JsonProperty entry, PluginRole role, List<OfferedName> names)
    {
        if (entry.Value.ValueKind != JsonValueKind.Array)
            throw new PluginException($"{PluginManifest.FileName}: 'provides.{entry.Name}' must be a list of names.");
        foreach (var element in entry.Value.EnumerateArray())
        {
            var name = element.ValueKind == JsonValueKind.String ? element.GetString()! : element.GetRawText();
            if (!new OfferedName(role, name).HasValidName)
                throw new PluginException($"{PluginManifest.FileName}: 'provides.{entry.Name}' has the name '{name}'. Names are snake_case: small letters, digits, single underscores.");
            if (names.Contains(new(role, name)))
                throw new PluginException($"{PluginManifest.FileName}: 'provides.{entry.Name}' has '{name}' twice.");
            names.Add(new(role, name));
        }
    }
}
