using TgPlatform.Testing;

namespace TgPlatform.Contracts.Tests.Helpers;

public sealed class ManualTimeProviderTests
{
    [Fact]
    public async Task Advance_ToTheDueTime_EndsADelay()
    {
        var clock = new ManualTimeProvider();
        var delay = Task.Delay(TimeSpan.FromMinutes(5), clock);
        await clock.WhenTimersAsync();
        clock.Advance(TimeSpan.FromMinutes(5) - TimeSpan.FromTicks(1));
        Assert.False(delay.IsCompleted);
        clock.Advance(TimeSpan.FromTicks(1));
        await delay;
    }

    [Fact]
    public void Advance_OverSeveralPeriods_FiresEachAtItsTime()
    {
        var clock = new ManualTimeProvider();
        var start = clock.GetUtcNow();
        var fired = new List<double>();
        using var timer = clock.CreateTimer(_ => fired.Add((clock.GetUtcNow() - start).TotalSeconds), null, TimeSpan.FromSeconds(1), TimeSpan.FromSeconds(2));
        clock.Advance(TimeSpan.FromSeconds(6));
        Assert.Equal([1, 3, 5], fired);
    }

    [Fact]
    public void Jump_Backwards_FiresNothing()
    {
        var clock = new ManualTimeProvider();
        var fired = 0;
        using var timer = clock.CreateTimer(_ => fired++, null, TimeSpan.FromSeconds(1), Timeout.InfiniteTimeSpan);
        clock.Jump(clock.GetUtcNow().AddYears(-1));
        Assert.Equal(0, fired);
    }

    [Fact]
    public async Task WhenTimers_BeforeThereIsOne_WaitsForIt()
    {
        var clock = new ManualTimeProvider();
        var waiting = clock.WhenTimersAsync(2);
        using var one = clock.CreateTimer(_ => { }, null, TimeSpan.FromSeconds(1), Timeout.InfiniteTimeSpan);
        Assert.False(waiting.IsCompleted);
        using var two = clock.CreateTimer(_ => { }, null, TimeSpan.FromSeconds(1), Timeout.InfiniteTimeSpan);
        await waiting;
    }
}
