using TgPlatform.Contracts;
using TgPlatform.Plugins.Sandbox.Telegram.World;
using TgPlatform.Plugins.Telegram.Source.Options;
using TgPlatform.Plugins.Telegram.Tests.Support;

namespace TgPlatform.Plugins.Telegram.Tests.Source.Live;

/// <summary>What happens to the chats themselves while they are followed.</summary>
public class LiveChangesTests
{
    private static readonly ChatOptions News = new() { Title = "News", Username = "news", Messages = 3, Media = [MediaKind.Document], MinimumFileBytes = 3_000, MaximumFileBytes = 5_000 };

    private static readonly EmulatedMessage Document = new() { Kind = MediaKind.Document, FileBytes = 4_000, Text = "live" };

    private static async Task<Item> UntilAsync(LiveRun run, Func<Item, bool> condition)
    {
        while (true)
            if ((await run.NextAsync()).Items[0] is var item && condition(item)) return item;
    }

    [Fact]
    public async Task Discover_OneChatIsLostToEveryAccount_TheOthersAreFollowedOnUntilTheLast()
    {
        await using var pool = await Pool.StartAsync(2, News with { Title = "Club", Username = null, Invite = "club" }, News);
        var (club, news) = (pool.Telegram.World.Chats[0], pool.Telegram.World.FindChat("news")!);
        // WTelegramClient takes more than a minute to notice that it was signed out.
        await using var run = await LiveRun.StartAsync(pool.Options("https://t.me/+club", "@news") with { Client = TelegramLibrary.Own });
        await run.NextAsync(4);
        club.Post(Document with { Text = "club" });
        await UntilAsync(run, item => item["text"].Text == "club");

        foreach (var number in new[] { 1, 2 }) club.Leave(pool.Account(number));
        pool.Telegram.Disconnect();
        news.Post(Document with { Text = "first" });
        await UntilAsync(run, item => item["text"].Text == "first");
        news.Post(Document with { Text = "second" });
        Assert.Equal("News", (await UntilAsync(run, item => item["text"].Text == "second"))["chat"].Text);

        foreach (var number in new[] { 1, 2 }) pool.Telegram.TerminateSessions(pool.Account(number));
        pool.Telegram.Disconnect();
        var failure = await Assert.ThrowsAsync<FailureException>(() => run.NextAsync());
        Assert.Contains("News: no account is left", failure.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Discover_ATopicIsOpenedAndRenamed_ItemsHaveItsTitle()
    {
        await using var pool = await Pool.StartAsync(1, News with { Kind = ChatKind.Forum, Title = "Forum", Username = "forum", Topics = ["Releases"], Messages = 6 });
        var forum = pool.Telegram.World.FindChat("forum")!;
        await using var run = await LiveRun.StartAsync(pool.Options("@forum"));
        forum.Post(Document with { ThreadId = 2, ReplyTo = 2, Text = "known" });
        Assert.Equal("Releases", (await UntilAsync(run, item => item["text"].Text == "known"))["topic"].Text);

        var topic = forum.OpenTopic("Plans").Id;
        forum.Post(Document with { ThreadId = topic, ReplyTo = topic, Text = "opened" });
        var opened = await UntilAsync(run, item => item["text"].Text == "opened");
        forum.RenameTopic(topic, "Old plans");
        forum.Post(Document with { ThreadId = topic, ReplyTo = topic, Text = "renamed" });
        var renamed = await UntilAsync(run, item => item["text"].Text == "renamed");

        Assert.Equal(("Plans", (long)topic), (opened["topic"].Text, opened["topic_id"].Integer!.Value));
        Assert.Equal("Old plans", renamed["topic"].Text);
    }

    [Fact]
    public async Task Discover_AGroupBecomesASupergroup_IsFollowedThereAndTheNextRunGoesOnThere()
    {
        await using var pool = await Pool.StartAsync(2, News with { Kind = ChatKind.BasicGroup, Title = "Old", Username = null });
        var group = pool.Telegram.World.Chats[0];
        var options = pool.Options($"-{group.Id}");
        string? cursor;
        await using (var run = await LiveRun.StartAsync(options))
        {
            await run.NextAsync(3);
            group.Post(Document with { SenderId = pool.Account(2).Id, Text = "before" });
            await UntilAsync(run, item => item["text"].Text == "before");

            var supergroup = pool.Telegram.World.Migrate(group);
            supergroup.Post(Document with { SenderId = pool.Account(2).Id, Text = "after" });
            var after = await UntilAsync(run, item => item["text"].Text == "after");
            Assert.Equal(-1_000_000_000_000 - supergroup.Id, after["chat_id"].Integer);
            pool.AssertHash(supergroup, after, await Pool.ReadAsync(run.Source, after));
            supergroup.Post(Document with { SenderId = pool.Account(2).Id, Text = "later" });
            await UntilAsync(run, item => item["text"].Text == "later");
            cursor = run.Cursor;
        }

        group.MigratedTo!.Post(Document with { SenderId = pool.Account(2).Id, Text = "in between" });
        await using var next = await LiveRun.StartAsync(options, cursor);
        Assert.Equal("in between", (await next.NextAsync()).Items[0]["text"].Text);
    }
}
