using System.CommandLine;

namespace TgPlatform.Peers;

/// <summary><c>peers measure</c>, <c>peers startup</c>, <c>peers tuning</c> and <c>peers probe</c>.</summary>
internal static class Program
{
    private static Task<int> Main(string[] arguments) =>
        new RootCommand("Measures tgp beside the tools a user would pick instead.") { Measure(), StartUpCommand(), TuningCommand(), ProbeCommand() }.Parse(arguments).InvokeAsync();

    private static Command Measure()
    {
        var quick = new Option<bool>("--quick") { Description = "Small sizes, one round: for a check in passing." };
        var growth = new Option<bool>("--growth") { Description = "Growing numbers and sizes of files instead of the three cases, for tgp alone unless tools are named; draws plots." };
        var cases = Many<string>("--case", "Only this case: small, middle or large, or a name of the growing ones; several times for several.");
        var targets = Many("--target", "Only this target: disk or tmpfs.", "disk", "tmpfs");
        var latencies = Many("--latency", "Only this latency, in milliseconds.", 0, 20);
        var tools = Many<string>("--tool", "Only this tool, by its name in the table; several times for several.");
        var variants = Many<string>("--variant", "tgp once more under another name with settings: off=engine.cores=off;engine.consumers=8");
        var rounds = new Option<int?>("--rounds") { Description = "Counted rounds: 5, with latency or --growth 3, with --quick 1." };
        var keep = new Option<bool>("--keep") { Description = "Put raw data and table into perf/results." };
        var results = new Option<string?>("--results") { Description = "Name of the raw data: peers or growth, with --quick peers-quick or growth-quick." };
        var (work, tgp, repository) = (Needed("--work"), Needed("--tgp"), Needed("--repository"));
        var command = new Command("measure", "Runs every tool in alternation.") { quick, growth, cases, targets, latencies, tools, variants, rounds, keep, results, work, tgp, repository };
        command.SetAction(given =>
        {
            var (isQuick, isGrowth) = (given.GetValue(quick), given.GetValue(growth));
            return Campaign.Run(new()
            {
                Quick = isQuick,
                Growth = isGrowth,
                Cases = given.GetValue(cases)!,
                Targets = given.GetValue(targets)!,
                Latencies = isGrowth && given.GetResult(latencies) is not { Implicit: false } ? [0] : given.GetValue(latencies)!,
                Tools = given.GetValue(tools) is { Length: 0 } && isGrowth ? ["tgp"] : given.GetValue(tools)!,
                Variants = given.GetValue(variants)!,
                Rounds = given.GetValue(rounds) ?? (isQuick ? 1 : isGrowth ? 3 : 5),
                Keep = given.GetValue(keep),
                Results = given.GetValue(results) ?? $"{(isGrowth ? "growth" : "peers")}{(isQuick ? "-quick" : "")}",
                Work = given.GetRequiredValue(work),
                Tgp = given.GetRequiredValue(tgp),
                Repository = given.GetRequiredValue(repository),
            });
        });
        return command;
    }

    private static Command StartUpCommand()
    {
        var (work, tgp, repository) = (Needed("--work"), Needed("--tgp"), Needed("--repository"));
        var rounds = new Option<int>("--rounds") { Description = "Counted rounds.", DefaultValueFactory = static _ => 15 };
        var keep = new Option<bool>("--keep") { Description = "Put the raw data and the table into perf/results." };
        var command = new Command("startup", "Where the time goes between starting tgp and its first byte.") { rounds, keep, work, tgp, repository };
        command.SetAction(given => StartUp.Run(
            given.GetRequiredValue(tgp), given.GetRequiredValue(work), given.GetValue(rounds), given.GetRequiredValue(repository), given.GetValue(keep)));
        return command;
    }

    private static Command TuningCommand()
    {
        var (work, tgp, repository) = (Needed("--work"), Needed("--tgp"), Needed("--repository"));
        var quick = new Option<bool>("--quick") { Description = "A fifth of the files, one round." };
        var names = Many<string>("--network", $"Only this network: {string.Join(", ", Network.All.Select(static one => one.Name))}; several times for several.");
        var rounds = new Option<int?>("--rounds") { Description = "Rounds: 3, with --quick 1." };
        var keep = new Option<bool>("--keep") { Description = "Put raw data, table and plots into perf/results." };
        var command = new Command("tuning", "Whether tgp finds the number of connections that a network wants.") { quick, names, rounds, keep, work, tgp, repository };
        command.SetAction(given =>
        {
            var (isQuick, wanted) = (given.GetValue(quick), given.GetValue(names)!);
            var networks = Network.All.Where(one => wanted.Length == 0 || wanted.Contains(one.Name)).Select(one => isQuick ? one.Quick : one).ToList();
            var results = given.GetValue(keep) ? Path.Combine(given.GetRequiredValue(repository), "perf", "results") : given.GetRequiredValue(work);
            return Tuning.Run(
                networks, given.GetRequiredValue(tgp), given.GetRequiredValue(work), results, given.GetValue(rounds) ?? (isQuick ? 1 : 3), Machine.Describe(given.GetRequiredValue(repository)));
        });
        return command;
    }

    private static Command ProbeCommand()
    {
        var (list, output) = (Needed("--list"), Needed("--output"));
        var connections = new Option<int>("--connections") { Required = true };
        var command = new Command("probe", "HttpClient alone, as one of the measured programs.") { list, output, connections };
        command.SetAction((given, _) => Probe.RunAsync(given.GetRequiredValue(list), given.GetRequiredValue(output), given.GetValue(connections)));
        return command;
    }

    private static Option<T[]> Many<T>(string name, string description, params T[] standard) =>
        new(name) { Description = description, DefaultValueFactory = _ => standard, Arity = ArgumentArity.OneOrMore };

    private static Option<string> Needed(string name) => new(name) { Required = true, Description = "Given by run.sh." };
}
