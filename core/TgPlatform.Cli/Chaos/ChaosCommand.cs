using System.CommandLine;
using System.Globalization;
using TgPlatform.Cli.Commands;
using TgPlatform.Cli.Running;
using TgPlatform.Runtime.Engine;
using TgPlatform.Runtime.Events;
using TgPlatform.Runtime.Hooks;
using TgPlatform.Runtime.Pipelines;
using TgPlatform.Runtime.Verifying;

namespace TgPlatform.Cli.Chaos;

/// <summary><c>tgp chaos</c>: kills runs of a pipeline at random moments and proves that nothing is lost, half, or twice.</summary>
internal static class ChaosCommand
{
    private const int UsualKills = 10;

    /// <summary>Makes the command.</summary>
    public static Command Build(CliHost host, GlobalOptions global)
    {
        var arguments = new PipelineArguments(host, global);
        var kills = new Option<int>("--kills") { Description = "How many runs are killed.", HelpName = "N", DefaultValueFactory = static _ => UsualKills };
        kills.Validators.Add(static given =>
        {
            // Asking for the value of a text that is no number throws; the parser reports that one.
            if (given.Tokens is [var text] && int.TryParse(text.Value, CultureInfo.InvariantCulture, out var count) && count is < 1 or > 1_000_000)
                given.AddError("--kills: write a number from 1 to 1000000.");
        });
        var seed = new Option<int?>("--seed") { Description = "Draws the same moments again; a random one when not given.", HelpName = "S" };
        var leastKept = new Option<double>("--least-kept") { Description = "Breaks the verdict when less than this many percent of the bytes fetched before kills were kept.", HelpName = "PERCENT" };
        leastKept.Validators.Add(static given =>
        {
            if (given.Tokens is [var text] && double.TryParse(text.Value, CultureInfo.InvariantCulture, out var percent) && percent is not (>= 0 and <= 100))
                given.AddError("--least-kept: write a percentage from 0 to 100.");
        });
        var chaos = new ExampleCommand(
            "chaos",
            "Runs the pipeline in child processes, kills them at random moments (SIGKILL), restarts until all is done, and compares with an undisturbed run: nothing missing, half, twice or foreign. "
            + "It fetches everything at least twice. Ledger and relative sink roots are in .tgp beside the file and go afterwards; other sinks must be empty, or be given elsewhere by --set.",
            "tgp chaos pipelines/quickstart.yaml --sandbox", "tgp chaos pipelines/quickstart.yaml --sandbox --kills 100 --seed 7", "tgp chaos pipelines/quickstart.yaml --sandbox --set 'sinks[0].with.root=/tmp/chaos' --least-kept 50");
        arguments.AddTo(chaos);
        foreach (var option in new Option[] { kills, seed, leastKept })
            chaos.Add(option);
        chaos.SetAction(async (given, _) =>
        {
            await using var opened = await arguments.OpenAsync(given);
            opened.PrintFindings(host.Terminal);
            if (!opened.TryUse(out var pipeline, out var hooks))
                return ExitCodes.WrongPipeline;
            var plan = new ChaosPlan(given.GetValue(kills), given.GetValue(seed) ?? Random.Shared.Next(), given.GetValue(leastKept));
            var child = new ChildCommand([.. arguments.Repeat(given)], opened.Sandboxes.Variables);
            var report = new ChaosReport(host.Terminal, given.GetValue(global.Json), given.GetValue(global.Quiet));
            return await RunAsync(host, pipeline, hooks, plan, child, report);
        });
        return chaos;
    }

    private static async Task<int> RunAsync(CliHost host, PipelineDefinition pipeline, IPipelineHooks hooks, ChaosPlan plan, ChildCommand child, ChaosReport report)
    {
        var folder = Path.Combine(pipeline.Workspace, ".tgp", $"chaos-{plan.Seed}");
        if (Directory.Exists(folder))
            throw new UsageException($"chaos: {folder} is there from an earlier chaos with this seed. Look at it, remove it, or take another --seed.");
        using var signals = new StopSignals(static _ => { });
        signals.Listen();
        try
        {
            var verdict = await new ChaosSession(host, pipeline, plan, child, report, folder).RunAsync(UndisturbedAsync, signals.Stop);
            if (verdict != Verdict.Broken)
                Directory.Delete(folder, recursive: true);
            return verdict == Verdict.Sound ? ExitCodes.Success : ExitCodes.ItemsFailed;
        }
        catch (OperationCanceledException) when (signals.Stop.IsCancellationRequested)
        {
            Directory.Delete(folder, recursive: true);
            return ExitCodes.Stopped;
        }

        async Task<Reference> UndisturbedAsync(CancellationToken stop)
        {
            await using var watch = new WaitWatch(host.Time, report.Waits);
            return await ReferenceRun.RunAsync(pipeline with { Workspace = Path.Combine(folder, "undisturbed") }, hooks, new RunEnvironment { Observer = watch, Time = host.Time }, stop);
        }
    }
}
