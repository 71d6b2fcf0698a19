using BenchmarkDotNet.Attributes;
using TgPlatform.Runtime.Engine;
using TgPlatform.Runtime.Events;

namespace TgPlatform.Benchmarks;

/// <summary>What the limit between producers and consumers costs per block.</summary>
[MemoryDiagnoser]
public class GateBenchmarks
{
    private const int BlockBytes = 64 * 1024;
    private readonly FlowGate _gate = new(32 * 1024 * 1024, new RunCounters());
    private readonly FlowGate.Share _share = new();

    [Benchmark]
    public void EnterAndLeave_WithRoom()
    {
        var entered = _gate.EnterAsync(_share, BlockBytes, CancellationToken.None);
        if (!entered.IsCompletedSuccessfully)
            throw new InvalidOperationException("There was room.");
        _gate.Leave(_share, BlockBytes);
    }

    [Benchmark]
    public bool TryEnterAndLeave()
    {
        var entered = _gate.TryEnter(_share, BlockBytes);
        _gate.Leave(_share, BlockBytes);
        return entered;
    }

    /// <summary>The one case that costs memory: somebody has to wait.</summary>
    [Benchmark]
    public Task Enter_WhenFull()
    {
        var full = new FlowGate(BlockBytes, new RunCounters());
        var (first, second) = (new FlowGate.Share(), new FlowGate.Share());
        full.TryEnter(first, BlockBytes);
        var waiting = full.EnterAsync(second, BlockBytes, CancellationToken.None);
        full.Leave(first, BlockBytes);
        return waiting.AsTask();
    }
}
