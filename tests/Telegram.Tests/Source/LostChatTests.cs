using TgPlatform.Contracts;
using TgPlatform.Plugins.Sandbox.Telegram.Faults;
using TgPlatform.Plugins.Sandbox.Telegram.World;
using TgPlatform.Plugins.Telegram.Source;
using TgPlatform.Plugins.Telegram.Source.Options;
using TgPlatform.Plugins.Telegram.Tests.Support;

namespace TgPlatform.Plugins.Telegram.Tests.Source;

/// <summary>Accounts that do not see a chat, or no longer do.</summary>
public class LostChatTests
{
    private static readonly ChatOptions News = new() { Title = "News", Username = "news", Messages = 130, Media = [MediaKind.Photo], MinimumFileBytes = 3_000, MaximumFileBytes = 5_000, DataCentre = 2 };

    private static readonly ChatOptions Club = News with { Title = "Club", Username = null, Invite = "club", Messages = 30 };

    private const string Invite = "https://t.me/+club";

    private static async Task<List<Item>> ItemsAsync(TelegramSource source) => [.. (await source.DiscoverAsync(null, Pool.Patience).ToListAsync(Pool.Patience)).SelectMany(group => group.Items)];

    private static async Task<FailureException> FailsAsync(TelegramSource source, Item item, string lane) => await Assert.ThrowsAsync<FailureException>(() => Pool.ReadAsync(source, item, lane));

    [Fact]
    public async Task Open_TheAccountLooksLateAndDoesNotSeeTheChat_HandsItsItemsOver()
    {
        await using var pool = await Pool.StartAsync(2, Club with { Members = [Pool.PhoneOf(1)] });
        pool.Telegram.Faults.Add(new FaultRule { On = "messages.checkChatInvite", Account = Pool.PhoneOf(2), Times = 1, Error = "FLOOD_WAIT_600" });
        await using var source = await Pool.ConnectAsync(pool.Options(Invite));
        Assert.True(source.Lanes[1].Condition.IsOpen);
        var item = (await ItemsAsync(source))[0];

        var failure = await FailsAsync(source, item, "2");

        Assert.Equal(FailureKind.Blocked, failure.Kind);
        Assert.False(source.Lanes[1].Condition.IsOpen);
        Assert.Contains("not a member", source.Lanes[1].Condition.Reason, StringComparison.Ordinal);
        pool.AssertHash(pool.Telegram.World.Chats[0], item, await Pool.ReadAsync(source, item, "1"));
    }

    [Fact]
    public async Task Discover_AnAccountLooksLateAndDoesNotSeeTheChat_IsLeftToTheOneThatDoes()
    {
        await using var pool = await Pool.StartAsync(2, Club with { Members = [Pool.PhoneOf(2)] });
        pool.Telegram.Faults.Add(new FaultRule { On = "messages.checkChatInvite", Account = Pool.PhoneOf(1), Times = 1, Error = "FLOOD_WAIT_600" });
        pool.Telegram.Faults.Add(new FaultRule { On = "messages.getHistory", Account = Pool.PhoneOf(2), Times = 1, Error = "FLOOD_WAIT_300" });
        await using var source = await Pool.ConnectAsync(pool.Options(Invite));

        var failure = await Assert.ThrowsAsync<FailureException>(() => ItemsAsync(source));

        Assert.Equal(FailureKind.Throttled, failure.Kind);
        Assert.Equal([false, true], source.Lanes.Select(lane => lane.Condition.IsOpen));
    }

    [Fact]
    public async Task Open_TheAccountFollowsToTheCommentsLate_FetchesThem()
    {
        await using var pool = await Pool.StartAsync(2, News with { Messages = 20, CommentsPerPost = 2 });
        pool.Telegram.Faults.Add(new FaultRule { On = "channels.getFullChannel", Account = Pool.PhoneOf(2), Times = 1, Error = "FLOOD_WAIT_600" });
        await using var source = await Pool.ConnectAsync(pool.Options("@news") with { Comments = CommentChoice.Only });
        var item = (await ItemsAsync(source))[0];

        pool.AssertHash(pool.Telegram.World.FindChat("news")!.Linked!, item, await Pool.ReadAsync(source, item, "2"));

        Assert.Equal(2, pool.Telegram.CallsOf("channels.getFullChannel", Pool.PhoneOf(2)));
    }

    [Fact]
    public async Task Open_TheOnlyAccountLosesOneChat_FailsItsItemsAndGoesOnWithTheOthers()
    {
        await using var pool = await Pool.StartAsync(1, Club, News);
        await using (var source = await Pool.ConnectAsync(pool.Options(Invite, "@news")))
        {
            var items = await ItemsAsync(source);
            pool.Telegram.Faults.Add(new FaultRule { On = "upload.getFile", Times = 1, Error = "CHANNEL_PRIVATE" });

            Assert.Equal(FailureKind.Permanent, (await FailsAsync(source, items[0], "1")).Kind);
            Assert.Equal(FailureKind.Permanent, (await FailsAsync(source, items[1], "1")).Kind);

            Assert.True(source.Lanes[0].Condition.IsOpen);
            pool.AssertHash(pool.Telegram.World.FindChat("news")!, items[^1], await Pool.ReadAsync(source, items[^1], "1"));
        }
    }

