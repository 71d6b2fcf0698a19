using System.CommandLine;
using TgPlatform.Cli.Commands;
using TgPlatform.Cli.Planning;
using TgPlatform.Runtime.Hooks.Prompt;
using TgPlatform.Runtime.Planning;

namespace TgPlatform.Cli.Trying;

/// <summary><c>tgp try</c>: a prompt where hooks are tried on sampled items.</summary>
internal static class TryCommand
{
    private const int ItemsByDefault = 20;

    /// <summary>Makes the command.</summary>
    public static Command Build(CliHost host, GlobalOptions global)
    {
        var arguments = new PipelineArguments(host, global);
        var sample = new Option<string?>("--sample") { Description = "Try on the items of this file (JSON, one per line) instead of the source's.", HelpName = "FILE" };
        var items = new Option<int>("--items") { Description = $"How many items are taken; {ItemsByDefault} when not given.", HelpName = "N", DefaultValueFactory = static _ => ItemsByDefault };
        var command = new ExampleCommand(
            "try", "Opens a prompt: type C# as hooks have it, and see at once what it gives for items of the source. Tab completes; lines may also be piped in.",
            "tgp try pipelines/quickstart.yaml --sandbox", "tgp try pipelines/quickstart.yaml --sample items.jsonl", "echo 'item.Size > 5.MB()' | tgp try pipelines/quickstart.yaml --sandbox");
        arguments.AddTo(command);
        command.Add(sample);
        command.Add(items);
        command.SetAction(async (given, cancellation) =>
        {
            await using var opened = await arguments.OpenAsync(given, givesItems: given.GetValue(sample) is not null);
            opened.PrintFindings(host.Terminal);
            if (!opened.TryUse(out var pipeline, out var hooks))
                return ExitCodes.WrongPipeline;
            using var plan = new PlanSession(host, pipeline, hooks) { Sample = given.GetValue(sample) };
            var found = new List<PlannedItem>();
            await foreach (var item in plan.PlanAsync(cancellation).Take(Math.Max(1, given.GetValue(items))))
                found.Add(item);
            if (found.Count == 0)
                throw new UsageException("the source has found nothing to try on. Give items with --sample.", ExitCodes.RunFailed);
            using var prompt = new HookPrompt(pipeline.Source.Offer.Fields);
            return await new TrySession(host, prompt, plan, pipeline.Source.Offer, found).RunAsync(cancellation);
        });
        return command;
    }
}
