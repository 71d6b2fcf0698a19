using TgPlatform.Runtime.Engine;
using TgPlatform.Testing;

namespace TgPlatform.Runtime.Tests.Engine;

public sealed class CpuGovernorTests
{
    [Fact]
    public async Task Wait_LoadRisesAndFalls_HoldsClaimsBackInBetween()
    {
        var time = new ManualTimeProvider();
        var (busy, total) = (0L, 0L);
        using var governor = CpuGovernor.Create(75, () => (busy, total), time);
        Assert.True(governor.WaitAsync(default).AsTask().IsCompleted);

        Pass(busyPercent: 90);
        var waiting = governor.WaitAsync(default).AsTask();
        Assert.False(waiting.IsCompleted);

        Pass(busyPercent: 80);
        Assert.False(waiting.IsCompleted);
        Pass(busyPercent: 70);
        await waiting.WaitAsync(TimeSpan.FromMinutes(1));

        void Pass(int busyPercent)
        {
            (busy, total) = (busy + busyPercent, total + 100);
            time.Advance(TimeSpan.FromMilliseconds(500));
        }
    }
}
