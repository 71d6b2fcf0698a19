using TgPlatform.Contracts;
using TgPlatform.Plugins.Sandbox.Telegram.World;
using TgPlatform.Plugins.Telegram.Source.Options;
using TgPlatform.Plugins.Telegram.Tests.Support;

namespace TgPlatform.Plugins.Telegram.Tests.Source;

public class ThreadsTests
{
    private static readonly ChatOptions Forum = new() { Kind = ChatKind.Forum, Title = "Forum", Username = "forum", Messages = 130, Topics = ["Releases", "Pictures"], Media = [MediaKind.Photo], ReplyEvery = 7 };

    private static readonly ChatOptions Commented = new() { Title = "News", Username = "news", Messages = 60, CommentsPerPost = 3, Media = [MediaKind.Document, MediaKind.Text] };

    private static List<Item> Items(IEnumerable<ItemGroup> groups) => [.. groups.SelectMany(group => group.Items)];

    private static IEnumerable<long> Ids(IEnumerable<Item> items) => items.Select(item => item["message_id"].Integer!.Value);

    [Fact]
    public async Task Discover_AForum_GivesEveryMessageTheTitleOfItsTopic()
    {
        await using var pool = await Pool.StartAsync(1, Forum);
        var chat = pool.Telegram.World.FindChat("forum")!;

        var items = Items(await Pool.DiscoverAsync(pool.Options("@forum")));

        var titles = new Dictionary<int, string> { [1] = "General", [2] = "Releases", [3] = "Pictures" };
        var expected = chat.Messages().Where(message => message.HasFile).Select(message => (message.Id, titles[message.ThreadId], message.ReplyTo));
        Assert.Equal(expected, items.Select(item => ((int)item["message_id"].Integer!, item["topic"].Text!, (int)(item["reply_to"].Integer ?? 0))));
        Assert.Equal(1, pool.Telegram.CallsOf("messages.getForumTopics"));
    }

    [Theory]
    [InlineData("pictures", null), InlineData("3", null), InlineData(null, "https://t.me/forum/3")]
    public async Task Discover_OneTopic_TakesOnlyThat(string? topic, string? link)
    {
        await using var pool = await Pool.StartAsync(1, Forum);
        var chat = pool.Telegram.World.FindChat("forum")!;

        var items = Items(await Pool.DiscoverAsync(pool.Options(link ?? "@forum") with { Topics = topic is null ? [] : [topic] }));

        Assert.Equal(chat.Messages().Where(message => message.HasFile && message.ThreadId == 3).Select(message => (long)message.Id), Ids(items));
        Assert.All(items, item => Assert.Equal("Pictures", item["topic"].Text));
    }

