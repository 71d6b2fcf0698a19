using System.Text.Encodings.Web;
using System.Text.Json;
using TgPlatform.Contracts;

namespace TgPlatform.Plugins.Jsonl;

/// <summary>A record as one line: type and key first, then what every item has, then its fields.</summary>
internal static class RecordLine
{
    // The lines are data, not a part of a page: letters of all languages stay readable.
    private static readonly JsonWriterOptions Readable = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    /// <summary>The line with its end.</summary>
    public static void Write(MemoryStream into, Record record)
    {
        using (var json = new Utf8JsonWriter(into, Readable))
        {
            json.WriteStartObject();
            json.WriteString("type", record.Type);
            json.WriteString("key", record.Key);
            json.WriteString("name", record.Item.Name);
            json.WriteString("kind", record.Item.Kind.ToString().ToLowerInvariant());
            if (record.Item.Date is { } date) json.WriteString("date", date);
            if (record.Item.Size is { } size) json.WriteNumber("size", size);
            json.WriteStartObject("fields");
            foreach (var (name, value) in record.Item.Fields) Write(json, name, value);
            json.WriteEndObject();
            json.WriteEndObject();
        }

        into.WriteByte((byte)'\n');
    }

    /// <summary>Whether a file that begins so could be ours, torn anywhere.</summary>
    public static bool CouldBegin(ReadOnlySpan<byte> beginning)
    {
        var json = new Utf8JsonReader(beginning, isFinalBlock: false, default);
        try
        {
            return !json.Read() || (json.TokenType == JsonTokenType.StartObject
                && (!json.Read() || (json.ValueTextEquals("type") && (!json.Read() || (json.TokenType == JsonTokenType.String && (!json.Read() || json.ValueTextEquals("key")))))));
        }
        catch (Exception other) when (other is JsonException or InvalidOperationException)
        {
            return false;
        }
    }

    /// <summary>Type and key of a line; null when it is none of ours.</summary>
    public static (string Type, string Key)? IdentityOf(ReadOnlySpan<byte> line)
    {
        var json = new Utf8JsonReader(line);
        try
        {
            if (json.Read() && json.Read() && json.ValueTextEquals("type") && json.Read() && json.GetString() is { } type
                && json.Read() && json.ValueTextEquals("key") && json.Read() && json.GetString() is { } key) return (type, key);
        }
        catch (Exception other) when (other is JsonException or InvalidOperationException)
        {
            // somebody else's line, which is left alone
        }

        return null;
    }

    /// <summary>Whether a line is one object of JSON from its beginning to its end.</summary>
    public static bool IsWhole(ReadOnlySpan<byte> line)
    {
        var json = new Utf8JsonReader(line);
        try
        {
            while (json.Read())
            {
            }

            return true;
        }
        catch (JsonException)
        {
            return false;
        }
    }

    private static void Write(Utf8JsonWriter json, string name, FieldValue value)
    {
        json.WritePropertyName(name);
        switch (value.Type)
        {
            case FieldType.Integer: json.WriteNumberValue(value.Integer!.Value); break;
            case FieldType.Number when double.IsFinite(value.Number!.Value): json.WriteNumberValue(value.Number.Value); break;
            case FieldType.Boolean: json.WriteBooleanValue(value.Boolean!.Value); break;
            case FieldType.Time: json.WriteStringValue(value.Time!.Value); break;
            case FieldType.TextList:
                json.WriteStartArray();
                foreach (var text in value.TextList!) json.WriteStringValue(text);
                json.WriteEndArray();
                break;
            default: json.WriteStringValue(value.ToString()); break;
        }
    }
}
