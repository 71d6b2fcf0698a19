using System.CommandLine;
using Microsoft.Extensions.Logging;
using TgPlatform.Cli.Logging;
using TgPlatform.Cli.Running;
using TgPlatform.Cli.Screens;
using TgPlatform.Runtime.Logging;

namespace TgPlatform.Cli.Commands;

/// <summary><c>tgp run</c>: runs a pipeline until everything it found has ended.</summary>
internal static class RunCommand
{
    /// <summary>The option that puts ledger and sinks elsewhere.</summary>
    public const string Workspace = "--workspace";

    /// <summary>Makes the command.</summary>
    public static Command Build(CliHost host, GlobalOptions global)
    {
        var arguments = new PipelineArguments(host, global);
        var failures = new Option<string?>("--failures") { Description = "A file that takes every item that failed for good, as JSON, one per line.", HelpName = "FILE" };
        var adopt = new Option<bool>("--adopt")
        {
            Description = "Take what is there under an item's name as the item's own instead of fetching it, when it is as long as the source says and has every sum the source declares: "
                + "for files whose memory, the folder .tgp, is gone. It is read once; everything else goes the usual way. A source that declares no sums (Telegram) is believed by length alone. "
                + "A run that was interrupted wants the option again; items that are dead already want 'tgp dead replay FILE --all' before it.",
        };
        // For 'tgp chaos', whose runs must not touch what the pipeline has really done.
        var workspace = new Option<string?>(Workspace) { Description = "The folder for the ledger and for relative paths of sinks.", HelpName = "DIR", Hidden = true };
        var run = new ExampleCommand(
            "run", "Runs a pipeline. Ctrl-C ends what is under way, a second one stops at once; run again to continue.",
            "tgp run pipelines/quickstart.yaml --sandbox", "tgp run pipelines/quickstart.yaml --sandbox --set engine.consumers=8 --json", "tgp run pipelines/quickstart.yaml --sandbox --quiet --failures failed.jsonl");
        arguments.AddTo(run);
        run.Add(failures);
        run.Add(adopt);
        run.Add(workspace);
        run.SetAction(async (given, _) =>
        {
            await using var opened = await arguments.OpenAsync(given);
            opened.PrintFindings(host.Terminal);
            for (var current = opened; ;)
            {
                if (!current.TryUse(out var pipeline, out var hooks))
                    return ExitCodes.WrongPipeline;
                if (given.GetValue(workspace) is { } elsewhere)
                    pipeline = pipeline with { Workspace = Path.GetFullPath(elsewhere) };
                await using var screen = ScreenFor(host, given.GetValue(global.Json), given.GetValue(global.Quiet), given.GetValue(global.Level) ?? LogLevel.Warning);
                await using var swap = new PluginSwap(current.Catalog, host.Time, () => arguments.Reopen(given, opened), screen.Problem);
                var level = given.GetValue(global.Level);
                var logging = pipeline.Logging with { Level = level ?? pipeline.Logging.Level, File = given.GetValue(global.LogFile) is { } file ? Path.GetFullPath(file) : pipeline.Logging.File };
                var session = new RunSession(host, new(arguments.FileOf(given), screen, logging, level is { } asked ? LogSetup.LevelOf(asked) : screen.LogLevel, given.GetValue(failures), swap, IsContinued: current != opened, given.GetValue(adopt)));
                var exitCode = await session.RunAsync(pipeline, hooks);
                if (current != opened)
                    current.LetGo();
                if (!session.GoesOn)
                    return exitCode;
                current = swap.Next!;
            }
        });
        return run;
    }

    private static IScreen ScreenFor(CliHost host, bool json, bool quiet, LogLevel level) => (json, quiet, host.Terminal.IsLive) switch
    {
        (true, _, _) => new JsonScreen(host.Terminal, host.Time),
        (_, false, true) => new LiveScreen(host.Terminal, host.Time),
        // A finer level has the waits in the log; whoever asks for a coarser one does not want them.
        _ => new LineScreen(host.Terminal, quiet, tellsWaits: quiet && level == LogLevel.Warning, host.Time),
    };
}
