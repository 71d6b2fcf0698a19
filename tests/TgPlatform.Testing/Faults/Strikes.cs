using Xunit;

namespace TgPlatform.Testing;

/// <summary>Sees to it that planned faults strike: a suite whose faults hit nothing would pass for nothing.</summary>
internal static class Strikes
{
    private const int Tries = 5;

    /// <summary>
    /// Runs with faults, each of which strikes. How often some members are called, lanes for instance, depends on timing: a fault planned for a call
    /// that is not made this time is planned again for the last one that was.
    /// </summary>
    public static async Task<FaultPlan> RunAsync(PlannedFault[] faults, Func<FaultPlan, Task> run)
    {
        for (var tries = 1; ; tries++)
        {
            var plan = new FaultPlan(faults);
            await run(plan);
            if (faults.Except(plan.Struck).FirstOrDefault() is not { } missed)
                return plan;
            var calls = plan.Calls.Count(call => call.Member == missed.Call.Member);
            Assert.True(calls > 0 && tries < Tries, $"The fault planned for {missed.Call} has not struck in {tries} runs: in the last one it was called {calls} times.");
            faults = [.. faults.Select(fault => fault == missed ? fault with { Call = fault.Call with { Time = calls } } : fault)];
        }
    }
}
