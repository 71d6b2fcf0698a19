using TgPlatform.Cli.Commands;
using TgPlatform.Contracts;
using TgPlatform.Runtime.Pipelines;
using TgPlatform.Runtime.Plugins;
using TgPlatform.Runtime.Verifying;

namespace TgPlatform.Cli.Chaos;

/// <summary>
/// One <c>tgp chaos</c>: an undisturbed run, then rounds of runs that are killed and started again until they are done. A round begins with
/// empty sinks; there are as many as the kills need.
/// </summary>
internal sealed class ChaosSession(CliHost host, PipelineDefinition pipeline, ChaosPlan plan, ChildCommand child, ChaosReport report, string folder)
{
    private readonly ChaosTally _tally = new();

    /// <summary>Runs everything.</summary>
    /// <param name="undisturbed">The run to compare with.</param>
    /// <param name="stop">Kills what runs.</param>
    /// <exception cref="UsageException">The pipeline does not run at all, or its sinks are not empty.</exception>
    public async Task<Verdict> RunAsync(Func<CancellationToken, Task<Reference>> undisturbed, CancellationToken stop)
    {
        await RequireEmptySinksAsync(stop);
        var reference = await undisturbed(stop);
        stop.ThrowIfCancellationRequested();
        if (reference.Outcome.Problem is { } problem)
            throw new UsageException($"chaos: undisturbed, the run does not go through either: {problem}", ExitCodes.RunFailed);
        report.Undisturbed(reference);
        var moments = new KillMoments(plan, reference.Took);
        do
        {
            _tally.Rounds++;
            await RoundAsync(reference, moments, stop);
        }
        while (_tally.Kills < plan.Kills && _tally.Flaws.Count == 0 && await CanBeginAnewAsync(stop));

        return report.End(_tally, plan, await Oracle(reference).BlindSpotsAsync(), [.. reference.Contents.Select(static one => one.Sink), .. reference.Records.Select(static one => one.Sink)], folder);
    }

    private string Round => Path.Combine(folder, $"round-{_tally.Rounds}");

    // One deeper, so that roots beside the pipeline's folder ('../downloads') are the round's own too.
    private string Workspace => Path.Combine(Round, "pipeline");

    private async Task RoundAsync(Reference reference, KillMoments moments, CancellationToken stop)
    {
        Directory.CreateDirectory(Workspace);
        var oracle = Oracle(reference);
        var (isDone, fetched) = (false, 0L);
        while (!isDone)
        {
            var moment = _tally.Kills < plan.Kills ? moments.Next() : (TimeSpan?)null;
            using var run = new ChildRun(child, Workspace);
            await run.EndAsync(moment, host.Time, stop);
            fetched += run.BytesFetched;
            isDone = run.ExitCode is not null;
            if (run.ExitCode is not (null or ExitCodes.Success or ExitCodes.ItemsFailed))
                throw new UsageException($"chaos: after {_tally.Kills} kills the run itself failed with exit code {run.ExitCode} (seed {plan.Seed}).{Environment.NewLine}{run.Errors}", ExitCodes.RunFailed);
            if (isDone && moment is not null)
                moments.TooLate();
            if (isDone)
                continue;
            _tally.Kills++;
            _tally.KillsBeforeBytes += run.BytesFetched == 0 ? 1 : 0;
            _tally.BytesBeforeKills += run.BytesFetched;
            var flaws = await oracle.AfterKillAsync(stop);
            _tally.Flaws.AddRange(flaws);
            report.Killed(_tally.Kills, moment!.Value, run.BytesFetched, fetched, flaws);
            if (flaws.Count > 0)
                return;
            if (run.BytesFetched == 0)
                moments.TooSoon();
        }

        _tally.BytesFetchedAgain += Math.Max(0, fetched - reference.BytesFetched);
        var left = await oracle.AtTheEndAsync(stop);
        _tally.Flaws.AddRange(left);
        report.RoundEnded(_tally, left);
        if (_tally.Flaws.Count == 0)
            Directory.Delete(Round, recursive: true);
    }

    /// <summary>Sinks in the workspace are empty again in the next one; those elsewhere hold what the last round put there.</summary>
    private async Task<bool> CanBeginAnewAsync(CancellationToken stop) => (await Oracle(null).FilledAsync(stop)).Count == 0;

    private async Task RequireEmptySinksAsync(CancellationToken stop)
    {
        Directory.CreateDirectory(Workspace);
        if (await Oracle(null).FilledAsync(stop) is [var filled, ..])
        {
            Directory.Delete(folder, recursive: true);
            throw new UsageException($"chaos: sink '{filled}' shows content already, and chaos needs an empty one. Give it another place by --set sinks[N].with.… for the time of the trial.");
        }
    }

    private KillOracle Oracle(Reference? reference) =>
        new(pipeline with { Workspace = Workspace }, reference ?? new(new(default, default, false, null), [], 0, default), Lend);

    private PluginContext Lend(string plugin) => PluginContexts.For(plugin, Workspace, host.Time);
}
