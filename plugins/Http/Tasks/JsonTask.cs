using System.Text.Json;
using TgPlatform.Contracts;
using TgPlatform.Plugins.Http.Fetching;

namespace TgPlatform.Plugins.Http.Tasks;

/// <summary>Reads one task of a JSON list.</summary>
internal static class JsonTask
{
    /// <summary>Reads a task, or says what is wrong with it.</summary>
    /// <param name="element">The entry.</param>
    /// <param name="place">Where it stands, for messages.</param>
    public static ListEntry Read(JsonElement element, string place)
    {
        var problem = TryRead(element, out var task);
        return problem is null ? ListEntry.Of(task!) : ListEntry.Wrong($"{place}: {problem}", element.GetRawText());
    }

    private static string? TryRead(JsonElement element, out HttpTask? task)
    {
        task = null;
        if (element.ValueKind != JsonValueKind.Object)
            return "it is not an object. Write {\"url\": \"https://…\"}.";
        if (!element.TryGetProperty("url", out var written) || written.ValueKind != JsonValueKind.String)
            return "it has no 'url'. Write {\"url\": \"https://…\"}.";
        if (!TaskUrl.TryParse(written.GetString(), out var url))
            return "its 'url' is not a URL. Write it in full, with http:// or https://.";
        task = new(url);
        var fields = new List<KeyValuePair<string, FieldValue>>();
        foreach (var property in element.EnumerateObject())
        {
            if (Apply(property, fields, ref task) is { } problem)
                return problem;
        }

        task = task with { Fields = fields };
        return null;
    }

    private static string? Apply(JsonProperty property, List<KeyValuePair<string, FieldValue>> fields, ref HttpTask task)
    {
        var value = property.Value;
        switch (property.Name)
        {
            case "url":
                return null;
            case "id" when value.ValueKind is JsonValueKind.String or JsonValueKind.Number:
                task = task with { Discriminator = value.ToString() };
                return null;
            case "name" when value.ValueKind == JsonValueKind.String:
                task = task with { Name = value.GetString() };
                return null;
            case "priority" when value.ValueKind == JsonValueKind.Number && value.TryGetInt64(out var priority):
                task = task with { Priority = priority };
                return null;
            case "headers" when value.ValueKind == JsonValueKind.Object:
                return ApplyHeaders(value, ref task);
            case "id" or "name" or "priority" or "headers" when value.ValueKind == JsonValueKind.Null:
                return null;
            case "id" or "name":
                return $"its '{property.Name}' is not a text. Write it in quotes.";
            case "priority":
                return "its 'priority' is not a whole number. Write for instance 5.";
            case "headers":
                return "its 'headers' are no object. Write {\"X-Api-Key\": \"…\"}.";
            default:
                fields.Add(new(property.Name, ValueOf(value)));
                return null;
        }
    }

    private static string? ApplyHeaders(JsonElement element, ref HttpTask task)
    {
        var headers = new Dictionary<string, string>(StringComparer.OrdinalIgnoreCase);
        foreach (var header in element.EnumerateObject())
        {
            if (header.Value.ValueKind != JsonValueKind.String || !HeaderRules.IsUsable(header.Name, header.Value.GetString()!))
                return "one of its 'headers' cannot be sent. Names are letters, digits and hyphens, values are texts without line breaks, and Range and If-Range are not yours to set.";
            headers[header.Name] = header.Value.GetString()!;
        }

        task = task with { Headers = headers };
        return null;
    }

    private static FieldValue ValueOf(JsonElement value) => value.ValueKind switch
    {
        JsonValueKind.String => value.GetString(),
        JsonValueKind.Number when value.TryGetInt64(out var whole) => whole,
        JsonValueKind.Number => value.GetDouble(),
        JsonValueKind.True => true,
        JsonValueKind.False => false,
        JsonValueKind.Null => FieldValue.None,
        JsonValueKind.Array when value.EnumerateArray().All(static one => one.ValueKind == JsonValueKind.String) => value.EnumerateArray().Select(static one => one.GetString()!).ToArray(),
        _ => value.GetRawText(),
    };
}
