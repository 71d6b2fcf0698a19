using TgPlatform.Plugins.Sandbox.Telegram.Tl;
using TgPlatform.Plugins.Sandbox.Telegram.World;
using TgPlatform.Sandbox.Tests.Telegram.Client;

namespace TgPlatform.Sandbox.Tests.Telegram.Rpc;

public class HistoryTests : EmulatorTest
{
    private readonly EmulatedChat _chat;

    public HistoryTests() => _chat = Telegram.World.AddChat(new ChatOptions
    {
        Username = "history",
        Messages = 250,
        GapEvery = 10,
        AlbumEvery = 20,
        AlbumSize = 4,
        EditEvery = 7,
        ReplyEvery = 9,
        Media = [MediaKind.Photo, MediaKind.Text, MediaKind.Document],
    });

    [Fact]
    public async Task History_PagedByOffsetId_ShowsEveryMessageOnceNewestFirst()
    {
        using var client = await LogInAsync();
        var seen = new List<int>();

        for (var offset = 0; ;)
        {
            var page = await client.CallAsync(Calls.History(_chat, Account, offset));
            var ids = Calls.Ids(page);
            if (ids.Length == 0) break;
            Assert.Equal(225, page.Int("count"));
            seen.AddRange(ids);
            offset = ids[^1];
        }

        Assert.Equal(Enumerable.Range(1, 250).Where(id => id % 10 != 0).Reverse(), seen);
    }

    [Theory]
    [InlineData(100, 0, 3, 0, 0, "99 98 97")]
    [InlineData(100, 2, 3, 0, 0, "97 96 95")]
    [InlineData(98, -2, 3, 0, 0, "99 98 97")]
    [InlineData(101, -3, 3, 0, 0, "103 102 101")]
    [InlineData(249, -5, 3, 0, 0, "")]
    [InlineData(0, 0, 100, 5, 2, "4 3")]
    [InlineData(248, -100, 100, 0, 0, "249 248")]
    [InlineData(3, 0, 10, 0, 0, "2 1")]
    public async Task History_OffsetsAndBounds_GiveExactlyThesePages(int offsetId, int addOffset, int limit, int maxId, int minId, string expected)
    {
        using var client = await LogInAsync();

        var ids = Calls.Ids(await client.CallAsync(Calls.History(_chat, Account, offsetId, addOffset, limit, maxId, minId)));

        Assert.Equal(expected, string.Join(' ', ids));
    }

    [Fact]
    public async Task History_ByDate_StartsBeforeThatDate()
    {
        using var client = await LogInAsync();

        var ids = Calls.Ids(await client.CallAsync(Calls.History(_chat, Account, offsetDate: _chat.Find(123)!.Date, limit: 2)));

        Assert.Equal([122, 121], ids);
    }

    [Fact]
    public async Task Albums_MessagesOfOne_ShareTheirGroupAndOneCaption()
    {
        using var client = await LogInAsync();

        var page = (await client.CallAsync(Calls.History(_chat, Account, 26, limit: 6))).List<TlObject>("messages").Reverse().ToArray();

        Assert.Equal([21, 22, 23, 24, 25], page.Select(message => message.Int("id")).Where(id => id > 19));
        var album = page.Where(message => message.Int("id") is >= 21 and <= 24).ToArray();
        Assert.Single(album.Select(message => message.Long("grouped_id")).Distinct());
        Assert.Equal("Caption 21", string.Concat(album.Select(message => message.Text("message"))));
        Assert.False(page[^1].Has("grouped_id"));
    }

    [Fact]
    public async Task Messages_EditsAndReplies_AreShown()
    {
        using var client = await LogInAsync();
        var page = (await client.CallAsync(Calls.History(_chat, Account, 64, limit: 3))).List<TlObject>("messages");

        var message = page.Single(one => one.Int("id") == 63);

        Assert.Equal(61, message.Object("reply_to").Int("reply_to_msg_id"));
        Assert.True(message.Int("edit_date") > message.Int("date"));
        Assert.True(message.Int("views") > 0);
    }

    [Fact]
    public async Task GetMessages_MissingIds_AreEmptyAndMoreThanAHundredRefused()
    {
        using var client = await LogInAsync();
        TlObject Ask(params IEnumerable<int> ids) => new("channels.getMessages") { ["channel"] = Calls.Channel(_chat, Account), ["id"] = ids.Select(id => new TlObject("inputMessageID") { ["id"] = id }).ToArray() };

        var answer = await client.CallAsync(Ask(9, 10, 9999));

        Assert.Equal(["message", "messageEmpty", "messageEmpty"], answer.List<TlObject>("messages").Select(message => message.Name));
        Assert.Equal("rpc_error", (await client.CallAsync(Ask(Enumerable.Range(1, 101)))).Name);
    }

    [Fact]
    public async Task Search_ByMedia_FindsAllOfThatKind()
    {
        using var client = await LogInAsync();
        var search = new TlObject("messages.search") { ["peer"] = Calls.Peer(_chat, Account), ["filter"] = new TlObject("inputMessagesFilterDocument"), ["limit"] = 100 };
        var expected = _chat.Messages().Where(message => message.Kind == MediaKind.Document).Select(message => message.Id).ToArray();

        var found = await client.CallAsync(search);
        var counters = (IReadOnlyList<object>)await client.AnyAsync(new TlObject("messages.getSearchCounters") { ["peer"] = Calls.Peer(_chat, Account), ["filters"] = new[] { new TlObject("inputMessagesFilterDocument") } });

        Assert.Equal(expected.Length, found.Int("count"));
        Assert.Equal(expected.Reverse().Take(100), Calls.Ids(found));
        Assert.Equal(expected.Length, ((TlObject)counters[0]).Int("count"));
        search["q"] = "caption 12";
        Assert.All((await client.CallAsync(search)).List<TlObject>("messages"), message => Assert.Contains("Caption 12", message.Text("message"), StringComparison.Ordinal));
    }

    [Fact]
    public async Task Everything_OfAMillionMessages_ThePageInTheMiddleComesAtOnce()
    {
        var large = Telegram.World.AddChat(new ChatOptions { Username = "large", Messages = 2_000_000 });
        using var client = await LogInAsync();

        var ids = Calls.Ids(await client.CallAsync(Calls.History(large, Account, 1_000_001)));

        Assert.Equal(Enumerable.Range(0, 100).Select(step => 1_000_000 - step), ids);
    }
}
