using System.Buffers;
using System.Text.Json;
using TgPlatform.Cli.Presentation;
using TgPlatform.Contracts;

namespace TgPlatform.Cli.Ledgers;

/// <summary>
/// How the lanes of a pipeline are, as its run said last: a small file beside the ledger that <c>tgp status</c> reads. It is a look at a run and no
/// memory: nothing depends on it.
/// </summary>
/// <param name="At">When it was said.</param>
/// <param name="Lanes">The lanes.</param>
internal sealed record LaneBoard(DateTimeOffset At, IReadOnlyList<LaneState> Lanes)
{
    /// <summary>Says how the lanes are; a reader sees the old file or the new one.</summary>
    /// <exception cref="IOException">The file cannot be written.</exception>
    /// <exception cref="UnauthorizedAccessException">The file may not be written.</exception>
    public void Write(string folder, string pipeline)
    {
        var bytes = new ArrayBufferWriter<byte>(1024);
        using (var json = new Utf8JsonWriter(bytes))
        {
            json.WriteStartObject();
            json.WriteString("at", At);
            json.WriteStartArray("lanes");
            foreach (var lane in Lanes)
                JsonParts.Write(json, lane);
            json.WriteEndArray();
            json.WriteEndObject();
        }

        var file = PathOf(folder, pipeline);
        File.WriteAllBytes($"{file}.new", bytes.WrittenSpan);
        File.Move($"{file}.new", file, overwrite: true);
    }

    /// <summary>What was said last; null when nothing was, or when it cannot be read.</summary>
    public static LaneBoard? Read(string folder, string pipeline)
    {
        try
        {
            using var document = JsonDocument.Parse(File.ReadAllBytes(PathOf(folder, pipeline)));
            return new(document.RootElement.GetProperty("at").GetDateTimeOffset(), [.. document.RootElement.GetProperty("lanes").EnumerateArray().Select(LaneOf)]);
        }
        catch (Exception unreadable) when (unreadable is IOException or UnauthorizedAccessException or JsonException or KeyNotFoundException or FormatException or InvalidOperationException)
        {
            return null;
        }
    }

    private static LaneState LaneOf(JsonElement lane)
    {
        var until = lane.GetProperty("waiting_until");
        var condition = new LaneCondition(lane.GetProperty("open").GetBoolean(), until.ValueKind == JsonValueKind.Null ? null : until.GetDateTimeOffset(), lane.GetProperty("reason").GetString());
        return new(lane.GetProperty("lane").GetString()!, condition, lane.GetProperty("queued_items").GetInt32(), lane.GetProperty("queued_bytes").GetInt64(), lane.GetProperty("bytes_per_second").GetDouble())
        {
            BytesFetched = lane.GetProperty("bytes_fetched").GetInt64(),
            Note = lane.GetProperty("note").GetString(),
        };
    }

    // The name of a pipeline is fit for files.
    private static string PathOf(string folder, string pipeline) => Path.Combine(folder, ".tgp", $"lanes-{pipeline}.json");
}
