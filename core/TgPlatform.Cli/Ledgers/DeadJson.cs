using System.Text.Json;
using TgPlatform.Runtime.Ledgers.Reading;

namespace TgPlatform.Cli.Ledgers;

/// <summary>Dead letters as JSON.</summary>
internal static class DeadJson
{
    /// <summary>Writes them as one array.</summary>
    public static void Write(Utf8JsonWriter json, IEnumerable<FailedItem> letters)
    {
        json.WriteStartArray();
        foreach (var letter in letters)
            Write(json, letter);
        json.WriteEndArray();
    }

    private static void Write(Utf8JsonWriter json, FailedItem letter)
    {
        json.WriteStartObject();
        json.WriteString("id", letter.Item.Id);
        json.WriteString("name", letter.Item.Name);
        json.WriteString("group", letter.GroupId);
        json.WriteStartObject("fields");
        foreach (var (name, value) in letter.Item.Fields)
            json.WriteString(name, value.ToString());
        json.WriteEndObject();
        json.WriteStartArray("attempts");
        foreach (var attempt in letter.Attempts)
        {
            json.WriteStartObject();
            json.WriteString("at", attempt.At);
            json.WriteNumber("attempt", attempt.Attempt);
            json.WriteString("step", attempt.Step);
            json.WriteString("sink", attempt.Sink);
            json.WriteString("lane", attempt.Lane);
            json.WriteString("kind", attempt.Kind.ToString().ToLowerInvariant());
            json.WriteString("reason", attempt.Reason);
            json.WriteEndObject();
        }

        json.WriteEndArray();
        json.WriteEndObject();
    }
}
