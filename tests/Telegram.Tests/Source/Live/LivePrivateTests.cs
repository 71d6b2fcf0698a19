using TgPlatform.Contracts;
using TgPlatform.Plugins.Sandbox.Telegram.World;
using TgPlatform.Plugins.Telegram.Source.Options;
using TgPlatform.Plugins.Telegram.Tests.Support;

namespace TgPlatform.Plugins.Telegram.Tests.Source.Live;

/// <summary>What happens in the common box of an account: private chats and old groups.</summary>
public class LivePrivateTests
{
    private static readonly ChatOptions Friend = new() { Kind = ChatKind.Private, Title = "Grace", Username = "grace", Members = [Pool.PhoneOf(1)], Messages = 3, Media = [MediaKind.Document], MinimumFileBytes = 3_000, MaximumFileBytes = 5_000 };

    private static readonly ChatOptions Saved = Friend with { Kind = ChatKind.Saved, Title = "", Username = null };

    private static readonly EmulatedMessage Document = new() { Kind = MediaKind.Document, FileBytes = 4_000, Text = "live" };

    [Fact]
    public async Task Discover_PushedAndAfterAReconnect_ComeOnceEachFromTheRightChat()
    {
        await using var pool = await Pool.StartAsync(2, Friend, Saved, Friend with { Title = "Alan", Username = "alan" }, Friend with { Members = [Pool.PhoneOf(2)] });
        var (grace, saved, unwanted, others) = (pool.Telegram.World.Chats[0], pool.Telegram.World.Chats[1], pool.Telegram.World.Chats[2], pool.Telegram.World.Chats[3]);
        var options = pool.Options("@grace", "me") with { Accounts = ["1"] };
        string? cursor;
        await using (var run = await LiveRun.StartAsync(options))
        {
            await run.NextAsync(6);

            unwanted.Post(Document);
            others.Post(Document);
            var pushed = grace.Post(Document);
            Assert.Equal([$"{pushed.Id}"], await run.NextAsync(1));
            pool.Telegram.Disconnect();
            unwanted.Post(Document);
            EmulatedMessage[] missed = [saved.Post(Document), grace.Post(Document)];
            Assert.Equal(missed.Select(message => $"{message.Id}"), await run.NextAsync(2));
            grace.ReplaceFile(pushed.Id, 6_000);
            var edited = (await run.NextAsync()).Items[0];
            Assert.Equal((pushed.Id, 6_000), (edited["message_id"].Integer, edited.Size));
            pool.AssertHash(grace, edited, await Pool.ReadAsync(run.Source, edited));
            cursor = run.Cursor;
        }

        var between = saved.Post(Document);
        await using var next = await LiveRun.StartAsync(options, cursor);
        var item = (await next.NextAsync()).Items[0];
        Assert.Equal((between.Id, "Saved Messages"), (item["message_id"].Integer, item["chat"].Text));
        Assert.Equal(0, pool.Telegram.CallsOf("messages.getHistory", Pool.PhoneOf(2)));
    }

    [Fact]
    public async Task Discover_DeletionsInTheCommonBox_AreToldOfTheChatTheyWereIn()
    {
        var group = Friend with { Kind = ChatKind.BasicGroup, Title = "Old", Username = null, Members = null };
        await using var pool = await Pool.StartAsync(1, Friend, group, Friend with { Title = "Alan", Username = "alan" });
        var (grace, old, unwanted) = (pool.Telegram.World.Chats[0], pool.Telegram.World.Chats[1], pool.Telegram.World.Chats[2]);
        var options = pool.Options("@grace", $"-{old.Id}") with { Events = [TelegramEvent.Deletion] };
        int[] IdsOf(EmulatedChat chat) => [.. chat.Messages().Select(message => message.Id)];
        var (its, groups, other) = (IdsOf(grace), IdsOf(old), IdsOf(unwanted));
        string? cursor;
        var gone = new List<Item>();
        await using (var run = await LiveRun.StartAsync(options))
        {
            await run.NextAsync(6);
            var posted = grace.Post(Document);
            Assert.Equal([$"{posted.Id}"], await run.NextAsync(1));

            unwanted.Delete(other[0]);
            grace.Delete(its[0], posted.Id);
            old.Delete(groups[1]);

            while (gone.Count < 3) gone.AddRange((await run.NextAsync()).Items);
            Assert.Equal(
                [("telegram.deletion", "Grace", its[0]), ("telegram.deletion", "Grace", posted.Id), ("telegram.deletion", "Old", (long?)groups[1])],
                gone.Select(item => (item.RecordType!, item["chat"].Text!, item["message_id"].Integer)));
            cursor = run.Cursor;
        }

        // While nobody looks; what was in the chat is remembered in the cursor.
        unwanted.Delete(other[1]);
        grace.Delete(its[1]);
        await using var next = await LiveRun.StartAsync(options, cursor);
        var later = (await next.NextAsync()).Items.Single();
        // What came last may be told again: its place was not in the cursor yet.
        while (gone.Any(one => one.Id == later.Id)) later = (await next.NextAsync()).Items.Single();
        Assert.Equal(("Grace", its[1], "deletion"), (later["chat"].Text, later["message_id"].Integer, later["event"].Text));
    }
}
