using TgPlatform.Plugins.Telegram.Chats;

namespace TgPlatform.Plugins.Telegram.Tests.Chats;

public class ChatNameTests
{
    [Theory]
    [InlineData("@Example", "@example", 0)]
    [InlineData("example", "@example", 0)]
    [InlineData("https://t.me/Example", "@example", 0)]
    [InlineData("t.me/example/", "@example", 0)]
    [InlineData("http://telegram.me/s/example", "@example", 0)]
    [InlineData("https://t.me/example/4711?single", "@example", 4711)]
    [InlineData("tg://resolve?domain=example&post=4711", "@example", 4711)]
    [InlineData("-1001234567890", "c1234567890", 0)]
    [InlineData("-4567", "g4567", 0)]
    [InlineData("12345", "u12345", 0)]
    [InlineData("me", "me", 0)]
    [InlineData("https://t.me/c/1234567890/12", "c1234567890", 12)]
    [InlineData("https://t.me/+AbC-d_1", "+AbC-d_1", 0)]
    [InlineData("https://t.me/joinchat/AbCd", "+AbCd", 0)]
    [InlineData("tg://join?invite=AbCd", "+AbCd", 0)]
    public void TryParse_AName_SaysWhichChatAndPlace(string text, string identity, int place)
    {
        Assert.True(ChatName.TryParse(text, out var name, out _));
        Assert.Equal(identity, name!.Identity);
        Assert.Equal(place, name.Place);
    }

    [Theory]
    [InlineData(""), InlineData("@"), InlineData("@ab"), InlineData("0"), InlineData("+491700000001"), InlineData("@me"), InlineData("https://example.org/name"), InlineData("t.me/a b c"), InlineData("@name with space"), InlineData("https://t.me/name/1/2"), InlineData("t.me/c/x/1"), InlineData("https://t.me/+"), InlineData("@1abc")]
    public void TryParse_NoName_SaysWhatToWrite(string text)
    {
        Assert.False(ChatName.TryParse(text, out _, out var problem));
        Assert.Contains("Write @name", problem, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(-1001234567890), InlineData(-4567), InlineData(-1000000000001), InlineData(100000001)]
    public void MarkedId_OfAMarkedId_IsTheSame(long id) => Assert.Equal(id, ChatKey.FromMarked(id).MarkedId);
}
