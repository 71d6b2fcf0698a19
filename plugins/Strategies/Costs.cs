using TgPlatform.Contracts;

namespace TgPlatform.Plugins.Strategies;

/// <summary>What groups cost, and how fast lanes are.</summary>
internal static class Costs
{
    // Only against the waits of lanes does it matter which speed is taken while none has been measured.
    private const double AssumedBytesPerSecond = 1 << 20;

    // A load hook may answer anything; above this, sums would lose the small ones or overflow.
    private const double Most = 1e18;

    /// <summary>The cost of every group of the window.</summary>
    public static double[] Of(Assignment assignment, Metric metric)
    {
        var costs = new double[assignment.Groups.Count];
        for (var group = 0; group < costs.Length; group++)
        {
            var cost = metric switch
            {
                Metric.Files => assignment.Groups[group].Items.Count,
                Metric.Load => assignment.LoadOf(group),
                _ => assignment.BytesOf(group),
            };
            costs[group] = double.IsNaN(cost) ? 0 : Math.Clamp(cost, 0, Most);
        }

        return costs;
    }

    /// <summary>Bytes per second of every lane; one that was not measured yet counts as the mean of the others.</summary>
    public static double[] Speeds(IReadOnlyList<LaneState> lanes)
    {
        var measured = lanes.Where(static lane => lane.BytesPerSecond > 0).Select(static lane => lane.BytesPerSecond).DefaultIfEmpty(AssumedBytesPerSecond).Average();
        return [.. lanes.Select(lane => lane.BytesPerSecond > 0 ? lane.BytesPerSecond : measured)];
    }

    /// <summary>The mean cost of an item of the window.</summary>
    public static double Mean(Assignment assignment, double[] costs)
        => costs.Length == 0 ? 0 : costs.Sum() / assignment.Groups.Sum(static group => (double)group.Items.Count);
}
