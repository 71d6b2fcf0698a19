using TgPlatform.Plugins.Sandbox.Telegram.Faults;
using TgPlatform.Plugins.Sandbox.Telegram.Tl;
using TgPlatform.Plugins.Sandbox.Telegram.World;
using TgPlatform.Sandbox.Tests.Telegram.Client;

namespace TgPlatform.Sandbox.Tests.Telegram.Rpc;

public class UpdateTests : EmulatorTest
{
    private readonly EmulatedChat _chat;

    public UpdateTests() => _chat = Telegram.World.AddChat(new ChatOptions { Username = "live", Messages = 10 });

    [Fact]
    public async Task Push_PostEditDelete_ComeInOrderWithoutGapsInPts()
    {
        using var client = await LogInAsync();
        await client.CallAsync(new TlObject("updates.getState"));
        var pts = _chat.TopId;

        var posted = _chat.Post(new EmulatedMessage { Text = "one" });
        _chat.Edit(posted.Id, message => message with { Text = "two" });
        _chat.Delete(3, 4);

        var updates = new List<TlObject>();
        while (updates.Count < 3) updates.AddRange((await client.WaitAsync("updates")).Body!.List<TlObject>("updates"));
        Assert.Equal(["updateNewChannelMessage", "updateEditChannelMessage", "updateDeleteChannelMessages"], updates.Select(update => update.Name));
        foreach (var update in updates)
        {
            pts += update.Int("pts_count");
            Assert.Equal(pts, update.Int("pts"));
        }
        Assert.Equal("two", updates[1].Object("message").Text("message"));
    }

    [Fact]
    public async Task Push_ToSessionsWithoutUpdatesOrNonMembers_DoesNotHappen()
    {
        using var client = await LogInAsync();
        using var media = await client.AgainAsync(Telegram);
        await media.CallAsync(new TlObject("invokeWithoutUpdates") { ["query"] = new TlObject("updates.getState") });

        _chat.Post(new EmulatedMessage { Text = "one" });
        await client.WaitAsync("updates");
        _chat.Leave(Account);
        _chat.Post(new EmulatedMessage { Text = "two" });

        foreach (var one in new[] { client, media })
        {
            await one.CallAsync(new TlObject("updates.getState"));
            Assert.DoesNotContain(one.Others, message => message.Body!.Name == "updates");
        }
    }

    [Fact]
    public async Task ChannelDifference_AfterTimeAway_HoldsWhatWasMissed()
    {
        using var client = await LogInAsync();
        var pts = _chat.TopId;
        var posted = _chat.Post(new EmulatedMessage { Text = "missed" });
        _chat.Delete(2);

        var difference = await client.CallAsync(Difference(pts));

        Assert.Equal([posted.Id], difference.List<TlObject>("new_messages").Select(message => message.Int("id")));
        Assert.Equal("updateDeleteChannelMessages", difference.List<TlObject>("other_updates").Single().Name);
        Assert.Equal((true, pts + 2), (difference.Flag("final"), difference.Int("pts")));
        Assert.Equal("updates.channelDifferenceEmpty", (await client.CallAsync(Difference(pts + 2))).Name);
    }

    [Fact]
    public async Task ChannelDifference_InSlices_ContinuesWhereItStopped()
    {
        using var client = await LogInAsync();
        var pts = _chat.TopId;
        for (var index = 0; index < 5; index++) _chat.Post(new EmulatedMessage { Text = $"{index}" });

        var first = await client.CallAsync(Difference(pts, limit: 2));
        var second = await client.CallAsync(Difference(first.Int("pts")));

        Assert.False(first.Flag("final"));
        Assert.Equal([2, 3], new[] { first, second }.Select(page => page.List<TlObject>("new_messages").Count));
    }

    [Fact]
    public async Task ChannelDifference_FromTooLongAgo_IsSaidToBeTooLong()
    {
        using var client = await LogInAsync();
        var pts = _chat.TopId;
        _chat.Post(new EmulatedMessage { Text = "forgotten" });
        _chat.ForgetUpdates();

        var difference = await client.CallAsync(Difference(pts));

        Assert.Equal("updates.channelDifferenceTooLong", difference.Name);
        Assert.Equal(11, difference.Object("dialog").Int("top_message"));
        Assert.Equal(pts + 1, difference.Object("dialog").Int("pts"));
    }

    [Fact]
    public async Task Difference_OfBasicGroups_IsInTheRowOfTheAccount()
    {
        var group = Telegram.World.AddChat(new ChatOptions { Kind = ChatKind.BasicGroup, Title = "Small", Messages = 3 });
        using var client = await LogInAsync();
        var state = await client.CallAsync(new TlObject("updates.getState"));
        var posted = group.Post(new EmulatedMessage { Text = "hello" });
        Assert.Equal("updateNewMessage", (await client.WaitAsync("updates")).Body!.List<TlObject>("updates").Single().Name);

        var difference = await client.CallAsync(new TlObject("updates.getDifference") { ["pts"] = state.Int("pts"), ["date"] = 1 });

        Assert.Equal([posted.Id], difference.List<TlObject>("new_messages").Select(message => message.Int("id")));
        Assert.Equal(state.Int("pts") + 1, difference.Object("state").Int("pts"));
        Assert.Equal("updates.differenceEmpty", (await client.CallAsync(new TlObject("updates.getDifference") { ["pts"] = state.Int("pts") + 1, ["date"] = 1 })).Name);
    }

    [Fact]
    public async Task Push_LostByARule_LeavesAGapThatTheDifferenceFills()
    {
        using var client = await LogInAsync();
        Telegram.Faults.Add(new FaultRule { On = "updates", Silent = true, Times = 1 });
        var pts = _chat.TopId;

        _chat.Post(new EmulatedMessage { Text = "lost" });
        _chat.Post(new EmulatedMessage { Text = "came" });

        var update = (await client.WaitAsync("updates")).Body!.List<TlObject>("updates").Single();
        Assert.Equal(pts + 2, update.Int("pts"));
        Assert.Equal(2, (await client.CallAsync(Difference(pts))).List<TlObject>("new_messages").Count);
    }

    [Fact]
    public async Task Push_HeldOrRepeatedByRules_ComesOutOfOrderAndTwice()
    {
        using var client = await LogInAsync();
        Telegram.Faults.Add(new FaultRule { On = "updates", Reorder = true, Times = 1 });
        Telegram.Faults.Add(new FaultRule { On = "updates", Lie = ServerLie.RepeatedMessage, Skip = 1, Times = 1 });

        _chat.Post(new EmulatedMessage { Text = "first" });
        _chat.Post(new EmulatedMessage { Text = "second" });

        var texts = new List<string>();
        for (var count = 0; count < 3; count++) texts.Add((await client.WaitAsync("updates")).Body!.List<TlObject>("updates").Single().Object("message").Text("message"));
        Assert.Equal(["second", "second", "first"], texts);
    }

    private TlObject Difference(int pts, int limit = 100) => new("updates.getChannelDifference")
    {
        ["channel"] = Calls.Channel(_chat, Account),
        ["filter"] = new TlObject("channelMessagesFilterEmpty"),
        ["pts"] = pts,
        ["limit"] = limit,
    };
}
