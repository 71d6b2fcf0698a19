using TgPlatform.Runtime.Engine;
using TgPlatform.Testing;

namespace TgPlatform.Runtime.Tests.Engine;

public sealed class LaneWidthTests
{
    [Fact]
    public void Width_MoreBringsMore_GrowsToTheMaximum() => Assert.Equal(16, Settle(maximum: 16, rateAt: static width => width));

    [Fact]
    public void Width_MoreBringsNothing_StaysWhereItBegan() => Assert.InRange(Settle(maximum: 16, rateAt: static _ => 4), 4, 6);

    [Theory]
    [InlineData(6)]
    [InlineData(9)]
    public void Width_BestInTheMiddle_ComesNearIt(int best)
    {
        var settled = Settle(maximum: 32, rateAt: width => Math.Min(width, best));

        Assert.InRange(settled, best - 3, best + 5);
    }

    [Fact]
    public void BackOff_Halves()
    {
        var width = new LaneWidth(16, new ManualTimeProvider());

        width.BackOff();

        Assert.Equal(2, width.Current);
    }

    [Fact]
    public void Width_LaneIsNotFull_DoesNotGrow()
    {
        var time = new ManualTimeProvider();
        var width = new LaneWidth(16, time);
        for (var item = 0; item < 1000; item++)
        {
            time.Advance(TimeSpan.FromMilliseconds(20));
            width.Fetched(100_000, full: false);
        }

        Assert.Equal(4, width.Current);
    }

    /// <summary>The width after many epochs on a network that gives so many items per 100 ms at a width.</summary>
    private static int Settle(int maximum, Func<int, double> rateAt)
    {
        var time = new ManualTimeProvider();
        var width = new LaneWidth(maximum, time);
        for (var item = 0; item < 5_000; item++)
        {
            time.Advance(TimeSpan.FromMilliseconds(100 / rateAt(width.Current)));
            width.Fetched(1_000_000, full: true);
        }

        return width.Current;
    }
}
