using TgPlatform.Contracts;
using TgPlatform.Runtime.Integrity;

namespace TgPlatform.Benchmarks;

/// <summary>What summing up a gibibyte costs, in processor seconds; <c>perf/durability.sh sums</c> compares it with a whole transfer.</summary>
internal static class SumSpeeds
{
    private const int BlockBytes = 1 << 20;
    private const int Blocks = 1024;
    private const int Rounds = 5;

    public static int Run()
    {
        var block = new byte[BlockBytes];
        Random.Shared.NextBytes(block);
        Print("crc64", block, []);
        Print("sha256", block, [DigestAlgorithm.Sha256]);
        return 0;
    }

    private static void Print(string name, byte[] block, DigestAlgorithm[] sums)
    {
        var times = new List<TimeSpan>();
        for (var round = 0; round < Rounds; round++)
        {
            var before = Environment.CpuUsage.TotalTime;
            using var hasher = ContentHasher.Rent(sums);
            for (var count = 0; count < Blocks; count++)
                hasher.Append(block);
            times.Add(Environment.CpuUsage.TotalTime - before);
        }

        Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"{name} {times.Order().ElementAt(Rounds / 2).TotalSeconds:0.0000}"));
    }
}