    [Fact]
    public async Task Connect_ATopicThatIsNotThere_SaysWhichThereAre()
    {
        await using var pool = await Pool.StartAsync(1, Forum);

        var failure = await Assert.ThrowsAsync<FailureException>(() => Pool.ConnectAsync(pool.Options("@forum") with { Topics = ["Films"] }));

        Assert.Contains("Releases", failure.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(HistoryOrder.Oldest), InlineData(HistoryOrder.Newest)]
    public async Task Discover_Comments_KnowTheirPost(HistoryOrder order)
    {
        await using var pool = await Pool.StartAsync(1, Commented);
        var chat = pool.Telegram.World.FindChat("news")!;
        var group = chat.Linked!;

        var items = Items(await Pool.DiscoverAsync(pool.Options("@news") with { Comments = CommentChoice.Only, Order = order }));

        var expected = group.Messages().Where(message => message.HasFile && message.ThreadId != 0).ToDictionary(message => (long)message.Id, message => group.Find(message.ThreadId)!);
        Assert.Equal(expected.Keys.Order(), Ids(items).Order());
        Assert.All(items, item =>
        {
            var post = expected[item["message_id"].Integer!.Value];
            Assert.Equal(post.ForwardedPost, item["post_id"].Integer);
            Assert.Equal(chat.Find(post.ForwardedPost)!.Text, item["post"].Text);
            Assert.Equal(("News", "News talk"), (item["post_chat"].Text, item["chat"].Text));
        });
        // Three pages of comments; newest first, the copy of a page's last post is on the next page.
        Assert.InRange(pool.Telegram.CallsOf("messages.getHistory"), 3, 4);
        Assert.InRange(pool.Telegram.CallsOf("channels.getMessages"), 0, 3);
    }

    [Fact]
    public async Task Discover_CommentsToo_AreFoundAfterThePosts()
    {
        await using var pool = await Pool.StartAsync(1, Commented);
        var chat = pool.Telegram.World.FindChat("news")!;

        var items = Items(await Pool.DiscoverAsync(pool.Options("@news") with { Comments = CommentChoice.Also }));

        var posts = chat.Messages().Count(message => message.HasFile);
        Assert.All(items.Take(posts), item => Assert.Null(item["post_id"].Integer));
        Assert.All(items.Skip(posts), item => Assert.NotNull(item["post_id"].Integer));
        Assert.Equal(posts + chat.Linked!.Messages().Count(message => message.HasFile && message.ThreadId != 0), items.Count);
    }

    [Fact]
    public async Task Discover_TheCommentsOfOnePost_CanBeFetched()
    {
        await using var pool = await Pool.StartAsync(1, Commented);
        var group = pool.Telegram.World.FindChat("news")!.Linked!;
        await using var source = await Pool.ConnectAsync(pool.Options("https://t.me/news/20"));

        var items = Items(await source.DiscoverAsync(null, Pool.Patience).ToListAsync(Pool.Patience));

        Assert.Equal(group.Messages().Where(message => message.HasFile && message.ThreadId == (19 * 4) + 1).Select(message => (long)message.Id), Ids(items));
        Assert.All(items, item => Assert.Equal(20, item["post_id"].Integer));
        foreach (var item in items) pool.AssertHash(group, item, await Pool.ReadAsync(source, item));
    }

    [Theory]
    [InlineData(HistoryOrder.Oldest), InlineData(HistoryOrder.Newest)]
    public async Task Discover_ASupergroupWithAPast_GoesThroughTheOldGroupToo(HistoryOrder order)
    {
        await using var pool = await Pool.StartAsync(2, new ChatOptions { Kind = ChatKind.Group, Title = "Group", Username = "group", Messages = 40, MigratedMessages = 10, Media = [MediaKind.Photo] });
        var (now, past) = (pool.Telegram.World.FindChat("group")!, pool.Telegram.World.FindChat("group")!.MigratedFrom!);
        await using var source = await Pool.ConnectAsync(pool.Options("@group") with { Order = order });

        var items = Items(await source.DiscoverAsync(null, Pool.Patience).ToListAsync(Pool.Patience));

        var expected = past.Messages().Concat(now.Messages()).Where(message => message.HasFile).Select(message => (long)message.Id).ToList();
        if (order == HistoryOrder.Newest) expected = [.. now.Messages().Where(message => message.HasFile).Select(message => (long)message.Id).Reverse(), .. past.Messages().Where(message => message.HasFile).Select(message => (long)message.Id).Reverse()];
        Assert.Equal(expected, Ids(items));
        // The numbers of an old group are one account's own, so its files are fetched by that account.
        var old = items.Where(item => item["chat_id"].Integer == -past.Id).ToList();
        Assert.Equal(10, old.Count);
        Assert.All(old, item => Assert.Equal("1", item.Lane));
        pool.AssertHash(past, old[3], await Pool.ReadAsync(source, old[3], "1"));
    }

    [Fact]
    public async Task Discover_AnOldGroupByNumber_FollowsItToItsSupergroup()
    {
        await using var pool = await Pool.StartAsync(1, new ChatOptions { Kind = ChatKind.Group, Title = "Group", Username = "group", Messages = 20, MigratedMessages = 5, Media = [MediaKind.Photo] });
        var chat = pool.Telegram.World.FindChat("group")!;

        var items = Items(await Pool.DiscoverAsync(pool.Options($"-{chat.MigratedFrom!.Id}")));

        Assert.Equal(chat.MigratedFrom.Messages().Count(message => message.HasFile) + chat.Messages().Count(message => message.HasFile), items.Count);
    }
}
