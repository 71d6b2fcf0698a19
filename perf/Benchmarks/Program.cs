using System.Runtime.CompilerServices;
using BenchmarkDotNet.Configs;
using BenchmarkDotNet.Jobs;
using BenchmarkDotNet.Running;
using BenchmarkDotNet.Toolchains.InProcess.Emit;

namespace TgPlatform.Benchmarks;

/// <summary>
/// BenchmarkDotNet over everything here (<c>--quick</c> for short runs, <c>--keep</c> to put the result into perf/results, then BenchmarkDotNet's own
/// options), with <c>allocations</c> the gate: allocated bytes against expected.json, with <c>strategies</c> their quality, with <c>hooks</c> what hooks
/// cost, and whether compiling them again and again lets memory grow, with <c>ledger</c> a million items beside a plain table, with <c>sums</c> what sums cost.
/// </summary>
internal static class Program
{
    private static int Main(string[] arguments)
    {
        if (arguments is ["allocations", .. var rest])
            return WithoutTiers.Run(arguments, () => AllocationGate.Run(rest));
        if (arguments is ["ledger", .. var scale])
            return LedgerAtScale.RunAsync(scale).GetAwaiter().GetResult();
        if (arguments is ["sums"])
            return SumSpeeds.Run();
        if (arguments is ["strategies"])
            return StrategyQuality.Run();
        if (arguments is ["hooks"])
            return WithoutTiers.Run(arguments, HookCosts.Run);
        var job = arguments.Contains("--quick") ? Job.ShortRun : Job.Default;
        // In this process: a generated project would inherit this repository's settings, and does not build under them.
        var config = DefaultConfig.Instance.AddJob(job.WithToolchain(InProcessEmitToolchain.Instance)).WithOptions(ConfigOptions.JoinSummary);
        var summaries = BenchmarkSwitcher.FromAssembly(typeof(Program).Assembly).Run([.. arguments.Except(["--quick", "--keep"])], config).ToList();
        foreach (var summary in arguments.Contains("--keep") ? summaries : [])
            Keep(summary.ResultsDirectoryPath, summary.Title);
        return summaries.Exists(static summary => summary.Reports.Any(static report => !report.Success) || summary.HasCriticalValidationErrors) ? 1 : 0;
    }

    private static void Keep(string results, string title, [CallerFilePath] string here = "")
    {
        var kept = Directory.CreateDirectory(Path.Combine(Path.GetDirectoryName(here)!, "..", "results")).FullName;
        File.Copy(Path.Combine(results, $"{title}-report-github.md"), Path.Combine(kept, "benchmarks.md"), overwrite: true);
        File.Copy(Path.Combine(results, $"{title}-report.csv"), Path.Combine(kept, "benchmarks.csv"), overwrite: true);
    }
}
