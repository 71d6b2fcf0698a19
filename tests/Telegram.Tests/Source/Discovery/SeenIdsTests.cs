using TgPlatform.Plugins.Telegram.Source.Discovery;

namespace TgPlatform.Plugins.Telegram.Tests.Source.Discovery;

public class SeenIdsTests
{
    [Fact]
    public void Parse_WhatWasWritten_KnowsTheNewestTwoHundred()
    {
        var seen = new SeenIds();
        int[] ids = [.. Enumerable.Range(1, 300).Select(number => number * 7), 900_000, int.MaxValue - 1];
        foreach (var id in ids) seen.Add(id);

        var again = SeenIds.Parse(seen.ToString());

        Assert.All(ids[..^200], id => Assert.False(again.Contains(id)));
        Assert.All(ids[^200..], id => Assert.True(again.Contains(id)));
        Assert.All(ids, id => Assert.True(seen.Contains(id)));
        Assert.Equal(seen.ToString(), again.ToString());
    }

    [Fact]
    public void ToString_NewestFirstThenDistances_AndNothingForNone()
    {
        var seen = new SeenIds();
        foreach (var id in (int[])[4690, 4711, 4710]) seen.Add(id);

        Assert.Equal("4711,1,20", seen.ToString());
        Assert.Equal("", SeenIds.Parse("").ToString());
    }

    [Theory]
    [InlineData("x"), InlineData("5,5"), InlineData("5,-1")]
    public void Parse_SomethingElse_IsRefused(string text) => Assert.Throws<FormatException>(() => SeenIds.Parse(text));
}
