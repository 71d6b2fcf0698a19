using System.Reflection;
using System.Text.Json;
using BenchmarkDotNet.Attributes;

namespace TgPlatform.Benchmarks;

/// <summary>
/// Runs every benchmark a few times and compares what it allocates with what it may. Bytes are the same on every machine, so that they can
/// be a gate; times are not.
/// </summary>
internal static class AllocationGate
{
    private const int Batches = 5;

    // What several threads do together is never the same twice: a queue grows once more, a wait is met or not.
    private const double ToleranceOfThreads = 0.25;
    private const double Tolerance = 0.01;

    private static readonly JsonSerializerOptions Indented = new() { WriteIndented = true };

    /// <summary>Measures, prints, compares; with <c>--update FILE</c> writes the figures there instead.</summary>
    /// <returns>0 when everything stays within what is expected.</returns>
    public static int Run(string[] arguments)
    {
        var measured = typeof(AllocationGate).Assembly.GetTypes().Where(IsBenchmark).SelectMany(Measure).ToDictionary(StringComparer.Ordinal);
        if (arguments is ["--update", var file])
        {
            File.WriteAllText(file, JsonSerializer.Serialize(new SortedDictionary<string, double>(measured, StringComparer.Ordinal), Indented) + "\n");
            return 0;
        }

        var expected = JsonSerializer.Deserialize<Dictionary<string, double>>(File.ReadAllText(Path.Combine(AppContext.BaseDirectory, "expected.json")))!;
        var wrong = 0;
        foreach (var name in expected.Keys.Union(measured.Keys).Order(StringComparer.Ordinal))
        {
            var verdict = Judge(expected, measured, name);
            wrong += verdict.IsWrong ? 1 : 0;
            Console.WriteLine($"{(verdict.IsWrong ? "WRONG" : "fine "),-5} {name}: {verdict.Text}");
        }

        Console.WriteLine(wrong == 0 ? $"{measured.Count} benchmarks allocate what is expected." : $"{wrong} of {measured.Count} do not: mend them, or say why and run 'allocations --update perf/Benchmarks/expected.json'.");
        return wrong == 0 ? 0 : 1;
    }

    private static (bool IsWrong, string Text) Judge(Dictionary<string, double> expected, Dictionary<string, double> measured, string name)
    {
        if (!measured.TryGetValue(name, out var bytes))
            return (true, "expected, but there is no such benchmark");
        if (!expected.TryGetValue(name, out var limit))
            return (true, $"{bytes:0.#} bytes per operation, and nothing is expected");
        return bytes > (limit * (1 + ToleranceOf(name))) + 0.5
            ? (true, $"{bytes:0.#} bytes per operation, expected {limit:0.#}")
            : (false, $"{bytes:0.#} bytes per operation (expected {limit:0.#})");
    }

    private static double ToleranceOf(string name)
    {
        var (type, method) = (name[..name.IndexOf('.', StringComparison.Ordinal)], name[(name.IndexOf('.', StringComparison.Ordinal) + 1)..]);
        return typeof(AllocationGate).Assembly.GetType($"{typeof(AllocationGate).Namespace}.{type}")!.GetMethod(method)!.ReturnType == typeof(Task) ? ToleranceOfThreads : Tolerance;
    }

    private static bool IsBenchmark(Type type) => type.GetMethods().Any(static method => method.GetCustomAttribute<BenchmarkAttribute>() is not null);

    private static IEnumerable<KeyValuePair<string, double>> Measure(Type type)
    {
        foreach (var method in type.GetMethods())
        {
            if (method.GetCustomAttribute<BenchmarkAttribute>() is not { } benchmark)
                continue;
            var instance = Activator.CreateInstance(type)!;
            Call<GlobalSetupAttribute>(type, instance);
            var bytes = Measure(Operation(method, instance)) / benchmark.OperationsPerInvoke;
            Call<GlobalCleanupAttribute>(type, instance);
            yield return new($"{type.Name}.{method.Name}", Math.Round(bytes, 1));
        }
    }

    private static Action Operation(MethodInfo method, object instance)
    {
        if (method.ReturnType == typeof(void))
            return method.CreateDelegate<Action>(instance);
        if (method.ReturnType == typeof(Task))
            return () => ((Task)method.Invoke(instance, null)!).GetAwaiter().GetResult();
        // A boxed result would count as the benchmark's own.
        return (Action)typeof(AllocationGate).GetMethod(nameof(Dropping), BindingFlags.NonPublic | BindingFlags.Static)!.MakeGenericMethod(method.ReturnType).Invoke(null, [method, instance])!;
    }

    private static Action Dropping<T>(MethodInfo method, object instance)
    {
        var call = method.CreateDelegate<Func<T>>(instance);
        return () => _ = call();
    }

    // The least of several batches: warming pools and caches is not the benchmark's.
    private static double Measure(Action operation)
    {
        operation();
        var count = CountFor(operation);
        var least = double.MaxValue;
        for (var batch = 0; batch < Batches; batch++)
        {
            var before = GC.GetTotalAllocatedBytes(precise: true);
            for (var one = 0; one < count; one++)
                operation();
            least = Math.Min(least, (GC.GetTotalAllocatedBytes(precise: true) - before) / (double)count);
        }

        return least;
    }

    private static int CountFor(Action operation)
    {
        var began = TimeProvider.System.GetTimestamp();
        operation();
        var taken = TimeProvider.System.GetElapsedTime(began);
        return (int)Math.Clamp(TimeSpan.FromMilliseconds(50) / (taken + TimeSpan.FromTicks(1)), 1, 10_000);
    }

    private static void Call<T>(Type type, object instance)
        where T : Attribute
    {
        foreach (var method in type.GetMethods().Where(static method => method.GetCustomAttribute<T>() is not null))
            (method.Invoke(instance, null) as Task)?.GetAwaiter().GetResult();
    }
}
