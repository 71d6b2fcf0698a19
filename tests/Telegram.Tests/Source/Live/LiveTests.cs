using TgPlatform.Contracts;
using TgPlatform.Plugins.Sandbox.Telegram.World;
using TgPlatform.Plugins.Telegram.Source.Live;
using TgPlatform.Plugins.Telegram.Source.Options;
using TgPlatform.Plugins.Telegram.Tests.Support;

namespace TgPlatform.Plugins.Telegram.Tests.Source.Live;

public class LiveTests
{
    private static readonly ChatOptions Channel = new() { Title = "News", Username = "news", Messages = 5, Media = [MediaKind.Document], MinimumFileBytes = 3_000, MaximumFileBytes = 5_000 };

    private static readonly EmulatedMessage Document = new() { Kind = MediaKind.Document, FileBytes = 4_000, Text = "live" };

    [Theory]
    [InlineData(HistoryOrder.Oldest), InlineData(HistoryOrder.Newest)]
    public async Task Discover_HistoryThenPostsOverBrokenConnections_ComeOnceEach(HistoryOrder order)
    {
        await using var pool = await Pool.StartAsync(1, Channel);
        var chat = pool.Telegram.World.FindChat("news")!;
        await using var run = await LiveRun.StartAsync(pool.Options("@news") with { Order = order });
        Assert.Equal(order == HistoryOrder.Oldest ? ["2", "3", "4", "5"] : ["5", "4", "3", "2"], await run.NextAsync(4));

        for (var number = 6; number <= 35; number++)
        {
            chat.Post(Document);
            if (number % 4 == 0) pool.Telegram.Disconnect();
            // Some come by push, some by difference.
            if (number % 10 == 5) Assert.Equal(Enumerable.Range(number - 9, 10).Select(id => $"{id}"), await run.NextAsync(10));
        }

        var last = chat.Post(Document);
        var group = await run.NextAsync();
        Assert.Equal($"{last.Id}", LiveRun.TextOf(group));
        pool.AssertHash(chat, group.Items[0], await Pool.ReadAsync(run.Source, group.Items[0]));
    }

    [Fact]
    public async Task Discover_AgainFromTheCursor_BringsWhatHappenedInBetween()
    {
        await using var pool = await Pool.StartAsync(1, Channel);
        var chat = pool.Telegram.World.FindChat("news")!;
        string? cursor;
        await using (var first = await LiveRun.StartAsync(pool.Options("@news")))
        {
            await first.NextAsync(4);
            chat.Post(Document);
            await first.NextAsync(1);
            cursor = first.Cursor;
        }
        chat.Post(Document);
        chat.ReplaceFile(3, 6_000);

        await using var second = await LiveRun.StartAsync(pool.Options("@news"), cursor);

        Assert.Equal(["7", "3"], await second.NextAsync(2));
        chat.Post(Document);
        Assert.Equal(["8"], await second.NextAsync(1));
    }

