using System.Globalization;

namespace TgPlatform.Peers;

/// <summary>Whether tgp stands beside the best peer as it did when results were last kept. Information, never a gate: times of a shared machine vary.</summary>
internal static class Comparison
{
    private const double Tolerance = 0.2;

    /// <summary>One line per group that was measured now and then.</summary>
    public static IEnumerable<string> Lines(IReadOnlyList<Measurement> now, IReadOnlyList<Measurement> kept)
    {
        foreach (var group in now.Select(static one => one.Group).Distinct())
        {
            if (Ratio(group, now) is not { } current || Ratio(group, kept) is not { } before)
                continue;
            var change = (current / before) - 1;
            var verdict = change > Tolerance ? "SLOWER" : change < -Tolerance ? "faster" : "as before";
            yield return string.Create(CultureInfo.InvariantCulture, $"{group}: tgp takes {current:0.00} of the best peer's time, {before:0.00} when last kept: {verdict} ({change:+0%;-0%})");
        }
    }

    private static double? Ratio(Group group, IEnumerable<Measurement> measurements)
    {
        var rows = Medians.Of(group, measurements);
        var best = rows.Where(static row => row.Role == ToolRole.Peer).Select(static row => (double?)row.Wall).Min();
        return rows.FirstOrDefault(static row => row.Tool == "tgp")?.Wall / best;
    }
}
