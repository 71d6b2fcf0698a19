using System.Text.Json;
using System.Text.Json.Nodes;

namespace TgPlatform.Runtime.Options;

/// <summary>Writes options as JSON Schema, so that an editor accepts what lint accepts and completes what it knows.</summary>
internal static class OptionSchema
{
    private const string VariablePattern = @"\$\{";

    /// <summary>Wherever one value stands, a variable may stand for it or for a part of it.</summary>
    public static JsonObject Variable() => new() { ["type"] = "string", ["pattern"] = VariablePattern };

    /// <summary>The schema of a record's options; a section without lines is one with all defaults.</summary>
    public static JsonObject Of(OptionModel model)
    {
        var properties = new JsonObject();
        foreach (var option in model.Options)
            properties[option.Name] = Of(option);
        return Mapping(properties, [.. model.Options.Where(static option => option.IsRequired).Select(static option => option.Name)]);
    }

    /// <summary>A mapping with these properties and no others; null as well when nothing in it is required.</summary>
    public static JsonObject Mapping(JsonObject properties, IReadOnlyList<string> required)
    {
        var schema = new JsonObject
        {
            ["type"] = required.Count == 0 ? new JsonArray("object", "null") : "object",
            ["additionalProperties"] = false,
            ["properties"] = properties,
        };
        if (required.Count > 0)
            schema["required"] = new JsonArray([.. required.Select(static name => (JsonNode)name)]);
        return schema;
    }

    /// <summary>The schema of one option, with what an editor shows about it.</summary>
    public static JsonObject Of(OptionDefinition option)
    {
        var schema = Of(option.Type, option.Range);
        return Described(option.IsNullable ? AnyOf(schema, new() { ["type"] = "null" }) : schema, option);
    }

    /// <summary>Adds what an editor shows.</summary>
    public static JsonObject Described(JsonObject schema, OptionDefinition option)
    {
        var text = option.DefaultText is { } value ? $"{option.Description} Default: {value}." : option.Description;
        if (text.Length > 0)
            schema["description"] = text.Trim();
        if (option.Examples.Count > 0)
            schema["examples"] = new JsonArray([.. option.Examples.Select(static example => (JsonNode)example)]);
        return schema;
    }

    /// <summary>A choice between schemas.</summary>
    public static JsonObject AnyOf(params JsonObject[] schemas) => new() { ["anyOf"] = new JsonArray([.. schemas]) };

    private static JsonObject Of(OptionType type, OptionRange? range) => type.Kind switch
    {
        OptionKind.Text or OptionKind.Secret or OptionKind.ItemText => new() { ["type"] = new JsonArray("string", "number", "boolean") },
        OptionKind.Integer => AnyOf(Number("integer", range), Pattern("^[+-]?[0-9]+$")),
        OptionKind.Number => AnyOf(Number("number", range), Pattern("^[+-]?[0-9.]+([eE][+-]?[0-9]+)?$")),
        OptionKind.Boolean => AnyOf(new() { ["type"] = "boolean" }, Pattern("^([tT][rR][uU][eE]|[fF][aA][lL][sS][eE])$")),
        OptionKind.Duration => Pattern("^ *([0-9.]+([mM][sS]|[dDhHmMsS]))+ *$"),
        OptionKind.Size => AnyOf(new() { ["type"] = "number", ["minimum"] = 0 }, Pattern("^ *[0-9.]+ *(([kKmMgGtT][iI]?)?[bB])? *$")),
        OptionKind.Choice => AnyOf(new() { ["enum"] = new JsonArray([.. type.Choices.Select(static choice => (JsonNode)choice)]) }, Variable()),
        OptionKind.Uri => Pattern("^ *[A-Za-z][A-Za-z0-9+.-]*:"),
        OptionKind.Time => Pattern("^ *[0-9]"),
        OptionKind.List => new() { ["type"] = "array", ["items"] = Of(type.Element!, range) },
        OptionKind.Map => new() { ["type"] = "object", ["additionalProperties"] = Of(type.Element!, range) },
        OptionKind.Section => Of(type.Section!),
        OptionKind.Custom => new() { ["type"] = new JsonArray("string", "number", "boolean", "array"), ["items"] = new JsonObject { ["type"] = new JsonArray("string", "number", "boolean") } },
        _ => [],
    };

    private static JsonObject Number(string name, OptionRange? range)
    {
        var schema = new JsonObject { ["type"] = name };
        if (range is not null)
            (schema["minimum"], schema["maximum"]) = (JsonSerializer.SerializeToNode(range.Minimum), JsonSerializer.SerializeToNode(range.Maximum));
        return schema;
    }

    private static JsonObject Pattern(string pattern) => new() { ["type"] = "string", ["pattern"] = $"{pattern}|{VariablePattern}" };
}
