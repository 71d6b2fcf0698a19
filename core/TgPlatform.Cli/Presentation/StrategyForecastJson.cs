using System.Text.Json;
using TgPlatform.Runtime.Planning;

namespace TgPlatform.Cli.Presentation;

/// <summary>Forecasts of strategies, for programs.</summary>
internal static class StrategyForecastJson
{
    /// <summary>Writes them with the advice.</summary>
    public static void Write(Utf8JsonWriter writer, IReadOnlyList<StrategyForecast> forecasts)
    {
        writer.WriteStartObject();
        writer.WriteNumber("assumed_bytes_per_second", StrategyComparison.AssumedBytesPerSecond);
        var advice = StrategyComparison.Advise(forecasts);
        writer.WriteString("advice", advice?.Name);
        writer.WriteString("reason", advice?.Reason);
        writer.WriteStartArray("strategies");
        foreach (var forecast in forecasts)
            Write(writer, forecast);
        writer.WriteEndArray();
        writer.WriteEndObject();
    }

    private static void Write(Utf8JsonWriter writer, StrategyForecast forecast)
    {
        writer.WriteStartObject();
        writer.WriteString("name", forecast.Name);
        writer.WriteBoolean("configured", forecast.IsConfigured);
        writer.WriteString("problem", forecast.Problem);
        writer.WriteNumber("groups_split", forecast.GroupsSplit);
        writer.WriteNumber("imbalance", forecast.Imbalance);
        writer.WriteNumber("seconds", forecast.Seconds);
        writer.WriteNumber("least_seconds", forecast.LeastSeconds);
        writer.WriteStartArray("lanes");
        foreach (var lane in forecast.Lanes)
        {
            writer.WriteStartObject();
            writer.WriteString("name", lane.Name);
            writer.WriteNumber("items", lane.Items);
            writer.WriteNumber("bytes", lane.Bytes);
            writer.WriteNumber("seconds", lane.Seconds);
            writer.WriteEndObject();
        }

        writer.WriteEndArray();
        writer.WriteEndObject();
    }
}
