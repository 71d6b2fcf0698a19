using System.Text.Json;
using TgPlatform.Contracts;
using TgPlatform.Runtime.Diagnostics;
using TgPlatform.Runtime.Options;
using TgPlatform.Runtime.Yaml;
using YamlDotNet.Core;

namespace TgPlatform.Runtime.Planning.Samples;

/// <summary>Reads a file of samples: one item per line as JSON, as <c>tgp plan --record</c> writes it.</summary>
public static class SampleFile
{
    /// <summary>The key of the line that names the lanes.</summary>
    internal const string LanesKey = "lanes";

    /// <summary>Reads the file; null after a finding.</summary>
    /// <param name="file">Its path, as the person gave it.</param>
    /// <param name="announced">The fields the source announces.</param>
    /// <param name="found">Takes every mistake.</param>
    public static Sample? Read(string file, IReadOnlyList<FieldDefinition> announced, DiagnosticBag found)
    {
        ArgumentException.ThrowIfNullOrEmpty(file);
        ArgumentNullException.ThrowIfNull(announced);
        ArgumentNullException.ThrowIfNull(found);
        var before = found.ErrorCount;
        var items = new List<(Item, string?)>();
        var lanes = new List<string>();
        var reader = new ItemReader(announced, new OptionsBinder(new Interpolator(static _ => null, static () => [], "", found), found), found);
        try
        {
            foreach (var (line, index) in File.ReadLines(file).Select(static (line, index) => (line, index)).Where(static one => !string.IsNullOrWhiteSpace(one.line)))
            {
                if (NodeOf(line, new(file, index + 1, 1), found) is not { } node)
                    continue;
                if (node is YamlMapping { Entries: [{ Key.Text: LanesKey, Value: YamlSequence names }] })
                    lanes.AddRange(names.Items.OfType<YamlScalar>().Select(static name => name.Text));
                else if (reader.Read(node, "") is { } item)
                    items.Add(item);
            }
        }
        catch (Exception failure) when (failure is IOException or UnauthorizedAccessException)
        {
            found.Error(DiagnosticCodes.FileUnreadable, new(file, 0, 0), "", $"The sample cannot be read: {failure.Message} Check the path.");
        }

        return found.ErrorCount == before ? new(Sample.Together(items), lanes) : null;
    }

    private static YamlNode? NodeOf(string line, SourceLocation place, DiagnosticBag found)
    {
        try
        {
            using var json = JsonDocument.Parse(line);
            return NodeOf(json.RootElement, place);
        }
        catch (JsonException wrong)
        {
            found.Error(DiagnosticCodes.SampleSyntax, place with { Column = (int)(wrong.BytePositionInLine ?? 0) + 1 }, "", "The line is not JSON. Write one item per line: {\"name\": \"a.jpg\", \"size\": 1000}.");
            return null;
        }
    }

    private static YamlNode NodeOf(JsonElement json, SourceLocation place) => json.ValueKind switch
    {
        JsonValueKind.Object => new YamlMapping(place, [.. json.EnumerateObject().Select(one => new YamlEntry(Text(one.Name, place), NodeOf(one.Value, place)))]),
        JsonValueKind.Array => new YamlSequence(place, [.. json.EnumerateArray().Select(one => NodeOf(one, place))]),
        JsonValueKind.String => Text(json.GetString()!, place),
        _ => new YamlScalar(place, json.GetRawText(), ScalarStyle.Plain),
    };

    // Names of samples are names: nothing in them is a variable.
    private static YamlScalar Text(string text, SourceLocation place) => new(place, text, ScalarStyle.DoubleQuoted) { IsLiteral = true };
}
