using TgPlatform.Contracts;
using TgPlatform.Plugins.Sandbox.Telegram.World;
using TgPlatform.Plugins.Telegram.Source;
using TgPlatform.Plugins.Telegram.Source.Options;
using TgPlatform.Plugins.Telegram.Tests.Support;

namespace TgPlatform.Plugins.Telegram.Tests.Source;

/// <summary>Saved messages, and chats with people: each account has its own, with numbers of its own.</summary>
public class PrivateChatTests
{
    private static readonly ChatOptions Friend = new()
    {
        Kind = ChatKind.Private, Title = "Grace", Username = "grace", Members = [Pool.PhoneOf(1)], Messages = 24, AlbumEvery = 10, MinimumFileBytes = 3_000, MaximumFileBytes = 5_000,
        Media = [MediaKind.Photo, MediaKind.Video, MediaKind.Document, MediaKind.Voice, MediaKind.Text],
    };

    private static readonly ChatOptions Saved = Friend with { Kind = ChatKind.Saved, Title = "", Username = null };

    private static readonly TelegramMedia[] Everything = [TelegramMedia.Photo, TelegramMedia.Video, TelegramMedia.Document, TelegramMedia.Voice, TelegramMedia.Text];

    private static async Task<List<ItemGroup>> GroupsAsync(TelegramSource source) => await source.DiscoverAsync(null, Pool.Patience).ToListAsync(Pool.Patience);

    [Theory]
    [InlineData("me"), InlineData("@grace"), InlineData("id")]
    public async Task Discover_APrivateChat_HasItsAlbumsFilesAndTexts(string name)
    {
        await using var pool = await Pool.StartAsync(1, name == "me" ? Saved : Friend, new ChatOptions { Kind = ChatKind.BasicGroup, Title = "Old", Messages = 9 });
        var chat = pool.Telegram.World.Chats[0];
        await using var source = await Pool.ConnectAsync(pool.Options(name == "id" ? $"{chat.Id}" : name) with { Media = Everything });

        var groups = await GroupsAsync(source);

        var items = groups.SelectMany(group => group.Items).ToList();
        Assert.Equal(chat.Messages().Select(message => (long?)message.Id), items.Select(item => item["message_id"].Integer));
        Assert.Equal([3, 3, 3], groups.Select(group => group.Items.Count).Where(count => count > 1));
        Assert.All(items, item => Assert.Equal((name == "me" ? "Saved Messages" : "Grace", chat.Id, "1"), (item["chat"].Text, item["chat_id"].Integer, item.Lane)));
        Assert.All(items.Where(item => !item.HasContent), item => Assert.Equal("text", item["media"].Text));
        Assert.Contains(items, item => !item.HasContent);
        foreach (var item in items.Where(item => item.HasContent)) pool.AssertHash(chat, item, await Pool.ReadAsync(source, item));
        Assert.Equal(0, pool.Telegram.CallsOf("channels.getMessages"));
    }

    [Fact]
    public async Task Discover_AChatWithAPerson_SaysWhoWroteWhat()
    {
        await using var pool = await Pool.StartAsync(1, Friend);
        var chat = pool.Telegram.World.Chats[0];

        var items = (await Pool.DiscoverAsync(pool.Options("@grace") with { Media = Everything })).SelectMany(group => group.Items).ToList();

        Assert.All(items, item => Assert.Equal(item["message_id"].Integer % 2 == 0 ? (pool.Account(1).Id, "Ada") : (chat.Id, "Grace"), (item["sender_id"].Integer!.Value, item["sender"].Text)));
    }

    [Fact]
    public async Task Discover_ARangeOfNumbersAndANewMessage_ComeOnceEach()
    {
        await using var pool = await Pool.StartAsync(1, Friend with { AlbumEvery = 0 });
        var chat = pool.Telegram.World.Chats[0];
        var first = chat.Messages().First().Id;
        var options = pool.Options("@grace") with { Media = Everything, FromId = first + 5 };

        var before = await Pool.DiscoverAsync(options with { Order = HistoryOrder.Newest });
        var posted = chat.Post(new EmulatedMessage { Text = "new" });
        var after = await Pool.DiscoverAsync(options, before[^1].Cursor);

        Assert.Equal(Enumerable.Range(first + 5, 19).Reverse().Select(id => (long?)id), before.Select(group => group.Items.Single()["message_id"].Integer));
        Assert.Equal(posted.Id, Assert.Single(after).Items.Single()["message_id"].Integer);
    }

