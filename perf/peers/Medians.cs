namespace TgPlatform.Peers;

/// <summary>The medians of one tool in one group.</summary>
internal sealed record Medians(string Tool, ToolRole Role, int Runs, double Wall, double Cpu, double PeakMb)
{
    /// <summary>Those of every tool in a group.</summary>
    public static IReadOnlyList<Medians> Of(Group group, IEnumerable<Measurement> measurements) =>
    [
        .. measurements.Where(one => one.Group == group).GroupBy(static one => (one.Tool, one.Role)).Select(static runs => new Medians(
            runs.Key.Tool, runs.Key.Role, runs.Count(),
            Middle(runs, static run => run.Cost.Wall), Middle(runs, static run => run.Cost.Cpu), Middle(runs, static run => run.Cost.PeakKiB / 1024.0))),
    ];

    /// <summary>The middle of all values, or of the two in the middle.</summary>
    public static double Middle<T>(IEnumerable<T> runs, Func<T, double> measure)
    {
        var sorted = runs.Select(measure).Order().ToList();
        return (sorted[(sorted.Count - 1) / 2] + sorted[sorted.Count / 2]) / 2;
    }
}
