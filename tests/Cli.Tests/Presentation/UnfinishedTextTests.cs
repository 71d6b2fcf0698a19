using TgPlatform.Cli.Presentation;
using TgPlatform.Runtime.Ledgers;

namespace TgPlatform.Cli.Tests.Presentation;

public sealed class UnfinishedTextTests
{
    private static readonly DateTimeOffset Now = new(2030, 1, 1, 12, 0, 0, TimeSpan.FromHours(2));

    [Fact]
    public void Killed_KnownRun_TellsWhenItBeganWasHeardOfAndWhatItHadUnderWay() => Assert.Equal(
        "the last run did not end by itself: it began 2029-12-31 22:00:00, was last heard of 11:59:30, and had 1,234 items under way",
        UnfinishedText.Killed(new() { RunBegan = Now.AddHours(-14).ToUniversalTime(), LastHeard = Now.AddSeconds(-30).ToUniversalTime(), UnderWay = 1234 }, Now));

    [Fact]
    public void Killed_RunOfAnOlderVersion_SaysWhatIsKnown() => Assert.Equal("the last run did not end by itself", UnfinishedText.Killed(new(), Now));

    [Theory]
    [InlineData(5, 0, 0, 0, 0, "5 items pending: 5 to be fetched from their beginning")]
    [InlineData(1, 0, 0, 0, 0, "1 item pending: 1 to be fetched from its beginning")]
    [InlineData(5, 1, 2, 0, 1, "5 items pending: 1 whole, only to be checked and committed; 2 to be continued, up to 3.0 MiB of them kept; 2 to be fetched from their beginning; 1 of all these failed before and is tried again")]
    [InlineData(2, 0, 2, 0, 2, "2 items pending: 2 to be continued, up to 3.0 MiB of them kept; 2 of all these failed before and are tried again")]
    [InlineData(3, 0, 0, 2, 0, "3 items pending: 2 done in some of their sinks, to be done in the others; 1 to be fetched from its beginning")]
    [InlineData(2, 0, 0, 2, 0, "2 items pending: 2 done in some of their sinks, to be done in the others")]
    [InlineData(0, 0, 0, 0, 0, null)]
    public void Next_PendingItems_TellsWhatBecomesOfEach(long pending, long whole, long kept, long partly, long failed, string? expected) =>
        Assert.Equal(expected, UnfinishedText.Next(new() { WholeItems = whole, KeptItems = kept, KeptBytes = 3 << 20, PartlyDoneItems = partly, FailedItems = failed }, pending));
}
