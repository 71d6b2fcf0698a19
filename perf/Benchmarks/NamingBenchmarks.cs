using BenchmarkDotNet.Attributes;
using TgPlatform.Plugins.FileSystem.Names;

namespace TgPlatform.Benchmarks;

/// <summary>What making a safe name costs.</summary>
[MemoryDiagnoser]
public class NamingBenchmarks
{
    private const int MaxBytes = 4000;
    private static readonly string Long = new string('ä', 300) + ".jpg";

    [Benchmark]
    public string Plain() => SafeName.Of("cats/2024-05/4711_evening.jpg", MaxBytes);

    [Benchmark]
    public string Hostile() => SafeName.Of("../../etc/CON/a\u202Egpj.exe", MaxBytes);

    [Benchmark]
    public string TooLong() => SafeName.Of(Long, MaxBytes);
}
