using TgPlatform.Contracts;
using TgPlatform.Plugins.Sandbox.Telegram.Faults;
using TgPlatform.Plugins.Sandbox.Telegram.World;
using TgPlatform.Plugins.Telegram.Accounts;
using TgPlatform.Plugins.Telegram.Crypto;
using TgPlatform.Plugins.Telegram.Rpc;
using TgPlatform.Plugins.Telegram.Source;
using TgPlatform.Plugins.Telegram.Source.Options;
using TgPlatform.Plugins.Telegram.Source.Pool;
using TgPlatform.Plugins.Telegram.Tests.Support;
using TgPlatform.Plugins.Telegram.Transport;
using TgPlatform.Testing;

namespace TgPlatform.Plugins.Telegram.Tests.Source;

public class PoolTests
{
    private static readonly ChatOptions Club = new() { Title = "Club", Invite = "club", Messages = 30, Media = [MediaKind.Photo], MinimumFileBytes = 3_000, MaximumFileBytes = 5_000, DataCentre = 2, Members = [Pool.PhoneOf(1), Pool.PhoneOf(3)] };

    private static readonly ChatOptions Channel = Club with { Title = "News", Username = "news", Invite = null, Members = null, Messages = 230 };

    private const string Invite = "https://t.me/+club";

    private static async Task<List<Item>> ItemsAsync(TelegramSource source) => [.. (await source.DiscoverAsync(null, Pool.Patience).ToListAsync(Pool.Patience)).SelectMany(group => group.Items)];

    [Fact]
    public async Task Connect_AnAccountThatCannotSeeTheChat_IsLeftOutByName()
    {
        await using var pool = await Pool.StartAsync(3, Club);
        await using var source = await Pool.ConnectAsync(pool.Options(Invite));

        Assert.Equal([true, false, true], source.Lanes.Select(lane => lane.Condition.IsOpen));
        Assert.Contains("not a member", source.Lanes[1].Condition.Reason, StringComparison.Ordinal);
        Assert.Equal(30, (await ItemsAsync(source)).Count + 1);
        Assert.False(pool.Telegram.World.Chats[0].HasMember(pool.Account(2)));
    }

    [Fact]
    public async Task Connect_APremiumAccountAndACarefulOne_AreNotedAndPacedAsTheyMay()
    {
        await using var pool = await Pool.StartAsync(3, Channel);
        pool.Account(2).Premium = true;
        await using var source = await Pool.ConnectAsync(pool.Options("@news") with { Careful = ["3"], AtOnce = new() { Files = 4, Large = 1 } });

        Assert.Equal(["no premium", "premium", "no premium"], source.Lanes.Select(lane => lane.Note));
        Assert.Equal([(4, 1), (4, 1), (1, 1)], source.Lanes.Select(lane => (lane.MaxConcurrency, lane.MaxLargeConcurrency)));
        var paces = new[] { "1", "3" }.Select(name => AccountPace.Of(pool.Options("@news") with { Careful = ["3"] }, name)).ToList();
        Assert.Equal([2, 8, 1, 1], paces.SelectMany(pace => new[] { pace.ConnectionsFor(isPremium: false), pace.ConnectionsFor(isPremium: true) }));
        Assert.Equal(3, AccountPace.Of(pool.Options("@news") with { AtOnce = new() { Connections = 3 } }, "1").ConnectionsFor(isPremium: true));
        Assert.All(Enumerable.Range(0, 100), _ => Assert.InRange(paces[1].NextPause(Random.Shared), TimeSpan.FromSeconds(1), TimeSpan.FromSeconds(4)));
    }

    [Fact]
    public async Task Connect_ToldToJoin_FollowsTheInvite()
    {
        await using var pool = await Pool.StartAsync(3, Club);
        await using var source = await Pool.ConnectAsync(pool.Options(Invite) with { Join = true });

        Assert.All(source.Lanes, lane => Assert.True(lane.Condition.IsOpen));
        Assert.True(pool.Telegram.World.Chats[0].HasMember(pool.Account(2)));
        var item = (await ItemsAsync(source))[0];
        pool.AssertHash(pool.Telegram.World.Chats[0], item, await Pool.ReadAsync(source, item, "2"));
    }