    [Fact]
    public async Task Open_TheReferenceHasExpired_IsRefreshedFromTheAccountsBox()
    {
        await using var pool = await Pool.StartAsync(1, Friend with { DataCentre = 2 }, Saved with { DataCentre = 2 });
        await using var source = await Pool.ConnectAsync(pool.Options("@grace", "me"));
        var items = (await GroupsAsync(source)).SelectMany(group => group.Items).ToList();

        pool.Telegram.World.ExpireReferences();

        foreach (var chat in pool.Telegram.World.Chats)
        {
            var item = items.First(item => item["chat_id"].Integer == chat.Id);
            pool.AssertHash(chat, item, await Pool.ReadAsync(source, item));
        }
        Assert.Equal(2, pool.Telegram.CallsOf("messages.getMessages"));
        Assert.Equal(0, pool.Telegram.CallsOf("channels.getMessages"));
    }

    [Fact]
    public async Task Open_TwoAccountsWithTheSamePerson_EachHasItsOwnAndIsNotAskedForTheOthers()
    {
        await using var pool = await Pool.StartAsync(2, Friend, Friend with { Members = [Pool.PhoneOf(2)], Media = [MediaKind.Photo, MediaKind.Document] });
        var chats = pool.Telegram.World.Chats;
        await using var source = await Pool.ConnectAsync(pool.Options("@grace"));
        var items = (await GroupsAsync(source)).SelectMany(group => group.Items).Where(item => item.HasContent).ToList();
        var own = items.ToLookup(item => item.Lane);
        // The same numbers mean other messages.
        Assert.Equal(chats[0].Messages().First().Id, chats[1].Messages().First().Id);
        Assert.Equal(["1", "2"], own.Select(lane => lane.Key).Order());
        Assert.Equal(items.Count, items.Select(item => item.Id).Distinct().Count());

        pool.Telegram.World.ExpireReferences();
        var ofFirst = own["1"].First();
        pool.AssertHash(chats[0], ofFirst, await Pool.ReadAsync(source, ofFirst, "1"));
        var failure = await Assert.ThrowsAsync<FailureException>(() => Pool.ReadAsync(source, ofFirst, "2"));

        Assert.Equal(FailureKind.Permanent, failure.Kind);
        Assert.Equal(0, pool.Telegram.CallsOf("messages.getMessages", Pool.PhoneOf(2)));
        Assert.All(items, item => Assert.Equal(source.Lanes.Select(lane => lane.Name == item.Lane), source.Lanes.Select(lane => source.MayFetch(item, lane))));
        foreach (var item in own["2"]) pool.AssertHash(chats[1], item, await Pool.ReadAsync(source, item, "2"));
    }

    [Fact]
    public async Task Discover_SavedMessagesOfTwoAccounts_AreBothThere()
    {
        await using var pool = await Pool.StartAsync(2, Saved, Saved with { Members = [Pool.PhoneOf(2)] });

        var items = (await Pool.DiscoverAsync(pool.Options("me"))).SelectMany(group => group.Items).ToList();

        Assert.Equal([pool.Account(1).Id, pool.Account(2).Id], items.Select(item => item["chat_id"].Integer!.Value).Distinct());
        Assert.All(items, item => Assert.Equal(item["chat_id"].Integer == pool.Account(1).Id ? "1" : "2", item.Lane));
    }

    [Theory]
    [InlineData("@nobody_at_all", "nobody has this name"), InlineData("4242", "it has no chat with this person")]
    public async Task Connect_APersonWhoIsNotThere_SaysSo(string name, string expected)
    {
        await using var pool = await Pool.StartAsync(1, Friend);

        var failure = await Assert.ThrowsAsync<FailureException>(() => Pool.ConnectAsync(pool.Options(name)));

        Assert.Contains(expected, failure.Message, StringComparison.Ordinal);
    }
}
