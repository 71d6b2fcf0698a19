using TgPlatform.Cli.Loads;

namespace TgPlatform.Cli.Tests.Loads;

public sealed class LatencyHistogramTests
{
    [Theory]
    [InlineData(1)]
    [InlineData(63)]
    [InlineData(64)]
    [InlineData(65)]
    [InlineData(1_000)]
    [InlineData(127_999)]
    [InlineData(128_000)]
    [InlineData(3_600_000_000)]
    public void Percentile_OneDurationAmongLongerOnes_IsAtMostTwoPercentOff(long microseconds)
    {
        var histogram = new LatencyHistogram();
        histogram.Add(TimeSpan.FromMicroseconds(microseconds));
        histogram.Add(TimeSpan.FromDays(30));

        Assert.InRange(histogram.Percentile(0.5).TotalMicroseconds, microseconds, microseconds * 1.02);
    }

    [Fact]
    public void Percentile_ManyDurations_SplitsThemWhereAsked()
    {
        var histogram = new LatencyHistogram();
        foreach (var milliseconds in Enumerable.Range(1, 1000))
            histogram.Add(TimeSpan.FromMilliseconds(milliseconds));

        Assert.InRange(histogram.Percentile(0.5).TotalMilliseconds, 500, 510);
        Assert.InRange(histogram.Percentile(0.95).TotalMilliseconds, 950, 970);
        Assert.Equal(1000, histogram.Percentile(1).TotalMilliseconds);
        Assert.Equal((1000L, TimeSpan.FromSeconds(1)), (histogram.Count, histogram.Max));
    }

    [Fact]
    public void Percentile_Nothing_IsZero() => Assert.Equal(TimeSpan.Zero, new LatencyHistogram().Percentile(0.99));
}