    [Fact]
    public async Task Connect_NobodySeesTheChat_SaysWhyForEachAccount()
    {
        await using var pool = await Pool.StartAsync(2, Club with { Members = [] });

        var failure = await Assert.ThrowsAsync<FailureException>(() => Pool.ConnectAsync(pool.Options(Invite)));

        Assert.Equal(FailureKind.Permanent, failure.Kind);
        Assert.Contains("1: it is not a member", failure.Message, StringComparison.Ordinal);
        Assert.Contains("2: it is not a member", failure.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Open_OnEveryAccount_HasTheRightBytesWithAQuestionPerHundredMessages()
    {
        await using var pool = await Pool.StartAsync(3, Channel);
        var chat = pool.Telegram.World.FindChat("news")!;
        await using var source = await Pool.ConnectAsync(pool.Options("@news"));
        var items = await ItemsAsync(source);

        for (var index = 0; index < items.Count; index++) pool.AssertHash(chat, items[index], await Pool.ReadAsync(source, items[index], $"{(index % 3) + 1}"));

        // The account that listed them needs none.
        Assert.Equal(0, pool.Telegram.CallsOf("channels.getMessages", Pool.PhoneOf(1)));
        Assert.InRange(pool.Telegram.CallsOf("channels.getMessages", Pool.PhoneOf(2)), 3, 4);
        Assert.InRange(pool.Telegram.CallsOf("channels.getMessages", Pool.PhoneOf(3)), 3, 4);
    }

    [Fact]
    public async Task Open_ItemsOfAnEarlierRun_AreAskedForByTheHundredToo()
    {
        await using var pool = await Pool.StartAsync(1, Channel);
        var chat = pool.Telegram.World.FindChat("news")!;
        List<Item> items;
        await using (var earlier = await Pool.ConnectAsync(pool.Options("@news"))) items = await ItemsAsync(earlier);
        await using var source = await Pool.ConnectAsync(pool.Options("@news"));

        foreach (var item in items) pool.AssertHash(chat, item, await Pool.ReadAsync(source, item));

        Assert.InRange(pool.Telegram.CallsOf("channels.getMessages"), 3, 3);
    }

    [Fact]
    public async Task Open_WhatWasPostedAfterItsNumberWasGuessed_IsThere()
    {
        await using var pool = await Pool.StartAsync(2, Channel);
        var chat = pool.Telegram.World.FindChat("news")!;
        List<Item> earlier;
        await using (var first = await Pool.ConnectAsync(pool.Options("@news"))) earlier = await ItemsAsync(first);
        await using var source = await Pool.ConnectAsync(pool.Options("@news"));
        await Pool.ReadAsync(source, earlier[^1], "2");
        var posted = chat.Post(new EmulatedMessage { Kind = MediaKind.Photo, FileBytes = 5_000 }).Id;

        var item = (await ItemsAsync(source)).Single(item => item["message_id"].Integer == posted);

        pool.AssertHash(chat, item, await Pool.ReadAsync(source, item, "2"));
    }

    [Fact]
    public async Task Read_ReferencesHaveExpired_RenewsThemByTheHundred()
    {
        await using var pool = await Pool.StartAsync(1, Channel with { Messages = 90 });
        var chat = pool.Telegram.World.FindChat("news")!;
        await using var source = await Pool.ConnectAsync(pool.Options("@news"));
        var items = await ItemsAsync(source);
        pool.Telegram.World.ExpireReferences();

        foreach (var item in items) pool.AssertHash(chat, item, await Pool.ReadAsync(source, item));

        Assert.Equal(1, pool.Telegram.CallsOf("channels.getMessages"));
    }

    [Fact]
    public async Task Open_TheMessageHasAnotherFileNow_BeginsAnew()
    {
        await using var pool = await Pool.StartAsync(1, Channel);
        var chat = pool.Telegram.World.FindChat("news")!;
        await using var source = await Pool.ConnectAsync(pool.Options("@news"));
        var item = (await ItemsAsync(source))[5];
        string validator;
        await using (var content = await source.OpenAsync(item, source.Lanes[0], default, Pool.Patience)) validator = content.Validator!;
        chat.ReplaceFile((int)item["message_id"].Integer!, 7_777);
        await using var later = await Pool.ConnectAsync(pool.Options("@news"));

        await using var changed = await later.OpenAsync(item, later.Lanes[0], new ResumePoint(1_000, validator), Pool.Patience);

        Assert.Equal((0, 7_777), (changed.Offset, changed.Length!.Value));
        pool.AssertHash(chat, item, await changed.ReadToEndAsync(Pool.Patience));
    }

    [Fact]
    public async Task Open_TheMessageIsGone_IsPermanent()
    {
        await using var pool = await Pool.StartAsync(1, Channel);
        await using var source = await Pool.ConnectAsync(pool.Options("@news"));
        var item = (await ItemsAsync(source))[5];
        pool.Telegram.World.FindChat("news")!.Delete((int)item["message_id"].Integer!);
        await using var later = await Pool.ConnectAsync(pool.Options("@news"));

        var failure = await Assert.ThrowsAsync<FailureException>(async () => await later.OpenAsync(item, later.Lanes[0], default, Pool.Patience));

        Assert.Equal(FailureKind.Permanent, failure.Kind);
        Assert.Contains("deleted", failure.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Read_ALongFlood_IsAWaitOfTheLaneAndNoFailure()
    {
        await using var pool = await Pool.StartAsync(2, Channel);
        await using var source = await Pool.ConnectAsync(pool.Options("@news"));
        var item = (await ItemsAsync(source))[0];
        pool.Telegram.Faults.Add(new FaultRule { On = "upload.getFile", Account = Pool.PhoneOf(1), Error = "FLOOD_WAIT_600" });

        var failure = await Assert.ThrowsAsync<FailureException>(() => Pool.ReadAsync(source, item, "1"));

        Assert.Equal((FailureKind.Throttled, TimeSpan.FromSeconds(600)), (failure.Kind, failure.RetryAfter));
        Assert.Contains("FLOOD_WAIT_600", source.Lanes[0].Condition.Reason, StringComparison.Ordinal);
        Assert.True(source.Lanes[0].Condition is { IsOpen: true, WaitingUntil: not null });
        pool.AssertHash(pool.Telegram.World.FindChat("news")!, item, await Pool.ReadAsync(source, item, "2"));
    }

    [Theory]
    [InlineData("FLOOD_WAIT_1000", 0, "stop_account_after"), InlineData("USER_DEACTIVATED_BAN", 401, "not signed in"), InlineData("SESSION_REVOKED", 401, "not signed in"), InlineData("CHANNEL_PRIVATE", 400, "cannot see")]
    public async Task Read_TheAccountIsLost_ClosesItsLaneForTheRun(string error, int code, string reason)
    {
        await using var pool = await Pool.StartAsync(2, Channel);
        await using var source = await Pool.ConnectAsync(pool.Options("@news"));
        var item = (await ItemsAsync(source))[0];
        pool.Telegram.Faults.Add(new FaultRule { On = "upload.*", Account = Pool.PhoneOf(1), Error = error, ErrorCode = code });

        var failure = await Assert.ThrowsAsync<FailureException>(() => Pool.ReadAsync(source, item, "1"));

        Assert.Equal(FailureKind.Blocked, failure.Kind);
        Assert.False(source.Lanes[0].Condition.IsOpen);
        Assert.Contains(reason, source.Lanes[0].Condition.Reason, StringComparison.Ordinal);
        Assert.True(source.Lanes[1].Condition.IsOpen);
    }

    [Fact]
    public async Task Discover_TheListingAccountIsFlooded_AnotherGoesOn()
    {
        await using var pool = await Pool.StartAsync(2, Channel);
        pool.Telegram.Faults.Add(new FaultRule { On = "messages.getHistory", Account = Pool.PhoneOf(1), Skip = 1, Error = "FLOOD_WAIT_900" });
        await using var source = await Pool.ConnectAsync(pool.Options("@news"));

        Assert.Equal(pool.Telegram.World.FindChat("news")!.Messages().Count(message => message.HasFile), (await ItemsAsync(source)).Count);
        Assert.InRange(pool.Telegram.CallsOf("messages.getHistory", Pool.PhoneOf(2)), 2, 3);
    }

    [Fact]
    public async Task Connect_SavedSignIns_AreUsedAndChatsAreRemembered()
    {
        using var folder = new TempFolder();
        await using var pool = await Pool.StartAsync(1, Channel);
        await SignInAsync(pool, folder.Root);
        var options = pool.Options("@news") with { Accounts = ["main"], Sessions = folder.Root };
        options = options with { Server = options.Server! with { Phones = null } };

        for (var run = 0; run < 3; run++)
            await using (var source = await Pool.ConnectAsync(options)) Assert.NotEmpty(await ItemsAsync(source));

        Assert.Equal(1, pool.Telegram.CallsOf("auth.signIn"));
        Assert.Equal(1, pool.Telegram.CallsOf("contacts.resolveUsername"));
        Assert.Equal(2, pool.Telegram.CallsOf("channels.getChannels"));
    }

    [Fact]
    public async Task Connect_NotSignedIn_SaysHowTo()
    {
        using var folder = new TempFolder();
        await using var pool = await Pool.StartAsync(1, Channel);
        var options = pool.Options("@news") with { Accounts = ["main"], Sessions = folder.Root };

        var failure = await Assert.ThrowsAsync<FailureException>(() => Pool.ConnectAsync(options with { Server = options.Server! with { Phones = null } }));

        Assert.Contains("tgp login main", failure.Message, StringComparison.Ordinal);
    }

    private static async Task SignInAsync(Pool pool, string folder)
    {
        using var file = new AccountFolder(folder).Open("main");
        var address = pool.Telegram.EndPoints[2];
        await using var client = new TelegramClient(new ClientOptions(1, "hash")
        {
            Keys = [RsaKey.FromPem(pool.Telegram.PublicKeyPem)],
            Addresses = new Dictionary<int, DcAddress[]> { [2] = [new(address.Address.ToString(), address.Port)] },
        }, file.State, file.Save, TimeProvider.System);
        await new Login(client, new Service.Answers()).ByCodeAsync(Pool.PhoneOf(1), default);
        file.Save();
    }
}
