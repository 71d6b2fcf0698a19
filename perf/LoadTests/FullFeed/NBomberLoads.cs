using System.Collections.Concurrent;
using NBomber.Contracts;
using NBomber.CSharp;
using TgPlatform.Cli.Loads;
using TgPlatform.Cli.Running;

namespace TgPlatform.LoadTests.FullFeed;

/// <summary>
/// Runs a scenario by NBomber, which offers the items and writes reports of its own. What the checks are judged by is counted here, as with
/// our own runner, except that an item's time begins when NBomber offers it and not when it was due.
/// NBomber is free for personal use; an organisation needs a licence from nbomber.com, and gives its key in TGP_NBOMBER_LICENSE.
/// </summary>
internal sealed class NBomberLoads(TimeProvider time, string folder)
{
    private const string LicenceVariable = "TGP_NBOMBER_LICENSE";
    private static readonly TimeSpan Second = TimeSpan.FromSeconds(1);

    /// <summary>Runs it.</summary>
    /// <param name="stop">Ends the load; what was measured until then is the result.</param>
    public async Task<LoadResult> RunAsync(LoadScenario scenario, CancellationToken stop)
    {
        await using var target = await scenario.Start(stop);
        using var patience = new CancellationTokenSource();
        var counted = new Lazy<LoadTally>(() => new(time));
        var steps = new ConcurrentBag<Task>();
        long underWay = 0;

        var bombed = Scenario.Create(scenario.Name, async context =>
        {
            if (stop.IsCancellationRequested)
                context.StopCurrentTest("stopped");
            // The warm-up is offered like the rest and counts nowhere.
            var isCounted = context.ScenarioInfo.ScenarioOperation == ScenarioOperation.Bombing;
            var step = StepAsync(target, isCounted ? counted.Value : new LoadTally(time), patience.Token);
            steps.Add(step);
            if (isCounted)
                Volatile.Write(ref underWay, counted.Value.UnderWay);
            var answer = await step;
            return answer.Error is { } error ? Response.Fail(message: error) : Response.Ok(sizeBytes: answer.Bytes);
        });
        bombed = scenario.WarmUp > TimeSpan.Zero ? bombed.WithWarmUpDuration(scenario.WarmUp) : bombed.WithoutWarmUp();
        var runner = NBomberRunner
            .RegisterScenarios(bombed.WithLoadSimulations([.. SimulationsOf(scenario.Profile)]))
            .WithScenarioCompletionTimeout(scenario.Drain)
            .WithReportFolder(Path.Combine(folder, "nbomber", scenario.Name));
        if (Environment.GetEnvironmentVariable(LicenceVariable) is { Length: > 0 } key)
            runner = runner.WithLicense(key);

        await using (new Ticker(time, Second, () => counted.Value.Cut()))
            await Task.Run(() => runner.Run(), CancellationToken.None);
        await patience.CancelAsync();
        await Task.WhenAll(steps);
        return counted.Value.Result(scenario, underWay);
    }

    private async Task<LoadAnswer> StepAsync(ILoadTarget target, LoadTally tally, CancellationToken patience)
    {
        var began = time.GetTimestamp();
        tally.Offered();
        LoadAnswer answer;
        try
        {
            answer = await target.StepAsync(patience);
        }
        catch (OperationCanceledException) when (patience.IsCancellationRequested)
        {
            answer = new(0, "not ended within the time to drain");
        }

        tally.Ended(answer, time.GetElapsedTime(began));
        return answer;
    }

    // A ramp begins at the rate before it, and at none when it is the first.
    private static IEnumerable<LoadSimulation> SimulationsOf(IReadOnlyList<LoadPhase> profile)
    {
        var rate = 0.0;
        foreach (var phase in profile)
        {
            if (phase.From != phase.To && phase.From != rate)
                yield return Simulation.Inject(Rate(phase.From), Second, Second);
            yield return phase.From == phase.To
                ? Simulation.Inject(Rate(phase.To), Second, phase.Length)
                : Simulation.RampingInject(Rate(phase.To), Second, phase.Length);
            rate = phase.To;
        }
    }

    private static int Rate(double perSecond) => Math.Max(1, (int)Math.Round(perSecond));
}
