using TgPlatform.Cli.Loads;

namespace TgPlatform.Cli.Tests.Loads;

public sealed class LoadPhaseTests
{
    [Theory]
    [InlineData(10, 10, 5, 50)]
    [InlineData(0, 100, 4, 200)]
    [InlineData(100, 0, 4, 200)]
    [InlineData(0.5, 0.5, 10, 5)]
    public void Arrivals_AnyRamp_AreAsManyAsTheAreaInOrderAndWithin(double from, double to, int seconds, int expected)
    {
        var arrivals = new LoadPhase(from, to, TimeSpan.FromSeconds(seconds)).Arrivals().ToList();

        Assert.Equal(expected, arrivals.Count);
        Assert.Equal(arrivals.Order(), arrivals);
        Assert.All(arrivals, arrival => Assert.InRange(arrival, TimeSpan.Zero, TimeSpan.FromSeconds(seconds)));
    }

    [Fact]
    public void Arrivals_RisingFromNothing_AreThreeTimesAsManyInTheSecondHalf()
    {
        var arrivals = new LoadPhase(0, 100, TimeSpan.FromSeconds(4)).Arrivals().ToList();

        Assert.Equal(50, arrivals.Count(static arrival => arrival < TimeSpan.FromSeconds(2)));
    }

    [Theory]
    [InlineData("50", 50, 50)]
    [InlineData("50/s", 50, 50)]
    [InlineData("0.5/s", 0.5, 0.5)]
    [InlineData("10..200/s", 10, 200)]
    public void TryParse_Rate_IsRead(string text, double from, double to)
    {
        Assert.True(LoadPhase.TryParse(text, TimeSpan.FromSeconds(1), out var phase));

        Assert.Equal((from, to), (phase.From, phase.To));
    }

    [Theory]
    [InlineData("")]
    [InlineData("0")]
    [InlineData("-1/s")]
    [InlineData("fast")]
    [InlineData("1..2..3")]
    [InlineData("1e9")]
    public void TryParse_NoRate_IsRefused(string text) => Assert.False(LoadPhase.TryParse(text, TimeSpan.FromSeconds(1), out _));
}
