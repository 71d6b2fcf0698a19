using System.Text;
using TgPlatform.Plugins.S3.Uploads;

namespace TgPlatform.Plugins.S3.Tests.Uploads;

public sealed class HeaderTextTests
{
    [Theory]
    [InlineData("plain text, 1 & 2", "plain text_ 1 _ 2")]
    [InlineData("Ünïcode 漢字 😀", "Ünïcode 漢字 _")]
    [InlineData("a\r\nb\0", "a__b_")]
    [InlineData("+-=._:/@", "+-=._:/@")]
    public void Tag_AnyText_HoldsWhatS3Takes(string text, string tag) => Assert.Equal(tag, HeaderText.Tag(text));

    [Fact]
    public void Tag_LongText_IsCutBetweenCharacters() => Assert.Equal(new string('a', 255), HeaderText.Tag(new string('a', 255) + "𝒜b"));

    [Theory]
    [InlineData("plain")]
    [InlineData("")]
    public void Metadata_PlainText_StaysAsItIs(string text) => Assert.Equal(text, HeaderText.Metadata(text));

    [Fact]
    public void Metadata_AnyWriting_GoesInEncodedWordsThatMeanIt()
    {
        var text = "line\r\nx-amz-acl: public-read " + string.Concat(Enumerable.Repeat("漢字😀", 20));

        var words = HeaderText.Metadata(text).Split(' ');

        Assert.All(words, static word => Assert.InRange(word.Length, 12, 75));
        Assert.Equal(text, string.Concat(words.Select(static word => Encoding.UTF8.GetString(Convert.FromBase64String(word["=?UTF-8?B?".Length..^2])))));
    }

    [Fact]
    public void Shortened_LongText_HasAtMost512BytesAndNoHalfCharacter()
    {
        Assert.Equal(string.Concat(Enumerable.Repeat("漢", 170)), HeaderText.Shortened(new string('漢', 300)));
        Assert.Equal("short", HeaderText.Shortened("short "));
    }
}
