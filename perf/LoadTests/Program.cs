using System.CommandLine;
using System.Runtime.CompilerServices;
using TgPlatform.Cli.Loads;

namespace TgPlatform.LoadTests;

/// <summary>Runs load scenarios one after the other, tells how they end, and writes the report.</summary>
internal static class Program
{
    private const double QuickPart = 0.2;

    private static Task<int> Main(string[] arguments)
    {
        var names = new Argument<string[]>("SCENARIO") { Description = $"Which: {string.Join(", ", Scenarios.All.Select(static one => one.Name))}. All of them when none is named.", Arity = ArgumentArity.ZeroOrMore };
        names.AcceptOnlyFromAmong([.. Scenarios.All.Select(static one => one.Name)]);
        var quick = new Option<bool>("--quick") { Description = "A fifth of the time." };
        var keep = new Option<bool>("--keep") { Description = "Write the report to perf/results instead of the folder it is run from." };
        var command = new RootCommand("What an operator wants to know before going live.") { names, quick, keep };
        command.SetAction((given, stop) => RunAsync(
            Scenarios.All.Where(one => given.GetValue(names) is not { Length: > 0 } wanted || wanted.Contains(one.Name)),
            given.GetValue(quick), given.GetValue(keep) ? Results() : Environment.CurrentDirectory, stop));
        return command.Parse(arguments).InvokeAsync();
    }

    private static async Task<int> RunAsync(IEnumerable<LoadScenario> scenarios, bool quick, string folder, CancellationToken stop)
    {
        var results = new List<LoadResult>();
        foreach (var scenario in scenarios)
        {
            Console.WriteLine($"{scenario.Name}: {scenario.Purpose}");
            var shaped = quick ? scenario with { Profile = [.. scenario.Profile.Select(static phase => phase with { Length = phase.Length * QuickPart })] } : scenario;
#if FULL_FEED
            results.Add(await new FullFeed.NBomberLoads(TimeProvider.System, folder).RunAsync(shaped, stop));
#else
            results.Add(await new LoadRunner(TimeProvider.System).RunAsync(shaped, static _ => { }, stop));
#endif
            foreach (var line in LoadText.Lines(results[^1]))
                Console.WriteLine(line);
        }

        Directory.CreateDirectory(folder);
        await File.WriteAllLinesAsync(Path.Combine(folder, "load.txt"), results.SelectMany(LoadText.Lines), CancellationToken.None);
        await File.WriteAllTextAsync(Path.Combine(folder, "load.html"), LoadHtml.Of(results), CancellationToken.None);
        await File.WriteAllLinesAsync(Path.Combine(folder, "load.jsonl"), results.Select(LoadJson.Of), CancellationToken.None);
        Console.WriteLine($"Report: {Path.Combine(folder, "load.html")}");
        return results.TrueForAll(static result => result.IsMet) ? 0 : 1;
    }

    private static string Results([CallerFilePath] string here = "") => Path.GetFullPath(Path.Combine(Path.GetDirectoryName(here)!, "..", "results"));
}
