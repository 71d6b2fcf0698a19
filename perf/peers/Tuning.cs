using System.Globalization;

namespace TgPlatform.Peers;

/// <summary>Whether tgp finds by itself how many connections a network wants: beside itself with fixed limits, on several networks, in alternation.</summary>
internal static class Tuning
{
    private const string Tuned = "as it comes";
    private const string Heading = "network,setting,round,wall_s,taken";

    /// <summary>Measures and tells.</summary>
    /// <param name="networks">Where.</param>
    /// <param name="tgp">The published tool.</param>
    /// <param name="work">A folder for what is served and written.</param>
    /// <param name="results">Where raw data, table and plots go.</param>
    /// <param name="rounds">Counted rounds.</param>
    /// <param name="taken">When, on what and of what.</param>
    public static int Run(IReadOnlyList<Network> networks, string tgp, string work, string results, int rounds, string taken)
    {
        var latency = Latency.Find();
        Directory.CreateDirectory(results);
        List<string> raw = [Heading];
        List<string> table =
        [
            taken, "", $"Latency: {latency.Method}.", "", $"Medians of {rounds} rounds in alternation, whole process, to tmpfs.", "",
            "| network | files | best fixed number of connections | s | as it comes, s | of the best in the same round |", "| --- | --- | ---: | ---: | ---: | ---: |",
        ];
        foreach (var network in networks)
        {
            var served = new ServedFiles(network.Workload, Path.Combine(work, "served"));
            try
            {
                using var server = Nginx.Start(served.Folder, Path.Combine(work, "nginx"), latency.Set(network.Latency), network.Rule);
                using var place = new Place(work, "tmpfs", network.Workload);
                var times = Times(network, tgp, rounds, () => place.Next(network.Workload, network.Latency, server), job => Check(served, network, job, place));
                raw.AddRange(times.SelectMany(one => one.Value.Select((wall, round) => string.Create(CultureInfo.InvariantCulture, $"{network.Name},{one.Key},{round + 1},{wall:0.000},{taken}"))));
                table.Add(Row(network, times));
                var watched = place.Next(network.Workload, network.Latency, server);
                MeasuredProcess.Run([.. Command(tgp, watched, []), "--json"], watched.Folder);
                File.WriteAllText(Path.Combine(results, $"tuning-{network.Name}.svg"), InFlight.Plot($"Items being fetched or written: {network.Name}", watched.Log));
                Check(served, network, watched, place);
            }
            finally
            {
                latency.Set(0);
                Directory.Delete(served.Folder, recursive: true);
            }

            Console.WriteLine(table[^1]);
        }

        File.WriteAllLines(Path.Combine(results, "tuning.csv"), raw);
        File.WriteAllLines(Path.Combine(results, "tuning.md"), table);
        Console.WriteLine($"Table, raw data and plots: {results}");
        return 0;
    }

    private static Dictionary<string, List<double>> Times(Network network, string tgp, int rounds, Func<Job> next, Action<Job> done)
    {
        List<(string Name, string[] Values)> settings = [.. network.Fixed.Select(static one => ($"{one}", (string[])[$"source.with.connections_per_host={one}"])), (Tuned, [])];
        var times = settings.ToDictionary(static one => one.Name, static _ => new List<double>());
        for (var round = 0; round < rounds; round++)
        {
            for (var turn = 0; turn < settings.Count; turn++)
            {
                var (name, values) = settings[(turn + round) % settings.Count];
                var job = next();
                times[name].Add(MeasuredProcess.Run([.. Command(tgp, job, values), "--quiet"], job.Folder).Wall);
                done(job);
            }
        }

        return times;
    }

    private static IReadOnlyList<string> Command(string tgp, Job job, IReadOnlyList<string> values) => [.. OwnTools.Tgp(tgp, Tuned, values).Command(job).Where(static word => word != "--quiet")];

    private static string Row(Network network, Dictionary<string, List<double>> times)
    {
        var medians = times.ToDictionary(static one => one.Key, static one => Medians.Middle(one.Value, static wall => wall));
        var best = medians.Where(static one => one.Key != Tuned).MinBy(static one => one.Value);
        // Round by round: a machine whose clock goes up and down makes all of one round faster or slower, and a ratio of medians would take it for a difference.
        var ratio = Medians.Middle(times[Tuned].Zip(times[best.Key]), static round => round.First / round.Second);
        return string.Create(CultureInfo.InvariantCulture, $"| {network.Name}{(network.Latency > 0 ? $", +{network.Latency} ms" : "")} | {network.Workload} | {best.Key} | {best.Value:0.00} | {medians[Tuned]:0.00} | {ratio:0.00} |");
    }

    private static void Check(ServedFiles served, Network network, Job job, Place place)
    {
        if (served.Compare(job.Output, network.Workload) is { } wrong)
            throw new InvalidOperationException($"{network.Name}: {wrong}");
        place.Done(job);
    }
}
