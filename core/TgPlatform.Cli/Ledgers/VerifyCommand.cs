using System.CommandLine;
using TgPlatform.Cli.Commands;
using TgPlatform.Cli.Pipelines;
using TgPlatform.Cli.Presentation;
using TgPlatform.Contracts;
using TgPlatform.Runtime.Ledgers;
using TgPlatform.Runtime.Ledgers.Reading;
using TgPlatform.Runtime.Pipelines;
using TgPlatform.Runtime.Plugins;
using TgPlatform.Runtime.Verifying;

namespace TgPlatform.Cli.Ledgers;

/// <summary><c>tgp verify</c>: whether everything that was committed is still there, byte for byte.</summary>
internal static class VerifyCommand
{
    /// <summary>Makes the command.</summary>
    public static Command Build(CliHost host, GlobalOptions global)
    {
        var arguments = new PipelineArguments(host, global);
        var verify = new ExampleCommand(
            "verify", "Reads again what the pipeline has committed, and reports what is missing, altered, or not its own. Changes nothing in the sinks, and does not ask the source.",
            "tgp verify pipelines/quickstart.yaml", "tgp verify pipelines/quickstart.yaml --json", "tgp verify pipelines/quickstart.yaml --refetch");
        var refetch = new Option<bool>("--refetch") { Description = "Ask once more for what is missing or altered: the next run fetches it for the sinks that lost it, under its old name." };
        arguments.AddTo(verify);
        verify.Add(refetch);
        verify.SetAction(async (given, cancellation) =>
        {
            await using var opened = await arguments.OpenAsync(given, givesItems: true);
            opened.PrintFindings(host.Terminal);
            if (!opened.TryUse(out var pipeline, out _))
                return ExitCodes.WrongPipeline;
            var report = new VerifyReport(host.Terminal, given.GetValue(global.Json), given.GetValue(global.Quiet)) { File = arguments.FileOf(given) };
            return await VerifyAsync(host, pipeline, report, given.GetValue(refetch), cancellation);
        });
        return verify;
    }

    private static async Task<int> VerifyAsync(CliHost host, PipelineDefinition pipeline, VerifyReport report, bool refetch, CancellationToken cancellation)
    {
        var folder = OpenedPipeline.FolderOf(pipeline);
        var verifier = new ContentVerifier(pipeline);
        try
        {
            using var ledger = LedgerReader.Open(folder);
            await foreach (var one in verifier.VerifyAsync(ledger, plugin => OpenedPipeline.Lend(pipeline, plugin, host.Time), cancellation))
                report.Add(one);
        }
        catch (LedgerException unusable)
        {
            throw new UsageException(unusable.Message, ExitCodes.RunFailed);
        }
        catch (Exception failure) when (failure is not OperationCanceledException)
        {
            throw new UsageException($"what was committed cannot be read: {failure.Message.ReplaceLineEndings(" ")}", ExitCodes.RunFailed);
        }

        int? asked = refetch ? LedgerPlace.Guard(() => Refetching.Ask(folder, pipeline.Name, report.Lost)) : null;
        var exitCode = report.End(verifier.Unreadable, asked, pipeline.Sinks.Count, LedgerPlace.Guard(() => Pending(folder, pipeline.Name, asked ?? 0, host.Time.GetLocalNow())));
        // What could not be looked at now must not be taken for well.
        return exitCode == ExitCodes.Success && verifier.IsIncomplete ? ExitCodes.RunFailed : exitCode;
    }

    private static PendingHint Pending(string folder, string pipeline, int asked, DateTimeOffset now)
    {
        using var ledger = LedgerReader.Open(folder);
        var status = ledger.Status(pipeline);
        return new(Math.Max(0, status.Counts.Pending - asked), status switch
        {
            { RunningProcess: not null } => "a run is on",
            { StoppedCleanly: false } => UnfinishedText.Killed(ledger.Unfinished(pipeline), now),
            _ => null,
        });
    }
}
