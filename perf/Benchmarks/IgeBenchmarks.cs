using BenchmarkDotNet.Attributes;
using TgPlatform.Plugins.Telegram.Crypto;

namespace TgPlatform.Benchmarks;

/// <summary>AES-256-IGE over one part of a megabyte: the most processor time a Telegram download needs.</summary>
[MemoryDiagnoser]
public class IgeBenchmarks
{
    private readonly byte[] _part = new byte[1 << 20];
    private readonly byte[] _key = new byte[32];
    private readonly byte[] _iv = new byte[32];

    [GlobalSetup]
    public void Fill()
    {
        var random = new Random(3);
        random.NextBytes(_part);
        random.NextBytes(_key);
        random.NextBytes(_iv);
    }

    [Benchmark]
    public void Decrypt() => AesIge.Decrypt(_part, _key, _iv);

    [Benchmark]
    public void Encrypt() => AesIge.Encrypt(_part, _key, _iv);
}
