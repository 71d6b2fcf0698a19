using System.Globalization;
using System.Text;

namespace TgPlatform.Peers;

/// <summary>A group as a table: medians, and ratios to the best peer.</summary>
internal static class ResultTable
{
    /// <summary>Makes it.</summary>
    public static string Of(string title, Group group, IEnumerable<Measurement> measurements)
    {
        var rows = Medians.Of(group, measurements);
        // Without peers the rows are compared among themselves, as settings of one tool are.
        var hasPeers = rows.Any(static row => row.Role == ToolRole.Peer);
        var (peers, best) = (rows.Where(row => row.Role == (hasPeers ? ToolRole.Peer : ToolRole.Ours)).ToList(), hasPeers ? "to best peer" : "to best");
        var text = new StringBuilder().Append(CultureInfo.InvariantCulture, $"### {title}: {group}\n\n");
        text.Append(CultureInfo.InvariantCulture, $"| tool | runs | wall s | {best} | CPU s | {best} | peak MB | {best} |\n| --- | ---: | ---: | ---: | ---: | ---: | ---: | ---: |\n");
        foreach (var row in rows.OrderBy(static row => row.Role == ToolRole.Limit ? 0 : 1).ThenBy(static row => row.Wall))
        {
            text.Append(CultureInfo.InvariantCulture, $"| {Marked(row)} | {row.Runs} | {row.Wall:0.000} | {Ratio(row, peers, static one => one.Wall)} ");
            text.Append(CultureInfo.InvariantCulture, $"| {row.Cpu:0.00} | {Ratio(row, peers, static one => one.Cpu)} | {row.PeakMb:0} | {Ratio(row, peers, static one => one.PeakMb)} |\n");
        }

        return text.ToString();
    }

    private static string Marked(Medians row) => row.Role == ToolRole.Ours ? $"**{row.Tool}**" : row.Tool;

    private static string Ratio(Medians row, List<Medians> peers, Func<Medians, double> measure) =>
        peers.Count == 0 || peers.Min(measure) <= 0 ? "–" : (measure(row) / peers.Min(measure)).ToString("0.00", CultureInfo.InvariantCulture);
}
