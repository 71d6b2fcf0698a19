using System.Globalization;
using TgPlatform.Runtime.Engine;
using TgPlatform.Testing;

namespace TgPlatform.Runtime.Tests.Engine;

public class BandwidthTests
{
    private const string Week = "[Mon 08:00 1MiB/s, Mon 19:30 off, Sat 00:00 2KiB/s]";

    [Theory]
    [InlineData("10MiB/s", "2030-01-05T03:00", 10L << 20)]
    [InlineData("off", "2030-01-05T03:00", null)]
    [InlineData("[08:00 1MiB/s, 19:00 off]", "2030-01-07T08:00", 1L << 20)]
    [InlineData("[08:00 1MiB/s, 19:00 off]", "2030-01-07T18:59", 1L << 20)]
    [InlineData("[08:00 1MiB/s, 19:00 off]", "2030-01-07T19:00", null)]
    [InlineData("[08:00 1MiB/s, 19:00 off]", "2030-01-07T07:59", null)]
    [InlineData(Week, "2030-01-07T08:00", 1L << 20)]
    [InlineData(Week, "2030-01-07T19:30", null)]
    [InlineData(Week, "2030-01-11T23:59", null)]
    [InlineData(Week, "2030-01-12T00:00", 2048L)]
    [InlineData(Week, "2030-01-13T23:59", 2048L)]
    [InlineData(Week, "2030-01-07T07:59", 2048L)]
    public void BytesPerSecondAt_MomentOfTheWeek_IsTheEntryThatHolds(string text, string moment, long? expected) =>
        Assert.Equal(expected, Bandwidth.Parse(text, null).BytesPerSecondAt(DateTimeOffset.Parse(moment + "Z", CultureInfo.InvariantCulture)));

    [Theory]
    [InlineData("")]
    [InlineData("10MiB")]
    [InlineData("100B/s")]
    [InlineData("-1MiB/s")]
    [InlineData("[]")]
    [InlineData("[25:00 1MiB/s]")]
    [InlineData("[8:00 1MiB/s]")]
    [InlineData("[Mo 08:00 1MiB/s]")]
    [InlineData("[08:00 1MiB/s, 08:00 off]")]
    [InlineData("[08:00 1MiB/s, Mon 08:00 off]")]
    [InlineData("[08:00]")]
    public void TryParse_NoBandwidth_IsRefused(string text) => Assert.False(Bandwidth.TryParse(text, null, out _));

    [Fact]
    public async Task Pay_MoreThanTheLineCarries_WaitsAsLongAsTheLineWould()
    {
        var time = new ManualTimeProvider();
        var pace = new Pace(Bandwidth.Parse("1MiB/s", null), time);

        var first = pace.PayAsync(1 << 20, CancellationToken.None).AsTask();
        var second = pace.PayAsync(1 << 20, CancellationToken.None).AsTask();
        time.Advance(TimeSpan.FromSeconds(1));
        await first;
        var isWaiting = !second.IsCompleted;
        time.Advance(TimeSpan.FromSeconds(1));
        await second;

        Assert.True(isWaiting);
    }

    [Fact]
    public async Task Pay_TimetableMovesOn_WhatWasBookedCountsNoMore()
    {
        var time = new ManualTimeProvider();
        var soon = time.GetLocalNow().AddMinutes(1);
        var pace = new Pace(Bandwidth.Parse($"[{time.GetLocalNow():HH:mm} 1KiB/s, {soon:HH:mm} off]", null), time);

        var paying = pace.PayAsync(1 << 20, CancellationToken.None).AsTask();
        while (!paying.IsCompleted && time.GetLocalNow() < soon.AddMinutes(2))
        {
            time.Advance(TimeSpan.FromSeconds(1));
            await Task.Delay(1);
        }

        Assert.True(paying.IsCompletedSuccessfully);
    }

    [Fact]
    public void Pay_LittleAfterALull_DoesNotWait()
    {
        var time = new ManualTimeProvider();
        var pace = new Pace(Bandwidth.Parse("1MiB/s", null), time);
        time.Advance(TimeSpan.FromHours(1));

        Assert.True(pace.PayAsync(100_000, CancellationToken.None).AsTask().IsCompletedSuccessfully);
        // The lull is not saved up: only its last tenth of a second is.
        Assert.False(pace.PayAsync(1 << 20, CancellationToken.None).AsTask().IsCompleted);
    }
}
