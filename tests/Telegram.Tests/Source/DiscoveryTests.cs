using TgPlatform.Contracts;
using TgPlatform.Plugins.Sandbox.Telegram.World;
using TgPlatform.Plugins.Telegram.Source.Options;
using TgPlatform.Plugins.Telegram.Tests.Support;

namespace TgPlatform.Plugins.Telegram.Tests.Source;

public class DiscoveryTests
{
    private static readonly ChatOptions Channel = new() { Title = "News", Username = "news", Messages = 340, AlbumEvery = 10, GapEvery = 17, EditEvery = 11, Media = [MediaKind.Photo, MediaKind.Video, MediaKind.Text] };

    private static IEnumerable<long> Ids(IEnumerable<ItemGroup> groups) => groups.SelectMany(group => group.Items).Select(item => item["message_id"].Integer!.Value);

    private static IEnumerable<long> WithFiles(EmulatedChat chat) => chat.Messages().Where(message => message.HasFile).Select(message => (long)message.Id);

    [Theory]
    [InlineData(HistoryOrder.Oldest), InlineData(HistoryOrder.Newest)]
    public async Task Discover_AWholeChannel_FindsEveryFileWithAQuestionPerHundredMessages(HistoryOrder order)
    {
        await using var pool = await Pool.StartAsync(1, Channel);
        var chat = pool.Telegram.World.FindChat("news")!;

        var groups = await Pool.DiscoverAsync(pool.Options("@news") with { Order = order });

        Assert.Equal(WithFiles(chat), Ids(groups).Order());
        var albums = groups.Select(group => group.Items[0]["message_id"].Integer!.Value).ToList();
        Assert.Equal(order == HistoryOrder.Oldest ? albums.Order() : albums.OrderDescending(), albums);
        Assert.InRange(pool.Telegram.CallsOf("messages.getHistory"), 4, 5);
        Assert.Equal(0, pool.Telegram.CallsOf("channels.getMessages"));
    }

    [Fact]
    public async Task Discover_AnAlbum_IsOneGroupInOrderWithTheCaptionOnEveryItem()
    {
        await using var pool = await Pool.StartAsync(1, Channel with { GapEvery = 0 });

        var groups = await Pool.DiscoverAsync(pool.Options("@news") with { Order = HistoryOrder.Newest });

        var album = groups.Single(group => group.Items.Any(item => item["message_id"].Integer == 102));
        Assert.Equal([101L, 102, 103], Ids([album]));
        Assert.All(album.Items, item => Assert.Equal("Caption 101", item["caption"].Text));
        Assert.Equal([1L, 2, 3], album.Items.Select(item => item["album_index"].Integer!.Value));
        Assert.All(album.Items, item => Assert.Equal(3, item["album_count"].Integer));
        Assert.Equal("Caption 101", album.Items[0]["text"].Text);
        Assert.Null(album.Items[1]["text"].Text);
    }

    [Fact]
    public async Task Discover_AnAlbumOverTheEdgeOfAPage_StaysWhole()
    {
        // A page ends at 100, in the middle of an album that begins with 99.
        await using var pool = await Pool.StartAsync(1, Channel with { AlbumEvery = 98, AlbumSize = 5, GapEvery = 0, Media = [MediaKind.Photo] });

        var groups = await Pool.DiscoverAsync(pool.Options("@news"));

        Assert.Equal([99L, 100, 101, 102, 103], Ids(groups.Where(group => group.Items.Any(item => item["message_id"].Integer == 101))));
    }

    [Fact]
    public async Task Discover_AMessage_HasItsFields()
    {
        await using var pool = await Pool.StartAsync(1, Channel with { Kind = ChatKind.Group, ReplyEvery = 6, Media = [MediaKind.Video] });

        var item = (await Pool.DiscoverAsync(pool.Options("@news"))).SelectMany(group => group.Items).Single(item => item["message_id"].Integer == 66);

        Assert.Equal(ItemKind.Video, item.Kind);
        Assert.Equal("video 66.mp4", item.Name);
        Assert.Equal("telegram.message", item.RecordType);
        Assert.Equal("News", item["chat"].Text);
        Assert.Equal("news", item["chat_username"].Text);
        Assert.Equal(64, item["reply_to"].Integer);
        Assert.Equal("video/mp4", item["mime_type"].Text);
        Assert.Equal(1280, item["width"].Integer);
        Assert.Equal(12.5, item["duration"].Number);
        Assert.NotNull(item["sender"].Text);
        Assert.NotNull(item["edited"].Time);
        Assert.True(item["chat_id"].Integer < -1_000_000_000_000);
    }

    [Fact]
    public async Task Discover_WhatWasPostedSince_IsFoundFromTheCursorOnAndNothingElse()
    {
        await using var pool = await Pool.StartAsync(1, Channel);
        var chat = pool.Telegram.World.FindChat("news")!;
        foreach (var order in Enum.GetValues<HistoryOrder>())
        {
            var options = pool.Options("@news") with { Order = order };
            var cursor = (await Pool.DiscoverAsync(options)).Last(group => group.Cursor is not null).Cursor;
            var calls = pool.Telegram.CallsOf("messages.getHistory");

            var posted = chat.Post(new EmulatedMessage { Kind = MediaKind.Photo, FileBytes = 5_000 }).Id;

            Assert.Equal([posted], Ids(await Pool.DiscoverAsync(options, cursor)));
            Assert.InRange(pool.Telegram.CallsOf("messages.getHistory") - calls, 1, 2);
        }
    }

