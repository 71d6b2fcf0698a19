using System.CommandLine;
using TgPlatform.Cli.Pipelines;
using TgPlatform.Cli.Planning;
using TgPlatform.Cli.Presentation;

namespace TgPlatform.Cli.Commands;

/// <summary><c>tgp plan</c>: what a run would do, item by item.</summary>
internal static class PlanCommand
{
    /// <summary>Makes the command.</summary>
    public static Command Build(CliHost host, GlobalOptions global)
    {
        var arguments = new PipelineArguments(host, global);
        var sample = new Option<string?>("--sample") { Description = "Plan the items of this file (JSON, one per line) instead of asking the source; earlier runs do not count.", HelpName = "FILE" };
        var record = new Option<string?>("--record") { Description = "A file that takes every item found, for --sample, 'tgp test' and 'tgp try'.", HelpName = "FILE" };
        var explain = new Option<string?>("--explain") { Description = "Show everything about the item of this id or name: what hooks see of it, and what each hook says.", HelpName = "ITEM" };
        var connect = new Option<bool>("--connect") { Description = "Connect the sinks too, and say of each name whether something is there already; else only names that other items have from earlier runs are called taken." };
        var compare = new Option<bool>("--compare-strategies") { Description = "Show instead what every strategy would make of the items: per lane, against the least possible, and which one fits." };
        var plan = new ExampleCommand(
            "plan", "Says what a run would do with each item: verdict, size, lane, name. Fetches and writes nothing.",
            "tgp plan pipelines/quickstart.yaml --sandbox", "tgp plan pipelines/quickstart.yaml --sandbox --explain photo_001.jpg", "tgp plan pipelines/quickstart.yaml --sandbox --compare-strategies", "tgp plan pipelines/quickstart.yaml --sandbox --record items.jsonl", "tgp plan pipelines/quickstart.yaml --sample items.jsonl --json");
        arguments.AddTo(plan);
        foreach (var option in new Option[] { sample, record, explain, connect, compare })
            plan.Add(option);
        plan.SetAction(async (given, cancellation) =>
        {
            await using var opened = await arguments.OpenAsync(given, givesItems: given.GetValue(sample) is not null);
            opened.PrintFindings(host.Terminal);
            if (!opened.TryUse(out var pipeline, out var hooks))
                return ExitCodes.WrongPipeline;
            var (json, quiet) = (given.GetValue(global.Json), given.GetValue(global.Quiet));
            using var session = new PlanSession(host, pipeline, hooks)
            {
                Sample = given.GetValue(sample),
                Record = given.GetValue(record),
                LooksAtSinks = given.GetValue(connect),
            };
            if (given.GetValue(compare))
                return await session.CompareAsync(opened.Catalog, json, cancellation);
            if (given.GetValue(explain) is { } item)
                return await session.ExplainAsync(item, json, cancellation);
            var print = json ? new PlanPrinter(host.Terminal, PlanText.Json, null)
                : quiet ? new PlanPrinter(host.Terminal, PlanText.Problems, null)
                : new PlanPrinter(host.Terminal, PlanText.Lines, PlanText.Head);
            return await session.PrintAsync(print, cancellation);
        });
        return plan;
    }
}
