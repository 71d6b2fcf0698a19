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
    public void Width_PlacesOnlyWait_ReachesTheMaximumInAFewEpochs()
    {
        var time = new ManualTimeProvider();
        var width = new LaneWidth(96, time);
        var start = time.GetTimestamp();
        while (width.Current < 96)
        {
            // 20 ms an item and place, as on a line with latency.
            time.Advance(TimeSpan.FromMilliseconds(20.0 / width.Current));
            width.Fetched(16_384, full: true);
        }

        Assert.InRange(time.GetElapsedTime(start), TimeSpan.Zero, TimeSpan.FromSeconds(1));
    }

    [Fact]
    public void Width_ItemsThatTakeMinutes_GrowsWithWhatArrives()
    {
        var time = new ManualTimeProvider();
        var width = new LaneWidth(64, time);
        var start = time.GetTimestamp();
        while (width.Current < 64)
        {
            // Every place brings 2 MiB/s and no item ends.
            time.Advance(TimeSpan.FromMilliseconds(500.0 / width.Current));
            width.Received(1 << 20, full: true);
        }

        Assert.InRange(time.GetElapsedTime(start), TimeSpan.Zero, TimeSpan.FromSeconds(6));
    }

    [Fact]
    public void Width_LargeItemsShareOneLine_StaysWhereItBegan()
    {
        var time = new ManualTimeProvider();
        var width = new LaneWidth(64, time);
        var most = 0;
        for (var block = 0; block < 600; block++)
        {
            // 10 MiB/s, however many fetch.
            time.Advance(TimeSpan.FromMilliseconds(100));
            width.Received(1 << 20, full: true);
            most = Math.Max(most, width.Current);
        }

        Assert.InRange(most, 4, 8);
        Assert.InRange(width.Current, 4, 8);
    }

    [Fact]
    public void Width_OneStepOfBadLuck_TriesAgainSoon()
    {
        var time = new ManualTimeProvider();
        var width = new LaneWidth(32, time);
        var start = time.GetTimestamp();
        var unlucky = true;
        while (width.Current < 32)
        {
            // The first larger width meets something else that takes the line.
            var hiccup = unlucky && width.Current == 8 ? 3 : 1;
            unlucky &= time.GetElapsedTime(start) < TimeSpan.FromSeconds(0.6);
            time.Advance(TimeSpan.FromMilliseconds(20.0 * hiccup / width.Current));
            width.Fetched(16_384, full: true);
        }

        Assert.InRange(time.GetElapsedTime(start), TimeSpan.Zero, TimeSpan.FromSeconds(3));
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

    /// <summary>The width that is held longest over many epochs on a network that gives so many items per 100 ms at a width.</summary>
    private static int Settle(int maximum, Func<int, double> rateAt)
    {
        var time = new ManualTimeProvider();
        var width = new LaneWidth(maximum, time);
        var spent = new Dictionary<int, double>();
        for (var item = 0; item < 5_000; item++)
        {
            var milliseconds = 100 / rateAt(width.Current);
            spent[width.Current] = spent.GetValueOrDefault(width.Current) + milliseconds;
            time.Advance(TimeSpan.FromMilliseconds(milliseconds));
            width.Fetched(1_000_000, full: true);
        }

        // Where it stays; now and then it looks whether more would help by now.
        return spent.MaxBy(static pair => pair.Value).Key;
    }
}
