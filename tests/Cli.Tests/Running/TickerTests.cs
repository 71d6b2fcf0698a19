using TgPlatform.Cli.Running;
using TgPlatform.Testing;

namespace TgPlatform.Cli.Tests.Running;

public sealed class TickerTests
{
    [Theory]
    [InlineData(10, 3)]
    [InlineData(0, 0)]
    public async Task Tick_Interval_IsKept(int seconds, int expected)
    {
        var time = new ManualTimeProvider();
        var ticks = 0;
        await using (new Ticker(time, TimeSpan.FromSeconds(seconds), () => ticks++))
            time.Advance(TimeSpan.FromSeconds(35));
        time.Advance(TimeSpan.FromSeconds(35));

        Assert.Equal(expected, ticks);
    }

    [Fact]
    public async Task Tick_TakesLongerThanTheInterval_NeverRunsTwiceAtOnce()
    {
        var time = new ManualTimeProvider();
        var ticks = 0;
        await using var ticker = new Ticker(time, TimeSpan.FromSeconds(1), () =>
        {
            ticks++;
            time.Advance(TimeSpan.FromSeconds(3));
        });

        time.Advance(TimeSpan.FromSeconds(1));

        Assert.Equal(1, ticks);
    }
}
