using System.Text.Json;
using TgPlatform.Cli.Running;
using TgPlatform.Runtime.Events;
using TgPlatform.Runtime.Options;

namespace TgPlatform.Cli.Presentation;

/// <summary>What happens in a run as JSON, one object per line. A locator is never among it.</summary>
internal static class EventJson
{
    /// <summary>An event.</summary>
    public static string Of(RunEvent happened) => JsonParts.Line(OptionNames.Of(happened.GetType().Name), happened.At, writer => Write(writer, happened));

    /// <summary>How the run is.</summary>
    public static string Of(RunSnapshot now, DateTimeOffset at) => JsonParts.Line("progress", at, writer =>
    {
        JsonParts.Write(writer, "counts", now.Counts);
        writer.WriteNumber("elapsed_seconds", Math.Round(now.Elapsed.TotalSeconds, 3));
        writer.WriteBoolean("discovering", now.IsDiscovering);
        writer.WriteNumber("bytes_fetched", now.BytesFetched);
        writer.WriteNumber("bytes_written", now.BytesWritten);
        writer.WriteNumber("bytes_resumed", now.BytesResumed);
        writer.WriteNumber("bytes_queued", now.BytesQueued);
        writer.WriteNumber("bytes_per_second", Math.Round(now.BytesPerSecond));
        if (now.Remaining is { } remaining)
            writer.WriteNumber("remaining_seconds", Math.Round(remaining.TotalSeconds, 1));
        writer.WriteNumber("items_in_buffer", now.ItemsInBuffer);
        writer.WriteNumber("bytes_in_buffer", now.BytesInBuffer);
        writer.WriteStartArray("lanes");
        foreach (var lane in now.Lanes)
            JsonParts.Write(writer, lane);
        writer.WriteEndArray();
    });

    /// <summary>An item that failed for good.</summary>
    public static string Of(Failure failure) => JsonParts.Line("failure", failure.At, writer =>
    {
        JsonParts.Write(writer, failure.Item);
        writer.WriteString("sink", failure.Sink);
        writer.WriteString("step", failure.Step);
        writer.WriteString("kind", failure.Kind is { } kind ? OptionNames.Of(kind.ToString()) : null);
        writer.WriteString("reason", failure.Reason);
        writer.WriteNumber("attempt", failure.Attempt);
    });

    private static void Write(Utf8JsonWriter writer, RunEvent happened)
    {
        switch (happened)
        {
            case RunStarted started:
                writer.WriteString("pipeline", started.Pipeline);
                writer.WriteNumber("pending", started.PendingItems);
                writer.WriteBoolean("last_run_was_killed", started.LastRunWasKilled);
                JsonParts.Write(writer, started.Unfinished);
                break;
            case GroupFound found:
                WriteGroup(writer, found);
                break;
            case ItemClaimed claimed:
                JsonParts.Write(writer, claimed.Item);
                writer.WriteString("lane", claimed.Lane);
                writer.WriteNumber("worker", claimed.Worker);
                writer.WriteNumber("attempt", claimed.Attempt);
                break;
            case ItemCommitted committed:
                JsonParts.Write(writer, committed.Item);
                writer.WriteString("sink", committed.Sink);
                writer.WriteString("committed_as", committed.Receipt.Name);
                writer.WriteNumber("length", committed.Length);
                if (committed.WasAdopted)
                    writer.WriteBoolean("adopted", true);
                break;
            case AttemptFailed failed:
                JsonParts.Write(writer, failed.Item);
                writer.WriteString("sink", failed.Sink);
                writer.WriteString("step", failed.Step);
                writer.WriteString("kind", OptionNames.Of(failed.Kind.ToString()));
                writer.WriteString("reason", failed.Reason);
                writer.WriteNumber("attempt", failed.Attempt);
                JsonParts.WriteTime(writer, "next_try", failed.NextTry);
                break;
            case ItemEnded ended:
                JsonParts.Write(writer, ended.Item);
                writer.WriteString("fate", OptionNames.Of(ended.Fate.ToString()));
                writer.WriteString("reason", ended.Reason);
                break;
            case LaneChanged changed:
                writer.WriteString("lane", changed.Lane);
                writer.WriteBoolean("open", changed.Condition.IsOpen);
                JsonParts.WriteTime(writer, "waiting_until", changed.Condition.WaitingUntil);
                writer.WriteString("reason", changed.Condition.Reason);
                break;
            case SinkChanged changed:
                writer.WriteString("sink", changed.Sink);
                writer.WriteString("reason", changed.Reason);
                break;
            case WorkerRestarted restarted:
                writer.WriteString("worker", restarted.Worker);
                writer.WriteString("reason", restarted.Reason);
                break;
            case Notice notice:
                writer.WriteString("message", notice.Message);
                break;
            case RunEnded { Outcome: var outcome }:
                JsonParts.Write(writer, "counts", outcome.Counts);
                JsonParts.Write(writer, "this_run", outcome.This);
                writer.WriteNumber("bytes_fetched", outcome.BytesFetched);
                writer.WriteBoolean("stopped", outcome.Stopped);
                writer.WriteString("problem", outcome.Problem);
                break;
        }
    }

    private static void WriteGroup(Utf8JsonWriter writer, GroupFound found)
    {
        writer.WriteString("group", found.Group.Id);
        writer.WriteStartArray("items");
        for (var index = 0; index < found.Group.Items.Count; index++)
        {
            writer.WriteStartObject();
            JsonParts.Write(writer, found.Group.Items[index]);
            writer.WriteString("fate", OptionNames.Of(found.Fates[index].ToString()));
            writer.WriteEndObject();
        }

        writer.WriteEndArray();
    }
}
