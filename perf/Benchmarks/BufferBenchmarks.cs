using System.Buffers;
using BenchmarkDotNet.Attributes;
using TgPlatform.Contracts;
using TgPlatform.Runtime.Engine;
using TgPlatform.Runtime.Events;

namespace TgPlatform.Benchmarks;

/// <summary>What the pump costs from an opened stream to released blocks, without source and sink.</summary>
[MemoryDiagnoser]
public class BufferBenchmarks
{
    private const int SmallBytes = 16 * 1024;
    private const int LargeMiB = 64;
    private static readonly Item One = new() { Id = "1", Name = "one.bin" };
    private static readonly LaneQueue Lane = new(new("one"), TimeProvider.System);
    private readonly RunCounters _counters = new();

    [Benchmark]
    public Task SmallItem() => PumpAsync(SmallBytes);

    [Benchmark(OperationsPerInvoke = LargeMiB)]
    public Task LargeItem_PerMiB() => PumpAsync(LargeMiB << 20);

    private async Task PumpAsync(long length)
    {
        var gate = new FlowGate(8 << 20, _counters);
        await using var content = new Content(new BlankStream(length)) { Length = length };
        var transfer = new Transfer(new(One, new(One, 0), []) { Lane = Lane }, content, [], 0, gate, _counters);
        Task<long>? consumed = null;
        await new ContentPump(gate, new(), TimeProvider.System, handed =>
        {
            consumed = ConsumeAsync(handed);
            return ValueTask.CompletedTask;
        }).PumpAsync(transfer, CancellationToken.None);
        if (await consumed! != length)
            throw new InvalidOperationException("Bytes were lost.");
    }

    private static async Task<long> ConsumeAsync(Transfer transfer)
    {
        long bytes = 0;
        while (await transfer.NextAsync() is { } block)
        {
            bytes += block.Length;
            transfer.Release(block);
        }

        return bytes;
    }
}