    [Fact]
    public async Task Discover_AnAlbum_IsOneGroupWhenNothingMoreComes()
    {
        var time = new ManualTime();
        await using var pool = await Pool.StartAsync(1, Channel);
        var chat = pool.Telegram.World.FindChat("news")!;
        await using var run = await LiveRun.StartAsync(pool.Options("@news"), time: time);
        await run.NextAsync(4);

        var album = run.NextAsync();
        // Set anew by each message of the album; the last one is what counts.
        chat.PostAlbum(Document, Document with { Text = "" }, Document with { Text = "" });
        chat.Post(Document);
        while (!album.IsCompleted)
        {
            await Task.WhenAny(album, time.TimerSetAsync(LiveSelection.AlbumPatience)).WaitAsync(TimeSpan.FromMinutes(2));
            time.Advance(LiveSelection.AlbumPatience);
        }

        Assert.Equal("6+7+8", LiveRun.TextOf(await album));
        Assert.All((await album).Items, item => Assert.Equal("live", item["caption"].Text));
        Assert.Equal(["9"], await run.NextAsync(1));
        Assert.Contains("1-9", run.Cursor, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Discover_AnEditReplacesTheFile_TheItemHasAnotherVersionAndTheNewBytes()
    {
        await using var pool = await Pool.StartAsync(2, Channel);
        var chat = pool.Telegram.World.FindChat("news")!;
        await using var run = await LiveRun.StartAsync(pool.Options("@news"));
        var before = (await run.NextAsync()).Items[0];
        await run.NextAsync(3);
        foreach (var lane in new[] { "1", "2" }) pool.AssertHash(chat, before, await Pool.ReadAsync(run.Source, before, lane));

        chat.ReplaceFile(2, 7_000);
        var after = (await run.NextAsync()).Items[0];

        Assert.Equal(before.Id, after.Id);
        Assert.NotEqual(before.Version, after.Version);
        Assert.Equal(7_000, after.Size);
        foreach (var lane in new[] { "1", "2" }) pool.AssertHash(chat, after, await Pool.ReadAsync(run.Source, after, lane));
    }

    [Fact]
    public async Task Discover_EditOfOneOfAnAlbum_BringsTheWholeAlbumAsItIs()
    {
        await using var pool = await Pool.StartAsync(1, Channel with { Messages = 12, AlbumEvery = 5 });
        var chat = pool.Telegram.World.FindChat("news")!;
        await using var run = await LiveRun.StartAsync(pool.Options("@news"));
        var groups = new List<ItemGroup>();
        for (var left = 11; left > 0; left -= groups[^1].Items.Count) groups.Add(await run.NextAsync());
        var album = groups.First(group => group.Items.Count == 3);

        chat.Edit((int)album.Items[1]["message_id"].Integer!, message => message with { Text = "other" });

        var again = await run.NextAsync();
        Assert.Equal((album.Id, LiveRun.TextOf(album)), (again.Id, LiveRun.TextOf(again)));
        Assert.Equal("other", again.Items[1]["text"].Text);
    }

    [Fact]
    public async Task Discover_Events_BecomeRecordsOfTheirOwn()
    {
        await using var pool = await Pool.StartAsync(1, Channel);
        var chat = pool.Telegram.World.FindChat("news")!;
        await using var run = await LiveRun.StartAsync(pool.Options("@news") with { Events = [TelegramEvent.Edit, TelegramEvent.Deletion] });
        await run.NextAsync(4);

        chat.Edit(3, message => message with { Text = "changed" });
        chat.Delete(2, 4);

        Assert.Equal("3", LiveRun.TextOf(await run.NextAsync()));
        var edit = Assert.Single((await run.NextAsync()).Items);
        Assert.Equal(("telegram.edit", false, "changed", "edit"), (edit.RecordType, edit.HasContent, edit["text"].Text, edit["event"].Text));
        var gone = new[] { (await run.NextAsync()).Items[0], (await run.NextAsync()).Items[0] };
        Assert.Equal([("telegram.deletion", 2L), ("telegram.deletion", 4L)], gone.Select(item => (item.RecordType!, item["message_id"].Integer!.Value)));
        Assert.Equal("News", gone[0]["chat"].Text);
    }

    [Fact]
    public async Task Discover_TooMuchHappened_TheHistoryIsReadAgain()
    {
        await using var pool = await Pool.StartAsync(1, Channel);
        var chat = pool.Telegram.World.FindChat("news")!;
        await using var run = await LiveRun.StartAsync(pool.Options("@news"));
        await run.NextAsync(4);
        chat.Post(Document);
        await run.NextAsync(1);

        chat.Leave(pool.Account(1)); // no pushes any more
        for (var number = 7; number <= 140; number++) chat.Post(Document);
        chat.ForgetUpdates();
        chat.Join(pool.Account(1));
        pool.Telegram.Disconnect();

        Assert.Equal(Enumerable.Range(7, 134).Select(id => $"{id}"), await run.NextAsync(134));
    }

    [Fact]
    public async Task Discover_TheFollowingAccountIsSignedOut_AnotherGoesOnWhereItStopped()
    {
        await using var pool = await Pool.StartAsync(2, Channel);
        var chat = pool.Telegram.World.FindChat("news")!;
        await using var run = await LiveRun.StartAsync(pool.Options("@news"));
        await run.NextAsync(4);
        chat.Post(Document);
        await run.NextAsync(1);

        pool.Telegram.TerminateSessions(pool.Account(1));
        chat.Post(Document);
        pool.Telegram.Disconnect();

        Assert.Equal(["7"], await run.NextAsync(1));
        chat.Post(Document);
        Assert.Equal(["8"], await run.NextAsync(1));
        Assert.False(run.Source.Lanes[0].Condition.IsOpen);
    }

    [Fact]
    public async Task Discover_NoAccountIsLeft_SaysSo()
    {
        await using var pool = await Pool.StartAsync(1, Channel);
        await using var run = await LiveRun.StartAsync(pool.Options("@news"));
        await run.NextAsync(4);
        pool.Telegram.World.FindChat("news")!.Post(Document);
        await run.NextAsync(1);

        pool.Telegram.TerminateSessions(pool.Account(1));
        pool.Telegram.Disconnect();

        var failure = await Assert.ThrowsAsync<FailureException>(() => run.NextAsync());
        // Either while it follows, or while it still looks for the end of the history.
        Assert.StartsWith("News: no account is left", failure.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Discover_AnOldGroup_IsFollowedByItsAccount()
    {
        await using var pool = await Pool.StartAsync(2, new ChatOptions { Kind = ChatKind.BasicGroup, Title = "Old", Messages = 3, Media = [MediaKind.Document] });
        var group = pool.Telegram.World.Chats[0];
        await using var run = await LiveRun.StartAsync(pool.Options($"-{group.Id}"));
        await run.NextAsync(3);

        var posted = group.Post(Document with { SenderId = pool.Account(2).Id });
        pool.Telegram.Disconnect();
        var second = group.Post(Document with { SenderId = pool.Account(2).Id });

        Assert.Equal([$"{posted.Id}", $"{second.Id}"], await run.NextAsync(2));
    }

    [Fact]
    public async Task Discover_CommentsAndTopics_AreFollowedAsTheyWereSelected()
    {
        var forum = Channel with { Kind = ChatKind.Forum, Title = "Forum", Username = "forum", Topics = ["Releases", "Pictures"] };
        await using var pool = await Pool.StartAsync(1, Channel with { CommentsPerPost = 1, Messages = 2 }, forum);
        var (news, topics) = (pool.Telegram.World.FindChat("news")!, pool.Telegram.World.FindChat("forum")!);
        await using var run = await LiveRun.StartAsync(pool.Options("@news", "@forum") with { Comments = CommentChoice.Only, Topics = ["Releases"], Media = [TelegramMedia.Document] });

        var first = news.Comment(2, Document with { Text = "first" });
        await UntilAsync(run, "first");
        // What the history has had comes again by following only.
        news.Linked!.Edit(first.Id, message => message with { Text = "edited" });
        await UntilAsync(run, "edited");

        var comment = news.Comment(2, Document with { Text = "second" });
        topics.Post(Document with { ThreadId = 3, ReplyTo = 3, Text = "picture" });
        topics.Post(Document with { ThreadId = 2, ReplyTo = 2, Text = "release" });
        // Each chat has its own row; which comes first is open.
        Item[] items = [.. new[] { (await run.NextAsync()).Items[0], (await run.NextAsync()).Items[0] }.OrderByDescending(item => item["text"].Text, StringComparer.Ordinal)];

        Assert.Equal([("second", 2L), ("release", null)], items.Select(item => (item["text"].Text, item["post_id"].Integer)));
        Assert.Equal("Releases", items[1]["topic"].Text);
        Assert.Equal(comment.Id, items[0]["message_id"].Integer);
    }

    private static async Task UntilAsync(LiveRun run, string text)
    {
        while ((await run.NextAsync()).Items[0]["text"].Text != text)
        {
        }
    }

    [Fact]
    public async Task Discover_SinceTomorrow_NothingOfTodayComes()
    {
        await using var pool = await Pool.StartAsync(1, Channel, Channel with { Title = "Other", Username = "other", Messages = 0 });
        await using var run = await LiveRun.StartAsync(pool.Options("@news", "@other") with { Since = DateTimeOffset.UtcNow.AddDays(1) });

        var next = run.NextAsync();
        pool.Telegram.World.FindChat("news")!.Post(Document);

        pool.Telegram.Faults.ClockSkewSeconds = 2 * 86_400;
        pool.Telegram.World.FindChat("other")!.Post(Document);
        Assert.Equal("Other", (await next).Items[0]["chat"].Text);
    }

    [Theory]
    [InlineData(true, 5, false, "live")]
    [InlineData(false, null, true, "events")]
    [InlineData(true, null, true, null)]
    public void Validate_LiveWithOtherOptions_NamesWhatDoesNotGoTogether(bool live, int? toId, bool events, string? expected)
    {
        var options = new TelegramSourceOptions { Accounts = ["a"], Chats = ["@news"], Live = live, ToId = toId, Events = events ? [TelegramEvent.Edit] : [] };

        Assert.Equal(expected, options.Validate().Select(mistake => mistake.Option).SingleOrDefault());
    }
}
