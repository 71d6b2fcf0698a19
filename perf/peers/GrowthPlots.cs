using TgPlatform.Cli.Loads;

namespace TgPlatform.Peers;

/// <summary>Time and memory against the amount of work, as plots beside their raw data.</summary>
internal static class GrowthPlots
{
    private const double MiB = 1 << 20;

    /// <summary>Draws them.</summary>
    /// <param name="file">The raw data's file.</param>
    /// <param name="measurements">What is in it.</param>
    public static void Write(string file, IReadOnlyList<Measurement> measurements)
    {
        var byCount = Workload.Growth.Where(static one => one.Count > 1).ToList();
        var bySize = Workload.Growth.Where(static one => one.Count == 1).ToList();
        Draw("items-time", "Microseconds per file of 1 KiB, whole process (level: no super-linear growth)", "files", byCount, static one => one.Count, static (one, row) => row.Wall * 1e6 / one.Count);
        Draw("items-memory", "Peak memory, MiB", "files of 1 KiB", byCount, static one => one.Count, static (_, row) => row.PeakMb);
        Draw("bytes-time", "MiB per second, one file, whole process", "MiB", bySize, static one => one.Bytes / MiB, static (one, row) => one.Bytes / MiB / row.Wall);
        Draw("bytes-memory", "Peak memory, MiB", "MiB in one file", bySize, static one => one.Bytes / MiB, static (_, row) => row.PeakMb);

        void Draw(string name, string title, string xTitle, List<Workload> workloads, Func<Workload, double> x, Func<Workload, Medians, double> y)
        {
            var lines = measurements.Select(static one => (one.Tool, one.Group.Target, one.Group.Latency)).Distinct()
                .Select(line => new ChartLine($"{line.Tool}, {line.Target}", [.. PointsOf(line)]));
            var chart = new LineChart(title, xTitle, [.. lines]) { LogarithmicX = true };
            File.WriteAllText($"{Path.Combine(Path.GetDirectoryName(file)!, Path.GetFileNameWithoutExtension(file))}-{name}.svg", chart.ToSvg());

            IEnumerable<(double, double)> PointsOf((string Tool, string Target, int Latency) line) =>
                from workload in workloads
                let row = Medians.Of(new(workload.Name, line.Target, line.Latency), measurements).FirstOrDefault(row => row.Tool == line.Tool)
                where row is not null
                select (x(workload), y(workload, row));
        }
    }
}
