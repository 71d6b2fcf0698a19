using TgPlatform.Cli.Running;
using TgPlatform.Contracts;
using TgPlatform.Runtime.Events;
using TgPlatform.Testing;

namespace TgPlatform.Cli.Tests.Running;

/// <summary>Who hears of problems only, hears of each long wait once.</summary>
public sealed class LongWaitsTests
{
    private readonly ManualTimeProvider _time = new();
    private readonly List<string> _told = [];
    private readonly LongWaits _waits;

    public LongWaitsTests() => _waits = new(_time, _told.Add);

    [Fact]
    public void Wait_OfTenSecondsOrLess_IsNotTold()
    {
        Wait(10, "busy");

        Assert.Empty(_told);
    }

    [Fact]
    public void Wait_Longer_IsTold()
    {
        Wait(42, "FLOOD_WAIT 42 s\nlines of advice");

        Assert.Equal(["tgp: lane main waits 42 s, until 00:00:42: FLOOD_WAIT 42 s"], _told);
    }

    [Fact]
    public void Wait_PausesThatGrowBecauseEachTrialFails_AreOneWait()
    {
        foreach (var seconds in new[] { 5, 10, 20, 40, 60, 60, 60 })
        {
            Wait(seconds, "8 items in a row have failed");
            _time.Advance(TimeSpan.FromSeconds(seconds + 3));
        }

        Assert.Equal(["tgp: lane main waits 10 s, until 00:00:18: 8 items in a row have failed"], _told);
    }

    [Fact]
    public void Wait_AnotherReasonWhileItGoesOn_IsTheSameWait()
    {
        Wait(42, "FLOOD_WAIT 42 s");
        _time.Advance(TimeSpan.FromSeconds(1));
        Wait(60, "FLOOD_WAIT 60 s");

        Assert.Single(_told);
    }

    [Fact]
    public void Wait_AfterTheLaneWorkedAgain_IsAnotherOne()
    {
        Wait(42, "busy");
        _waits.On(new LaneChanged(_time.GetUtcNow(), "main", LaneCondition.Ready));
        Wait(42, "busy");

        Assert.Equal(2, _told.Count);
    }

    [Theory]
    [InlineData("busy", 10)]
    [InlineData("busier", 0)]
    public void Wait_LongAfterTheLastOrForAnotherReason_IsAnotherOne(string reason, int minutes)
    {
        Wait(42, "busy");
        _time.Advance(TimeSpan.FromSeconds(43) + TimeSpan.FromMinutes(minutes));
        Wait(42, reason);

        Assert.Equal(2, _told.Count);
    }

    [Fact]
    public void Wait_OfAnotherLane_IsAnotherOne()
    {
        Wait(42, "busy");
        Wait(42, "busy", "second");

        Assert.Equal(2, _told.Count);
    }

    private void Wait(int seconds, string reason, string lane = "main") =>
        _waits.On(new LaneChanged(_time.GetUtcNow(), lane, new(true, _time.GetUtcNow().AddSeconds(seconds), reason)));
}
