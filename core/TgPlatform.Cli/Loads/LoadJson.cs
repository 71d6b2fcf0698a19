using System.Text.Json;
using TgPlatform.Cli.Presentation;

namespace TgPlatform.Cli.Loads;

/// <summary>A result as one JSON object, second by second included.</summary>
internal static class LoadJson
{
    /// <summary>The text.</summary>
    public static string Of(LoadResult result) => JsonParts.Line(writer =>
    {
        writer.WriteString("scenario", result.Scenario.Name);
        writer.WriteString("began", result.Began);
        writer.WriteNumber("took_seconds", Math.Round(result.Took.TotalSeconds, 3));
        writer.WriteNumber("offered", result.Offered);
        writer.WriteNumber("done", result.Ended);
        writer.WriteNumber("failed", result.Failed);
        writer.WriteNumber("kept_out", result.KeptOut);
        writer.WriteNumber("bytes", result.Bytes);
        writer.WriteNumber("items_per_second", Math.Round(result.PerSecond(result.Ended), 2));
        writer.WriteNumber("bytes_per_second", Math.Round(result.PerSecond(result.Bytes)));
        Percentiles(writer, result.Latency.Percentile(0.5), result.Latency.Percentile(0.95), result.Latency.Percentile(0.99));
        writer.WriteNumber("longest_ms", Milliseconds(result.Latency.Max));
        writer.WriteNumber("peak_memory_bytes", result.PeakMemory);
        writer.WriteNumber("under_way_at_end", result.UnderWayAtEnd);
        writer.WriteStartArray("errors");
        foreach (var (reason, count) in result.Errors)
        {
            writer.WriteStartObject();
            writer.WriteString("reason", reason);
            writer.WriteNumber("count", count);
            writer.WriteEndObject();
        }

        writer.WriteEndArray();
        writer.WriteStartArray("checks");
        foreach (var check in result.Scenario.Checks)
        {
            writer.WriteStartObject();
            writer.WriteString("check", check.Text);
            writer.WriteBoolean("met", check.IsMet(result));
            writer.WriteEndObject();
        }

        writer.WriteEndArray();
        writer.WriteStartArray("seconds");
        foreach (var second in result.Seconds)
            Write(writer, second);
        writer.WriteEndArray();
    });

    private static void Write(Utf8JsonWriter writer, LoadSecond second)
    {
        writer.WriteStartObject();
        writer.WriteNumber("at_seconds", Math.Round(second.At, 3));
        writer.WriteNumber("offered_per_second", Math.Round(second.Offered, 2));
        writer.WriteNumber("done_per_second", Math.Round(second.Ended, 2));
        writer.WriteNumber("failed_per_second", Math.Round(second.Failed, 2));
        writer.WriteNumber("bytes_per_second", Math.Round(second.Bytes));
        Percentiles(writer, second.P50, second.P95, second.P99);
        writer.WriteNumber("memory_bytes", second.Memory);
        writer.WriteNumber("under_way", second.UnderWay);
        writer.WriteEndObject();
    }

    private static void Percentiles(Utf8JsonWriter writer, TimeSpan p50, TimeSpan p95, TimeSpan p99)
    {
        writer.WriteNumber("p50_ms", Milliseconds(p50));
        writer.WriteNumber("p95_ms", Milliseconds(p95));
        writer.WriteNumber("p99_ms", Milliseconds(p99));
    }

    private static double Milliseconds(TimeSpan time) => Math.Round(time.TotalMilliseconds, 3);
}
