using System.Globalization;
using TgPlatform.Cli.Terminals;
using TgPlatform.Runtime.Planning;

namespace TgPlatform.Cli.Presentation;

/// <summary>Forecasts of strategies, for people.</summary>
internal static class StrategyForecastText
{
    /// <summary>A table, what each lane would get, and the advice.</summary>
    public static IEnumerable<string> Lines(IReadOnlyList<StrategyForecast> forecasts)
    {
        yield return $"Every lane counted at {Units.Speed(StrategyComparison.AssumedBytesPerSecond)}: no lane has been measured yet, and only the ratios say something.";
        foreach (var line in TextTable.Lines([["STRATEGY", "GROUPS SPLIT", "IMBALANCE", "ENDS AFTER", "LEAST POSSIBLE", ""], .. forecasts.Select(Row)]))
            yield return line;
        foreach (var forecast in forecasts.Where(static one => one.Problem is null))
        {
            yield return "";
            yield return $"{forecast.Name}:";
            foreach (var line in TextTable.Lines([.. forecast.Lanes.Select(static lane => new[] { $"  {lane.Name}", Units.Items(lane.Items), Units.Size(lane.Bytes), Units.Time(TimeSpan.FromSeconds(lane.Seconds)) })]))
                yield return line;
        }

        yield return "";
        yield return StrategyComparison.Advise(forecasts) is { } advice ? $"take {advice.Name}: {advice.Reason}" : "no strategy fits these items";
    }

    private static string[] Row(StrategyForecast forecast) => forecast.Problem is { } problem
        ? [Name(forecast), "-", "-", "-", "-", problem]
        : [
            Name(forecast), Units.Count(forecast.GroupsSplit), forecast.Imbalance.ToString("0.00", CultureInfo.InvariantCulture),
            Units.Time(TimeSpan.FromSeconds(forecast.Seconds)), Units.Time(TimeSpan.FromSeconds(forecast.LeastSeconds)), "",
        ];

    private static string Name(StrategyForecast forecast) => forecast.IsConfigured ? $"{forecast.Name} (the pipeline's)" : forecast.Name;
}
