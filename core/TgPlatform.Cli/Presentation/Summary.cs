using TgPlatform.Cli.Running;
using TgPlatform.Contracts;
using TgPlatform.Runtime.Events;
using TgPlatform.Runtime.Ledgers;
using TgPlatform.Runtime.Retries;

namespace TgPlatform.Cli.Presentation;

/// <summary>What a run came to, for people.</summary>
internal static class Summary
{
    /// <summary>The lines printed when a run has ended.</summary>
    public static IEnumerable<string> Lines(RunSnapshot now, RunOutcome outcome)
    {
        var kept = now.BytesResumed > 0 ? $", {Units.Size(now.BytesResumed)} kept from earlier attempts" : "";
        var adopted = now.Adopted > 0 ? $", {Units.Count(now.Adopted)} taken as they were" : "";
        var speed = now.Elapsed.TotalSeconds > 0 ? now.BytesFetched / now.Elapsed.TotalSeconds : 0;
        yield return $"{now.Pipeline}: {Word(outcome)} after {Units.Time(now.Elapsed)}, {Units.Size(now.BytesFetched)} fetched at {Units.Speed(speed)}{kept}{adopted}";
        yield return $"  {Accounting(outcome.Counts)}";
    }

    /// <summary>The lines about what failed; none when nothing did.</summary>
    /// <param name="file">The pipeline file.</param>
    /// <param name="outcome">How the run ended.</param>
    /// <param name="failures">What failed for good.</param>
    /// <param name="wereShown">Whether each was shown when it happened.</param>
    public static IEnumerable<string> Failures(string file, RunOutcome outcome, FailureList failures, bool wereShown)
    {
        if (outcome.Problem is { } problem)
            yield return $"the run could not go on: {problem}";
        if (wereShown && failures.Count > 0)
            yield return $"{Units.Items(failures.Count)} failed for good; 'tgp dead list {Advice.Argument(file)}' shows why";
        foreach (var failure in wereShown ? [] : failures.First)
            yield return $"dead: {failure.Item.Id} ({failure.Item.Name}){Where(failure)}: {FailureText.Short(failure.Reason)}";
        if (!wereShown && failures.Count > failures.First.Count)
            yield return $"dead: {Units.Count(failures.Count - failures.First.Count)} more; --failures FILE lists all";
        foreach (var advice in failures.Advice)
            yield return Advice.For(file, advice);
        if (outcome.Counts.Dead > failures.Count)
            yield return $"{Units.Items(outcome.Counts.Dead - failures.Count)} dead since earlier runs; 'tgp dead replay {Advice.Argument(file)} --all' has them tried again";
        if (outcome.Counts.Pending > 0)
            yield return $"{Units.Items(outcome.Counts.Pending)} not done; run again to continue";
    }

    /// <summary>What the shell is told.</summary>
    public static int ExitCode(RunOutcome outcome) => outcome switch
    {
        { Problem: not null } => ExitCodes.RunFailed,
        { Stopped: true } => ExitCodes.Stopped,
        { Counts: { Dead: 0, Pending: 0 } } => ExitCodes.Success,
        _ => ExitCodes.ItemsFailed,
    };

    /// <summary><c>found 5 = done 2 + filtered 1 + skipped 1 + dead 1 + pending 0</c>.</summary>
    public static string Accounting(LedgerCounts counts) =>
        $"found {Units.Count(counts.Found)} = done {Units.Count(counts.Done)} + filtered {Units.Count(counts.Filtered)} + skipped {Units.Count(counts.Skipped)}"
        + $" + dead {Units.Count(counts.Dead)} + pending {Units.Count(counts.Pending)}";

    private static string Word(RunOutcome outcome) => outcome switch
    {
        { Problem: not null } => "failed",
        { Stopped: true } => "stopped",
        { Counts: { Dead: 0, Pending: 0 } } => "done",
        _ => "done with failures",
    };

    private static string Where(Failure failure) => failure switch
    {
        { Step: null } => "",
        { Sink: { } sink } => $" in sink {sink}, {failure.Step}",
        _ => $" in {failure.Step}",
    };
}