    [Fact]
    public async Task Discover_AnAlbumThatGrewSince_ComesWholeAgain()
    {
        await using var pool = await Pool.StartAsync(1, Channel);
        var chat = pool.Telegram.World.FindChat("news")!;
        var album = chat.PostAlbum(Enumerable.Repeat(new EmulatedMessage { Kind = MediaKind.Photo, FileBytes = 5_000 }, 2));
        var cursor = (await Pool.DiscoverAsync(pool.Options("@news"))).Last(group => group.Cursor is not null).Cursor;

        var last = chat.Post(new EmulatedMessage { Kind = MediaKind.Photo, FileBytes = 5_000, GroupedId = album[0].GroupedId });

        var again = Assert.Single(await Pool.DiscoverAsync(pool.Options("@news"), cursor));
        Assert.Equal([.. album.Select(message => (long)message.Id), last.Id], Ids([again]));
    }

    [Fact]
    public async Task Discover_ARange_KeepsToIt()
    {
        await using var pool = await Pool.StartAsync(1, Channel);
        var chat = pool.Telegram.World.FindChat("news")!;
        var (first, last) = (chat.Find(120)!, chat.Find(260)!);

        var byId = await Pool.DiscoverAsync(pool.Options("@news") with { FromId = 120, ToId = 259 });
        var byDate = await Pool.DiscoverAsync(pool.Options("@news") with { Order = HistoryOrder.Newest, Since = DateTimeOffset.FromUnixTimeSeconds(first.Date), Until = DateTimeOffset.FromUnixTimeSeconds(last.Date) });
        var nothing = await Pool.DiscoverAsync(pool.Options("@news") with { Since = DateTimeOffset.FromUnixTimeSeconds(chat.Messages().Last().Date + 1) });

        Assert.Equal(WithFiles(chat).Where(id => id is >= 120 and < 260), Ids(byId));
        Assert.Equal(WithFiles(chat).Where(id => id is >= 120 and < 260), Ids(byDate).Order());
        Assert.Empty(nothing);
    }

    [Fact]
    public async Task Discover_ARangeThatEndsInTheFuture_FindsWhatIsPostedInItLater()
    {
        await using var pool = await Pool.StartAsync(1, Channel);
        var chat = pool.Telegram.World.FindChat("news")!;
        var options = pool.Options("@news") with { ToId = 400 };
        var cursor = (await Pool.DiscoverAsync(options)).Last(group => group.Cursor is not null).Cursor;

        var posted = chat.Post(new EmulatedMessage { Kind = MediaKind.Photo, FileBytes = 5_000 }).Id;

        Assert.Equal([posted], Ids(await Pool.DiscoverAsync(options, cursor)));
    }

    [Fact]
    public async Task Discover_Texts_AreRecordsWithoutContent()
    {
        await using var pool = await Pool.StartAsync(1, Channel with { Media = [MediaKind.Text, MediaKind.PaidMedia, MediaKind.Story, MediaKind.Photo], AlbumEvery = 0, GapEvery = 0, Messages = 8 });

        var items = (await Pool.DiscoverAsync(pool.Options("@news") with { Media = [TelegramMedia.Text] })).SelectMany(group => group.Items).ToList();

        Assert.All(items, item => Assert.False(item.HasContent));
        Assert.Equal(["story", "text", "paid_media", "story", "text"], items.Select(item => item["media"].Text));
        Assert.Equal("Message 4", items[1]["text"].Text);
    }

    [Fact]
    public async Task Discover_EveryKindOfMedia_IsTakenOnlyWhenWanted()
    {
        await using var pool = await Pool.StartAsync(1, Channel with { Media = Enum.GetValues<MediaKind>(), AlbumEvery = 0, GapEvery = 0, Messages = 60 });
        var chat = pool.Telegram.World.FindChat("news")!;
        foreach (var (wanted, kind) in new[] { (TelegramMedia.Photo, MediaKind.Photo), (TelegramMedia.Video, MediaKind.Video), (TelegramMedia.VideoNote, MediaKind.VideoNote), (TelegramMedia.Audio, MediaKind.Audio), (TelegramMedia.Voice, MediaKind.Voice), (TelegramMedia.Animation, MediaKind.Animation), (TelegramMedia.Sticker, MediaKind.Sticker), (TelegramMedia.Document, MediaKind.Document), (TelegramMedia.WebPage, MediaKind.WebPage) })
        {
            var found = Ids(await Pool.DiscoverAsync(pool.Options("@news") with { Media = [wanted] }));
            Assert.Equal(chat.Messages().Where(message => message.Kind == kind && message.Action is null).Select(message => (long)message.Id), found);
        }
    }
}
