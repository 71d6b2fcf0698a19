using System.Text.Json;
using TgPlatform.Cli.Loads;

namespace TgPlatform.Peers;

/// <summary>How many items were under way at each moment of a run, from its stream of events.</summary>
internal static class InFlight
{
    // A point for every change would make a picture of megabytes.
    private const double StepSeconds = 0.02;

    /// <summary>Draws it.</summary>
    /// <param name="title">The title.</param>
    /// <param name="log">What <c>tgp run --json</c> printed.</param>
    public static string Plot(string title, string log)
    {
        List<(double X, double Y)> points = [(0, 0)];
        DateTimeOffset? began = null;
        var (running, last) = (0, 0.0);
        foreach (var line in File.ReadLines(log).Where(static line => line.StartsWith('{')))
        {
            using var document = JsonDocument.Parse(line);
            var at = document.RootElement.GetProperty("at").GetDateTimeOffset();
            began ??= at;
            running += document.RootElement.GetProperty("event").GetString() switch { "item_claimed" => 1, "item_ended" => -1, _ => 0 };
            if ((at - began.Value).TotalSeconds is var seconds && seconds - last < StepSeconds)
                continue;
            points.Add((last = seconds, running));
        }

        return new LineChart(title, "seconds", [new("items under way", points)]).ToSvg();
    }
}
