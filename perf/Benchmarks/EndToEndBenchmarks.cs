using BenchmarkDotNet.Attributes;
using TgPlatform.Contracts;
using TgPlatform.Runtime.Engine;
using TgPlatform.Runtime.Events;
using TgPlatform.Runtime.Hooks;
using TgPlatform.Runtime.Ledgers;
using TgPlatform.Plugins.Strategies;

namespace TgPlatform.Benchmarks;

/// <summary>A whole run with its ledger on disk, from a source without a network into a sink that keeps nothing: what the engine itself costs.</summary>
[MemoryDiagnoser]
public class EndToEndBenchmarks
{
    private const int SmallItems = 2_000;
    private const int LargeItems = 4;
    private const int LargeMiB = 64;

    [Benchmark(OperationsPerInvoke = SmallItems)]
    public Task SmallItems_PerItem() => RunAsync(SmallItems, 16 * 1024);

    [Benchmark(OperationsPerInvoke = LargeItems * LargeMiB)]
    public Task LargeItems_PerMiB() => RunAsync(LargeItems, (long)LargeMiB << 20);

    private static async Task RunAsync(int items, long bytes)
    {
        var folder = Directory.CreateTempSubdirectory("tgp-benchmarks-").FullName;
        var counters = new RunCounters();
        await using (var ledger = SqliteLedger.Open(folder, "benchmark", TimeProvider.System))
        using (var hooks = new PipelineHooks(HookSet.None, null, null))
        {
            var slot = new SinkSlot(0, new("nothing", new("nothing", "", "benchmarks", typeof(object), null, null), new(), new(), default), new BlankSink(), null, TimeProvider.System, Unwatched.Instance);
            var parts = new RunParts(new BlankSource(items, bytes), [slot], hooks, ledger, new(), Unwatched.Instance, counters, TimeProvider.System);
            using var run = new PipelineRun(parts, new Auto(new(), new()), new(), static () => 0.5);
            var outcome = await run.RunAsync(CancellationToken.None, CancellationToken.None);
            if (outcome.This.Done != items || counters.BytesWritten != items * bytes)
                throw new InvalidOperationException($"{outcome.This.Done} of {items} items were done: {outcome.Problem}");
        }

        Directory.Delete(folder, recursive: true);
    }

    private sealed class Unwatched : IRunObserver
    {
        public static Unwatched Instance { get; } = new();

        public void On(RunEvent happened)
        {
        }
    }
}