    [Fact]
    public async Task Connect_AccountsSeeDifferentChats_EachFetchesFromItsOwnAndOneThatSeesNoneIsLeftOut()
    {
        var other = Club with { Title = "Other", Invite = "other", Members = [Pool.PhoneOf(2), Pool.PhoneOf(3)] };
        await using var pool = await Pool.StartAsync(4, Club with { Members = [Pool.PhoneOf(1), Pool.PhoneOf(3)] }, other);
        await using var source = await Pool.ConnectAsync(pool.Options(Invite, "https://t.me/+other"));

        Assert.Equal([true, true, true, false], source.Lanes.Select(lane => lane.Condition.IsOpen));
        Assert.Contains("not a member", source.Lanes[3].Condition.Reason, StringComparison.Ordinal);
        var byChat = (await ItemsAsync(source)).ToLookup(item => item["chat"].Text);
        Assert.Equal((29, 29), (byChat["Club"].Count(), byChat["Other"].Count()));
        Assert.All(byChat["Club"], item => Assert.Equal([true, false, true, false], source.Lanes.Select(lane => source.MayFetch(item, lane))));
        Assert.All(byChat["Other"], item => Assert.Equal([false, true, true, false], source.Lanes.Select(lane => source.MayFetch(item, lane))));
        foreach (var (chat, index, lane) in new[] { ("Club", 0, "1"), ("Club", 0, "3"), ("Other", 1, "2"), ("Other", 1, "3") })
            pool.AssertHash(pool.Telegram.World.Chats[index], byChat[chat].First(), await Pool.ReadAsync(source, byChat[chat].First(), lane));
    }

    [Fact]
    public async Task Open_OneOfTwoAccountsLosesOneOfTwoChats_LeavesItToTheOtherAndGoesOnWithTheRest()
    {
        await using var pool = await Pool.StartAsync(2, Club, News);
        await using var source = await Pool.ConnectAsync(pool.Options(Invite, "@news"));
        var items = await ItemsAsync(source);
        pool.Telegram.Faults.Add(new FaultRule { On = "upload.getFile", Account = Pool.PhoneOf(1), Times = 1, Error = "CHANNEL_PRIVATE" });
        Assert.True(source.MayFetch(items[0], source.Lanes[0]));

        var failure = await FailsAsync(source, items[0], "1");

        Assert.Equal((FailureKind.Throttled, false), (failure.Kind, failure.ConcernsLane));
        Assert.Equal(LaneCondition.Ready, source.Lanes[0].Condition);
        Assert.Equal([false, true], source.Lanes.Select(lane => source.MayFetch(items[1], lane)));
        Assert.Equal([true, true], source.Lanes.Select(lane => source.MayFetch(items[^1], lane)));
        pool.AssertHash(pool.Telegram.World.FindChat("news")!, items[^1], await Pool.ReadAsync(source, items[^1], "1"));
    }

    [Fact]
    public async Task Discover_OneChatIsLostOnEveryAccount_ListsTheOthers()
    {
        await using var pool = await Pool.StartAsync(2, Club, News);
        await using var source = await Pool.ConnectAsync(pool.Options(Invite, "@news"));
        foreach (var number in new[] { 1, 2 }) pool.Telegram.World.Chats[0].Leave(pool.Account(number));

        var items = await ItemsAsync(source);

        Assert.Equal(pool.Telegram.World.FindChat("news")!.Messages().Count(message => message.HasFile), items.Count);
        Assert.All(items, item => Assert.Equal("News", item["chat"].Text));
        Assert.Contains(source.Lanes, lane => lane.Condition.IsOpen);
    }

    [Fact]
    public async Task Discover_TheOnlyChatIsLost_Fails()
    {
        await using var pool = await Pool.StartAsync(1, Club);
        await using var source = await Pool.ConnectAsync(pool.Options(Invite));
        pool.Telegram.World.Chats[0].Leave(pool.Account(1));

        var failure = await Assert.ThrowsAsync<FailureException>(() => ItemsAsync(source));

        Assert.Equal(FailureKind.Permanent, failure.Kind);
        Assert.Contains("Club", failure.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Connect_OneChatIsSeenByNobody_IsLeftOut()
    {
        await using var pool = await Pool.StartAsync(2, Club with { Members = [] }, News);
        await using var source = await Pool.ConnectAsync(pool.Options(Invite, "@news"));

        Assert.All(source.Lanes, lane => Assert.True(lane.Condition.IsOpen));
        Assert.Equal(pool.Telegram.World.FindChat("news")!.Messages().Count(message => message.HasFile), (await ItemsAsync(source)).Count);
    }
}
