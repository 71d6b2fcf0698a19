using System.CommandLine;
using TgPlatform.Cli.Pipelines;
using TgPlatform.Cli.Presentation;
using TgPlatform.Contracts;
using TgPlatform.Runtime.Hooks;
using TgPlatform.Runtime.Ledgers;
using TgPlatform.Runtime.Ledgers.Reading;
using TgPlatform.Runtime.Pipelines;
using TgPlatform.Runtime.Plugins;
using TgPlatform.Runtime.Planning;

namespace TgPlatform.Cli.Commands;

/// <summary><c>tgp plan</c>: what a run would do, item by item.</summary>
internal static class PlanCommand
{
    /// <summary>Makes the command.</summary>
    public static Command Build(CliHost host, GlobalOptions global)
    {
        var arguments = new PipelineArguments(host, global);
        var plan = new ExampleCommand(
            "plan", "Says what a run would do with each item: verdict, size, lane, name. Fetches and writes nothing.", "tgp plan archive.yaml", "tgp plan pipelines/quickstart.yaml --sandbox --json");
        arguments.AddTo(plan);
        plan.SetAction(async (given, cancellation) =>
        {
            await using var opened = await arguments.OpenAsync(given);
            opened.PrintFindings(host.Terminal);
            if (!opened.TryUse(out var pipeline, out var hooks))
                return ExitCodes.WrongPipeline;
            var print = given.GetValue(global.Json) ? new PlanPrinter(host.Terminal, PlanText.Json, null)
                : given.GetValue(global.Quiet) ? new PlanPrinter(host.Terminal, PlanText.Problems, null)
                : new PlanPrinter(host.Terminal, PlanText.Lines, PlanText.Head);
            return await PlanAsync(host, pipeline, hooks, print, cancellation);
        });
        return plan;
    }

    private static async Task<int> PlanAsync(CliHost host, PipelineDefinition pipeline, IPipelineHooks hooks, PlanPrinter print, CancellationToken cancellation)
    {
        var folder = OpenedPipeline.FolderOf(pipeline);
        try
        {
            using var known = KnownItems.Open(folder, pipeline.Name, host.Time);
            var context = PluginContexts.For(pipeline.Source.Offer.Plugin, folder, host.Time);
            var planner = new PipelinePlanner(pipeline, hooks, known.Find);
            await foreach (var item in planner.PlanAsync(context, cancellation))
                print.Add(item);
            if (planner.SourceGoesOn)
                host.Terminal.Problem($"the source goes on; it has found nothing more for {Units.Time(PipelinePlanner.Silence)}, and planning ends here");
        }
        catch (LedgerException unusable)
        {
            throw new UsageException(unusable.Message, ExitCodes.RunFailed);
        }
        catch (Exception failure) when (failure is not OperationCanceledException)
        {
            throw new UsageException($"the source cannot be asked: {failure.Message.ReplaceLineEndings(" ")}", ExitCodes.RunFailed);
        }

        return print.End();
    }
}
