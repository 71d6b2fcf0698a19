using System.Globalization;
using TgPlatform.Contracts;
using TgPlatform.Runtime.Diagnostics;
using TgPlatform.Runtime.Hooks;

namespace TgPlatform.Benchmarks;

/// <summary>
/// What hooks cost a call, in processor time, which a busy machine does not change; then compiles, uses and lets go of a pipeline's hooks a
/// thousand times, each time with another text, as a service does whose pipelines are edited: how long one takes, and whether memory grows.
/// </summary>
internal static class HookCosts
{
    private const int Calls = 1_000_000;
    private const int Batches = 5;

    private const int Warm = 100;
    private const int Most = 1_000;
    private const double MostGrowth = 0.10;

    /// <summary>Measures and prints.</summary>
    /// <returns>0 when the working set after the last is within a tenth of that after the first hundred.</returns>
    public static int Run()
    {
        PrintCalls();
        var times = new List<double>();
        var (before, spent) = (0L, TimeSpan.Zero);
        Console.WriteLine("recompiles  working set MiB  managed MiB");
        for (var count = 1; count <= Most; count++)
        {
            var began = TimeProvider.System.GetTimestamp();
            CompileUseAndDrop(count);
            times.Add(TimeProvider.System.GetElapsedTime(began).TotalMilliseconds);
            if (count % Warm != 0)
                continue;
            var (working, managed) = Memory();
            (before, spent) = count == Warm ? (working, Environment.CpuUsage.TotalTime) : (before, spent);
            Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"{count,10}  {working / 1048576.0,15:0.0}  {managed / 1048576.0,11:0.0}"));
        }

        var processor = (Environment.CpuUsage.TotalTime - spent).TotalMilliseconds / (Most - Warm);
        var growth = (Memory().Working / (double)before) - 1;
        var warm = times.Skip(Warm).Order().ToList();
        Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"five hooks, warm: median {warm[warm.Count / 2]:0.0} ms, 95 % within {warm[warm.Count * 95 / 100]:0.0} ms; {processor:0.0} ms of processor time each, letting go included; the first {times[0]:0} ms"));
        Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"working set from {Warm} to {Most:N0} recompiles: {growth:+0.0%;-0.0%} (at most {MostGrowth:0%})"));
        return growth <= MostGrowth ? 0 : 1;
    }

    private static void PrintCalls()
    {
        var benchmarks = new HookBenchmarks();
        benchmarks.Compile();
        Print("filter, of size and extension", () => benchmarks.Filter());
        Print("when, of kind and a field", () => benchmarks.When());
        Print("priority", () => benchmarks.Priority());
        Print("load", () => benchmarks.Load());
        Print("path, of chat, date, id and name", () => benchmarks.Path());
        benchmarks.Dispose();
    }

    private static void Print(string hook, Action call)
    {
        var (least, bytes) = (double.MaxValue, 0L);
        for (var batch = 0; batch < Batches; batch++)
        {
            var (before, allocated) = (Environment.CpuUsage.TotalTime, GC.GetAllocatedBytesForCurrentThread());
            for (var one = 0; one < Calls; one++)
                call();
            least = Math.Min(least, (Environment.CpuUsage.TotalTime - before).TotalNanoseconds / Calls);
            bytes = (GC.GetAllocatedBytesForCurrentThread() - allocated) / Calls;
        }

        Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"{hook,-34} {least,6:0.0} ns {bytes,5} B"));
    }

    private static void CompileUseAndDrop(int count)
    {
        var diagnostics = new DiagnosticBag();
        using var hooks = new HookCompiler(null).Compile(HookBenchmarks.FiveHooks(count), HookBenchmarks.Fields, diagnostics)
            ?? throw new InvalidOperationException(string.Join('\n', diagnostics.Sorted()));
        if (!hooks.Keeps(HookBenchmarks.Photo) || hooks.NameFor(0, HookBenchmarks.Photo).Length == 0 || hooks.PriorityOf(HookBenchmarks.Photo) == 0 || hooks.LoadOf(HookBenchmarks.Photo) is null || !hooks.Wants(0, HookBenchmarks.Photo))
            throw new InvalidOperationException("The hooks do not say what they should.");
    }

    // Contexts that were let go leave when the collector has seen that nobody holds them: finalizers first, then their memory.
    private static (long Working, long Managed) Memory()
    {
        for (var round = 0; round < 3; round++)
        {
            GC.Collect(GC.MaxGeneration, GCCollectionMode.Aggressive, blocking: true, compacting: true);
            GC.WaitForPendingFinalizers();
        }

        return (Environment.WorkingSet, GC.GetTotalMemory(forceFullCollection: true));
    }
}
