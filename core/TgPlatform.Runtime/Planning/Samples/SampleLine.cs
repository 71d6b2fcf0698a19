using System.Globalization;
using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Nodes;
using TgPlatform.Contracts;
using TgPlatform.Runtime.Options;

namespace TgPlatform.Runtime.Planning.Samples;

/// <summary>Writes lines of a file of samples. What a source needs to open an item is left out: it may say more than a sample should.</summary>
public static class SampleLine
{
    private static readonly JsonSerializerOptions Readable = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    /// <summary>An item.</summary>
    /// <param name="item">The item.</param>
    /// <param name="group">Its group's name.</param>
    public static string Of(Item item, string group)
    {
        ArgumentNullException.ThrowIfNull(item);
        var json = new JsonObject { ["id"] = item.Id, ["name"] = item.Name, ["kind"] = OptionNames.Of(item.Kind.ToString()) };
        Add(json, "size", item.Size);
        Add(json, "date", item.Date?.ToString("O", CultureInfo.InvariantCulture));
        Add(json, "has_content", item.HasContent ? null : false);
        Add(json, "version", item.Version);
        Add(json, "lane", item.Lane);
        Add(json, "record_type", item.RecordType);
        Add(json, "group", group == item.Id ? null : group);
        if (item.Fields.Count > 0)
            json["fields"] = new JsonObject(item.Fields.Select(static field => KeyValuePair.Create(field.Key, Of(field.Value))));
        return json.ToJsonString(Readable);
    }

    /// <summary>The lanes there are.</summary>
    /// <param name="lanes">Their names.</param>
    public static string OfLanes(IEnumerable<string> lanes) => new JsonObject { [SampleFile.LanesKey] = new JsonArray([.. lanes.Select(static lane => (JsonNode)lane)]) }.ToJsonString(Readable);

    private static void Add(JsonObject json, string key, JsonNode? value)
    {
        if (value is not null)
            json[key] = value;
    }

    private static JsonNode? Of(FieldValue value) => value.Type switch
    {
        FieldType.Integer => value.Integer,
        FieldType.Number => NodeOf(value.Number!.Value),
        FieldType.Boolean => value.Boolean,
        FieldType.Time => new JsonObject { ["time"] = value.Time!.Value.ToString("O", CultureInfo.InvariantCulture) },
        FieldType.TextList => new JsonArray([.. value.TextList!.Select(static text => (JsonNode)text)]),
        _ => value.Text,
    };

    // A whole number keeps its point, or it would be read as another type.
    private static JsonNode? NodeOf(double number) => !double.IsFinite(number) ? null
        : JsonNode.Parse(number.ToString(number == Math.Truncate(number) && Math.Abs(number) < 1e15 ? "0.0" : "R", CultureInfo.InvariantCulture));
}
