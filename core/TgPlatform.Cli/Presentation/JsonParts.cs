using System.Buffers;
using System.Text;
using System.Text.Json;
using TgPlatform.Contracts;
using TgPlatform.Runtime.Ledgers;

namespace TgPlatform.Cli.Presentation;

/// <summary>The parts that events and progress have in common.</summary>
internal static class JsonParts
{
    /// <summary>An event as one line.</summary>
    public static string Line(string name, DateTimeOffset at, Action<Utf8JsonWriter> write) => Line(writer =>
    {
        writer.WriteString("event", name);
        writer.WriteString("at", at);
        write(writer);
    });

    /// <summary>An object as one line.</summary>
    public static string Line(Action<Utf8JsonWriter> write)
    {
        var bytes = new ArrayBufferWriter<byte>(512);
        using (var writer = new Utf8JsonWriter(bytes))
        {
            writer.WriteStartObject();
            write(writer);
            writer.WriteEndObject();
        }

        return Encoding.UTF8.GetString(bytes.WrittenSpan);
    }

    /// <summary>What tells an item apart.</summary>
    public static void Write(Utf8JsonWriter writer, Item item)
    {
        writer.WriteString("item", item.Id);
        writer.WriteString("name", item.Name);
        if (item.Size is { } size)
            writer.WriteNumber("size", size);
    }

    /// <summary>A lane and its queue.</summary>
    public static void Write(Utf8JsonWriter writer, LaneState lane)
    {
        writer.WriteStartObject();
        writer.WriteString("lane", lane.Name);
        writer.WriteBoolean("open", lane.Condition.IsOpen);
        WriteTime(writer, "waiting_until", lane.Condition.WaitingUntil);
        writer.WriteNumber("queued_items", lane.QueuedItems);
        writer.WriteNumber("queued_bytes", lane.QueuedBytes);
        writer.WriteNumber("bytes_fetched", lane.BytesFetched);
        writer.WriteNumber("bytes_per_second", Math.Round(lane.BytesPerSecond));
        writer.WriteString("reason", lane.Condition.Reason);
        writer.WriteString("note", lane.Note);
        writer.WriteEndObject();
    }

    /// <summary>The accounting.</summary>
    public static void Write(Utf8JsonWriter writer, string name, LedgerCounts counts)
    {
        writer.WriteStartObject(name);
        writer.WriteNumber("found", counts.Found);
        writer.WriteNumber("done", counts.Done);
        writer.WriteNumber("filtered", counts.Filtered);
        writer.WriteNumber("skipped", counts.Skipped);
        writer.WriteNumber("dead", counts.Dead);
        writer.WriteNumber("pending", counts.Pending);
        writer.WriteEndObject();
    }

    /// <summary>What the last run had not brought to its end.</summary>
    public static void Write(Utf8JsonWriter writer, UnfinishedWork work)
    {
        writer.WriteStartObject("last_run");
        WriteTime(writer, "began", work.RunBegan);
        WriteTime(writer, "last_heard", work.LastHeard);
        writer.WriteNumber("items_under_way", work.UnderWay);
        writer.WriteEndObject();
        writer.WriteStartObject("unfinished");
        writer.WriteNumber("whole_items", work.WholeItems);
        writer.WriteNumber("kept_items", work.KeptItems);
        writer.WriteNumber("kept_bytes", work.KeptBytes);
        writer.WriteNumber("partly_done_items", work.PartlyDoneItems);
        writer.WriteNumber("failed_items", work.FailedItems);
        writer.WriteEndObject();
    }

    /// <summary>A moment, or null.</summary>
    public static void WriteTime(Utf8JsonWriter writer, string name, DateTimeOffset? time)
    {
        if (time is { } moment)
            writer.WriteString(name, moment);
        else
            writer.WriteNull(name);
    }
}
