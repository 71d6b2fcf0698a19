using TgPlatform.Runtime.Engine;
using TgPlatform.Runtime.Events;

namespace TgPlatform.Runtime.Tests.Engine;

public sealed class FlowGateTests
{
    private readonly RunCounters _counters = new();

    [Fact]
    public async Task Enter_OverTheLimitWhileHolding_WaitsUntilThereIsRoom()
    {
        var gate = new FlowGate(100, _counters);
        var (first, second) = (new FlowGate.Share(), new FlowGate.Share());
        await gate.EnterAsync(first, 60, default);
        await gate.EnterAsync(second, 40, default);

        var waiting = gate.EnterAsync(second, 10, default).AsTask();
        Assert.False(waiting.IsCompleted);
        gate.Leave(first, 60);

        await waiting;
        Assert.Equal(50, _counters.BytesInBuffer);
    }

    [Fact]
    public async Task Enter_ConsumerMayBeWaitingForTheFirstByte_Passes()
    {
        var gate = new FlowGate(100, _counters);
        await gate.EnterAsync(new(), 100, default);

        Assert.True(gate.EnterAsync(new() { IsHandedOver = true }, 1_000, default).AsTask().IsCompletedSuccessfully);
        Assert.False(gate.EnterAsync(new(), 1, default).AsTask().IsCompleted);
    }

    [Fact]
    public void Enter_GateIsEmpty_LetsAnythingPassAlone() =>
        Assert.True(new FlowGate(100, _counters).EnterAsync(new(), 1_000, default).AsTask().IsCompletedSuccessfully);

    [Fact]
    public async Task Leave_WaiterHoldsNothingAnyMore_PassesThoughOthersFillTheGate()
    {
        var gate = new FlowGate(100, _counters);
        var (full, small) = (new FlowGate.Share(), new FlowGate.Share { IsHandedOver = true });
        await gate.EnterAsync(full, 100, default);
        await gate.EnterAsync(small, 10, default);
        var waiting = gate.EnterAsync(small, 50, default).AsTask();

        gate.Leave(small, 10);

        await waiting.WaitAsync(TimeSpan.FromMinutes(1));
    }

    [Fact]
    public async Task Enter_CancelledWhileWaiting_HandsItsPlaceBack()
    {
        var gate = new FlowGate(100, _counters);
        using var cancel = new CancellationTokenSource();
        var (first, second) = (new FlowGate.Share(), new FlowGate.Share());
        await gate.EnterAsync(first, 90, default);
        await gate.EnterAsync(second, 10, default);
        var waiting = gate.EnterAsync(second, 90, cancel.Token).AsTask();

        await cancel.CancelAsync();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => waiting);
        gate.Leave(first, 90);

        Assert.True(gate.TryEnter(first, 90));
        Assert.Equal(100, _counters.BytesInBuffer);
    }

    [Fact]
    public async Task TryEnter_SomebodyWaits_DoesNotOvertake()
    {
        var gate = new FlowGate(100, _counters);
        var (first, second) = (new FlowGate.Share(), new FlowGate.Share());
        await gate.EnterAsync(first, 50, default);
        await gate.EnterAsync(second, 40, default);
        var waiting = gate.EnterAsync(second, 60, default).AsTask();

        Assert.False(gate.TryEnter(first, 1));
        gate.Leave(first, 50);
        await waiting;
    }

    [Fact]
    public async Task Gate_ManyWorkers_NeverHoldsMoreThanLimitPlusOneEach()
    {
        const int workers = 16;
        var gate = new FlowGate(1_000, _counters);
        var peak = 0L;
        await Task.WhenAll(Enumerable.Range(0, workers).Select(seed => Task.Run(async () =>
        {
            var share = new FlowGate.Share { IsHandedOver = true };
            for (var turn = 0; turn < 500; turn++)
            {
                await gate.EnterAsync(share, 300, default);
                var second = gate.EnterAsync(share, 200, default).AsTask();
                peak = Math.Max(peak, _counters.BytesInBuffer);
                gate.Leave(share, 300);
                await second;
                gate.Leave(share, 200);
            }
        })));

        Assert.InRange(peak, 300, 1_000 + workers * 300);
        Assert.Equal(0, _counters.BytesInBuffer);
    }
}
