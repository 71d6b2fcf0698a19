using TgPlatform.Plugins.Telegram.Tests.Support;
using TgPlatform.Plugins.Telegram.Updates;

namespace TgPlatform.Plugins.Telegram.Tests.Updates;

public class UpdateRowTests
{
    private readonly ManualTime _time = new();
    private readonly List<long> _woken = [];

    [Fact]
    public void Offer_NextOldAndEarly_TakesEachOnceInOrder()
    {
        using var row = Row(pts: 10);

        Assert.Equal([13], row.Offer(13, 3, null).Select(one => one.Pts));
        Assert.Empty(row.Offer(12, 1, null));
        Assert.Empty(row.Offer(16, 1, null));
        Assert.Empty(row.Offer(15, 1, null));
        Assert.True(row.HasHeld);
        Assert.Equal([14, 15, 16], row.Offer(14, 1, null).Select(one => one.Pts));
        Assert.False(row.HasHeld);
    }

    [Fact]
    public void Offer_CountsForNothing_ComesBehindTheChangeWhoseNumberItBears()
    {
        using var row = Row(pts: 10);
        var (page, message) = (new DeletionEvent(1, [1]), new DeletionEvent(1, [2]));

        row.Offer(12, 0, page);
        row.Offer(12, 1, message);

        Assert.Equal([(11, null), (12, message), (12, page)], row.Offer(11, 1, null));
    }

    [Fact]
    public void Reached_HeldOnesKnownByThen_AreDropped()
    {
        using var row = Row(pts: 10);
        row.Offer(13, 1, null);
        row.Offer(15, 1, null);

        Assert.Equal([15], row.Reached(14).Select(one => one.Pts));
        Assert.Equal(15, row.Pts);
    }

    [Fact]
    public void WakeIn_Twice_WakesAtTheEarlierTimeOnce()
    {
        using var row = Row(pts: 10);
        row.WakeIn(TimeSpan.FromSeconds(30));
        row.WakeIn(TimeSpan.FromSeconds(5));
        row.WakeIn(TimeSpan.FromSeconds(60));

        _time.Advance(TimeSpan.FromSeconds(5));
        _time.Advance(TimeSpan.FromSeconds(100));

        Assert.Equal([7], _woken);
    }

    [Theory]
    [InlineData("0=57.0.1763824000.12,1700000001=56")]
    [InlineData("")]
    public void State_AsText_ComesBack(string text) => Assert.Equal(text, UpdateState.Parse(text).ToString());

    [Theory]
    [InlineData("1")]
    [InlineData("1=2.3")]
    [InlineData("x=2")]
    public void State_OtherText_IsRefused(string text) => Assert.Throws<FormatException>(() => UpdateState.Parse(text));

    private UpdateRow Row(int pts) => new(7, pts, _time, _woken.Add);
}
