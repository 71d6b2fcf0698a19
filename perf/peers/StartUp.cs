using System.Diagnostics;
using System.Globalization;

namespace TgPlatform.Peers;

/// <summary>Where the time goes between starting tgp and its first byte: stages, each a little more of a whole run, as medians.</summary>
internal static class StartUp
{
    private const string Heading = "stage,round,ms,taken";

    /// <summary>Measures and tells.</summary>
    public static int Run(string tgp, string work, int rounds, string repository, bool keep)
    {
        var folder = Path.Combine(work, "startup");
        if (Directory.Exists(folder))
            Directory.Delete(folder, recursive: true);
        Directory.CreateDirectory(folder);
        using var server = new FirstRequest();
        var pipeline = Path.Combine(folder, "pipeline.yaml");
        var nothing = Path.Combine(folder, "nothing.jsonl");
        File.WriteAllText(nothing, "");
        File.WriteAllLines(pipeline,
        [
            "name: startup",
            $"source: {{ use: http, with: {{ urls: [\"{server.Address}\"] }} }}",
            "filter: item.Size is null || item.Size < 1.MB()",
            "path: \"{item.Stem}-{item.Size}{item.Extension}\"",
            "sinks: [{ use: filesystem, with: { root: out, on_conflict: overwrite } }]",
        ]);
        var raw = new List<(string Stage, int Round, double Milliseconds)>();
        // Round 0 compiles the hooks and fills caches. 'tgp lint' would compile them each time, for its warnings.
        for (var round = 0; round <= rounds; round++)
        {
            raw.Add(("command line: tgp --version", round, Time(tgp, folder, "--version")));
            raw.Add(("and file, plugins, hooks from the cache: tgp plan of no items", round, Time(tgp, folder, "plan", pipeline, "--sample", nothing)));
            foreach (var ledger in Directory.EnumerateFiles(Path.Combine(folder, ".tgp"), "ledger.db*"))
                File.Delete(ledger);
            var began = Stopwatch.GetTimestamp();
            var whole = Time(tgp, folder, "run", pipeline, "--quiet");
            raw.Add(("and ledger, engine, source, until the server is asked: tgp run", round, Stopwatch.GetElapsedTime(began, server.AskedAt).TotalMilliseconds));
            raw.Add(("the whole tgp run of one tiny file", round, whole));
        }

        Directory.Delete(folder, recursive: true);
        Tell(raw.Where(static one => one.Round > 0).ToList(), keep ? Path.Combine(repository, "perf", "results") : work, Machine.Describe(repository));
        return 0;
    }

    private static void Tell(List<(string Stage, int Round, double Milliseconds)> raw, string folder, string taken)
    {
        string[] lines =
        [
            taken, "", "| stage | median ms | least | most |", "| --- | ---: | ---: | ---: |",
            .. raw.GroupBy(static one => one.Stage).Select(static stage => string.Create(
                CultureInfo.InvariantCulture,
                $"| {stage.Key} | {Medians.Middle(stage, static one => one.Milliseconds):0} | {stage.Min(static one => one.Milliseconds):0} | {stage.Max(static one => one.Milliseconds):0} |")),
        ];
        foreach (var line in lines)
            Console.WriteLine(line);
        Directory.CreateDirectory(folder);
        File.WriteAllLines(Path.Combine(folder, "startup.md"), lines);
        File.WriteAllLines(Path.Combine(folder, "startup.csv"), [Heading, .. raw.Select(one => string.Create(CultureInfo.InvariantCulture, $"\"{one.Stage}\",{one.Round},{one.Milliseconds:0.0},{taken}"))]);
    }

    private static double Time(string program, string folder, params string[] arguments)
    {
        var began = Stopwatch.GetTimestamp();
        using var process = Process.Start(new ProcessStartInfo(program, arguments) { WorkingDirectory = folder, RedirectStandardOutput = true })!;
        process.StandardOutput.ReadToEnd();
        process.WaitForExit();
        var taken = Stopwatch.GetElapsedTime(began).TotalMilliseconds;
        return process.ExitCode == 0 ? taken : throw new InvalidOperationException($"{program} {arguments[0]} ended with {process.ExitCode}");
    }
}
