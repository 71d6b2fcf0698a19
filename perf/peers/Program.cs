using System.CommandLine;

namespace TgPlatform.Peers;

/// <summary><c>peers measure</c> and <c>peers probe</c>.</summary>
internal static class Program
{
    private static Task<int> Main(string[] arguments) =>
        new RootCommand("Measures tgp beside the tools a user would pick instead.") { Measure(), ProbeCommand() }.Parse(arguments).InvokeAsync();

    private static Command Measure()
    {
        var quick = new Option<bool>("--quick") { Description = "Small sizes, one round: for a check in passing." };
        var cases = Many<string>("--case", "Only this case: small, middle or large; several times for several.");
        var targets = Many("--target", "Only this target: disk or tmpfs.", "disk", "tmpfs");
        var latencies = Many("--latency", "Only this latency, in milliseconds.", 0, 20);
        var tools = Many<string>("--tool", "Only this tool, by its name in the table; several times for several.");
        var variants = Many<string>("--variant", "tgp once more under another name with settings: off=engine.cores=off;engine.consumers=8");
        var rounds = new Option<int?>("--rounds") { Description = "Counted rounds: 5, with latency 3, with --quick 1." };
        var keep = new Option<bool>("--keep") { Description = "Put raw data and table into perf/results." };
        var results = new Option<string?>("--results") { Description = "Name of the raw data: peers, with --quick peers-quick." };
        var (work, tgp, repository) = (Needed("--work"), Needed("--tgp"), Needed("--repository"));
        var command = new Command("measure", "Runs every tool in alternation.") { quick, cases, targets, latencies, tools, variants, rounds, keep, results, work, tgp, repository };
        command.SetAction(given =>
        {
            var isQuick = given.GetValue(quick);
            return Campaign.Run(new()
            {
                Quick = isQuick,
                Cases = given.GetValue(cases)!,
                Targets = given.GetValue(targets)!,
                Latencies = given.GetValue(latencies)!,
                Tools = given.GetValue(tools)!,
                Variants = given.GetValue(variants)!,
                Rounds = given.GetValue(rounds) ?? (isQuick ? 1 : 5),
                Keep = given.GetValue(keep),
                Results = given.GetValue(results) ?? (isQuick ? "peers-quick" : "peers"),
                Work = given.GetRequiredValue(work),
                Tgp = given.GetRequiredValue(tgp),
                Repository = given.GetRequiredValue(repository),
            });
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
