using TgPlatform.Cli.Presentation;
using TgPlatform.Cli.Running;

namespace TgPlatform.Cli.Loads;

/// <summary>
/// Runs a scenario: offers items when they are due, whether or not earlier ones have ended, and counts what becomes of them.
/// </summary>
/// <param name="time">The clock.</param>
internal sealed class LoadRunner(TimeProvider time)
{
    private static readonly TimeSpan Second = TimeSpan.FromSeconds(1);

    /// <summary>Runs it.</summary>
    /// <param name="scenario">What.</param>
    /// <param name="tell">Takes a line every second, for people.</param>
    /// <param name="stop">Ends the load; what was measured until then is the result.</param>
    public async Task<LoadResult> RunAsync(LoadScenario scenario, Action<string> tell, CancellationToken stop)
    {
        await using var target = await scenario.Start(stop);
        if (scenario.WarmUp > TimeSpan.Zero)
        {
            var first = Math.Max(1, scenario.Profile[0].From);
            await OfferAsync(target, [new(first, first, scenario.WarmUp)], scenario.Drain, new(time), stop);
        }

        var tally = new LoadTally(time);
        long underWay;
        await using (new Ticker(time, Second, () => Tell(tally, tell)))
            underWay = await OfferAsync(target, scenario.Profile, scenario.Drain, tally, stop);
        return tally.Result(scenario, underWay);
    }

    private static void Tell(LoadTally tally, Action<string> tell)
    {
        tally.Cut();
        tell($"{Units.Time(tally.Elapsed)}: {Units.Items(tally.UnderWay)} under way");
    }

    /// <summary>Offers, then waits for what is under way.</summary>
    /// <returns>How many were under way when the last one was offered.</returns>
    private async Task<long> OfferAsync(ILoadTarget target, IReadOnlyList<LoadPhase> profile, TimeSpan drain, LoadTally tally, CancellationToken stop)
    {
        // Not cancelled by the stop: what was offered is waited for, as long as the drain lasts.
        using var patience = new CancellationTokenSource(Timeout.InfiniteTimeSpan, time);
        var steps = new List<Task>();
        foreach (var due in DueTimes(profile))
        {
            if (!await WaitAsync(due, tally, stop))
                break;
            tally.Offered();
            steps.Add(StepAsync(target, due, tally, patience.Token));
            if (steps.Count % 1024 == 0)
                steps.RemoveAll(static step => step.IsCompleted);
        }

        var underWay = tally.UnderWay;
        patience.CancelAfter(drain);
        await Task.WhenAll(steps);
        return underWay;
    }

    private static IEnumerable<TimeSpan> DueTimes(IReadOnlyList<LoadPhase> profile)
    {
        var begin = TimeSpan.Zero;
        foreach (var phase in profile)
        {
            foreach (var arrival in phase.Arrivals())
                yield return begin + arrival;
            begin += phase.Length;
        }
    }

    private async Task<bool> WaitAsync(TimeSpan due, LoadTally tally, CancellationToken stop)
    {
        try
        {
            stop.ThrowIfCancellationRequested();
            if (due - tally.Elapsed is { TotalMilliseconds: >= 1 } left)
                await Task.Delay(left, time, stop);
            return true;
        }
        catch (OperationCanceledException)
        {
            return false;
        }
    }

    private static async Task StepAsync(ILoadTarget target, TimeSpan due, LoadTally tally, CancellationToken patience)
    {
        LoadAnswer answer;
        try
        {
            answer = await target.StepAsync(patience);
        }
        catch (OperationCanceledException) when (patience.IsCancellationRequested)
        {
            answer = new(0, "not ended within the time to drain");
        }

        tally.Ended(answer, tally.Elapsed - due);
    }
}
