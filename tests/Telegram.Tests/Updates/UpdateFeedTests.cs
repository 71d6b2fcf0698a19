using TgPlatform.Plugins.Sandbox.Telegram.Faults;
using TgPlatform.Plugins.Sandbox.Telegram.World;
using TgPlatform.Plugins.Telegram.Tests.Support;
using TgPlatform.Plugins.Telegram.Updates;

namespace TgPlatform.Plugins.Telegram.Tests.Updates;

public class UpdateFeedTests
{
    [Fact]
    public async Task Follow_PostsEditsDeletions_ComeOnceInOrder()
    {
        await using var service = await Service.StartAsync();
        await using var run = await FeedRun.StartAsync(service);

        Post(service, 2);
        service.Chat.Edit(9, message => message with { Text = "changed" });
        service.Chat.Delete(3, 4);

        Assert.Equal(["new 9", "new 10", "edit 9", "gone 3 4"], await run.NextAsync(4));
        Assert.Equal(run.State.ToString(), UpdateState.Parse(run.State.ToString()).ToString());
        await run.AssertNothingMoreAsync(service);
    }

    [Fact]
    public async Task Follow_ConnectionsBreakAllTheTime_NothingIsMissedAndNothingComesTwice()
    {
        await using var service = await Service.StartAsync();
        await using var run = await FeedRun.StartAsync(service);
        var (expected, heard) = (new List<string>(), new List<string>());
        for (var index = 0; index < 60; index++)
        {
            var id = service.Chat.Post(new EmulatedMessage { Text = $"{index}" }).Id;
            expected.Add($"new {id}");
            if (index % 5 == 0)
            {
                service.Chat.Edit(id, message => message with { Text = "again" });
                expected.Add($"edit {id}");
            }
            if (index % 7 == 0) service.Telegram.Disconnect();
            // Some breaks are met by a feed that is up to date, most by one that is not.
            if (index % 20 == 0) heard.AddRange(await run.NextAsync(expected.Count - heard.Count));
        }

        heard.AddRange(await run.NextAsync(expected.Count - heard.Count));

        Assert.Equal(expected.Order(), heard.Order());
        Assert.Equal(expected.Where(IsNew), heard.Where(IsNew));
        await run.AssertNothingMoreAsync(service);
    }

    [Fact]
    public async Task Follow_PushesAreLostRepeatedAndLate_NothingIsMissedAndNothingComesTwice()
    {
        await using var service = await Service.StartAsync();
        await using var run = await FeedRun.StartAsync(service);
        service.Telegram.Faults.Add(new FaultRule { On = "updates", Every = 4, Silent = true });
        service.Telegram.Faults.Add(new FaultRule { On = "updates", Skip = 1, Every = 3, Lie = ServerLie.RepeatedMessage });
        service.Telegram.Faults.Add(new FaultRule { On = "updates", Skip = 2, Every = 5, Reorder = true });

        var posted = Post(service, 40);

        Assert.Equal(posted.Select(id => $"new {id}"), await run.NextAsync(40));
        service.Telegram.Faults.Clear();
        await run.AssertNothingMoreAsync(service);
    }

    [Fact]
    public async Task Follow_LastPushIsLost_ItIsFoundAfterTheSilence()
    {
        var time = new ManualTime();
        await using var service = await Service.StartAsync();
        await using var run = await FeedRun.StartAsync(service, time: time);
        await run.AssertNothingMoreAsync(service);
        service.Telegram.Faults.Add(new FaultRule { On = "updates", Silent = true });

        var lost = Post(service, 1);
        time.Advance(TimeSpan.FromMinutes(15));

        Assert.Equal([$"new {lost[0]}"], await run.NextAsync(1));
    }

    [Fact]
    public async Task Follow_AgainFromTheState_BringsWhatWasMissedAndNothingElse()
    {
        await using var service = await Service.StartAsync();
        var state = new UpdateState();
        await using (var first = await FeedRun.StartAsync(service, state))
        {
            Post(service, 3);
            await first.NextAsync(3);
        }
        state = UpdateState.Parse(state.ToString());
        var missed = Post(service, 250);
        service.Chat.Delete(9);

        await using var second = await FeedRun.StartAsync(service, state);

        Assert.Equal([.. missed.Select(id => $"new {id}"), "gone 9"], (await second.NextAsync(251)).Order(new ByNumber()));
        await second.AssertNothingMoreAsync(service);
    }

    [Fact]
    public async Task Follow_DifferenceTooLong_SaysSoAndGoesOn()
    {
        await using var service = await Service.StartAsync();
        var state = new UpdateState();
        await using (var first = await FeedRun.StartAsync(service, state)) await first.AssertNothingMoreAsync(service);
        Post(service, 5);
        service.Chat.ForgetUpdates();

        await using var second = await FeedRun.StartAsync(service, state);

        Assert.Equal(["gap"], await second.NextAsync(1));
        await second.AssertNothingMoreAsync(service);
    }

    [Fact]
    public async Task Follow_PlaceUnknownToTheService_GoesOnFromNow()
    {
        await using var service = await Service.StartAsync();
        service.Telegram.Faults.Add(new FaultRule { On = "updates.getChannelDifference", Times = 1, Error = "PERSISTENT_TIMESTAMP_INVALID" });

        await using var run = await FeedRun.StartAsync(service);

        Assert.Equal(["gap"], await run.NextAsync(1));
        await run.AssertNothingMoreAsync(service);
    }

    [Fact]
    public async Task Follow_OldGroup_HasItsOwnRow()
    {
        await using var service = await Service.StartAsync();
        var group = service.Telegram.World.AddChat(new ChatOptions { Kind = ChatKind.BasicGroup, Messages = 3 });
        await using var run = await FeedRun.StartAsync(service);

        var posted = group.Post(new EmulatedMessage { Text = "hello" });
        service.Telegram.Disconnect();
        group.Edit(posted.Id, message => message with { Text = "hello again" });
        group.Delete(posted.Id);

        var texts = await run.NextAsync(1);
        while (texts[^1] != $"gone {posted.Id}") texts.AddRange(await run.NextAsync(1));
        Assert.Equal(texts.Distinct(), texts);
        await run.AssertNothingMoreAsync(service);
    }

    [Fact]
    public async Task Follow_ChannelNotJoined_IsAskedAgainAfterItsTimeout()
    {
        var time = new ManualTime();
        await using var service = await Service.StartAsync();
        service.Chat.Leave(service.Account);
        await using var run = await FeedRun.StartAsync(service, time: time);
        await time.TimerSetAsync(TimeSpan.FromSeconds(30)).WaitAsync(TimeSpan.FromMinutes(1));
        Assert.False(run.Joined.IsJoined(service.Chat.Id));

        var posted = Post(service, 2);
        time.Advance(TimeSpan.FromSeconds(30));

        Assert.Equal(posted.Select(id => $"new {id}"), await run.NextAsync(2));
    }

    [Fact]
    public async Task Follow_NobodyReadsForLong_NothingIsLost()
    {
        await using var service = await Service.StartAsync();
        await using var run = await FeedRun.StartAsync(service, unread: 1, inbox: 2);

        var posted = Post(service, 120);

        Assert.Equal(posted.Select(id => $"new {id}"), await run.NextAsync(120));
        await run.AssertNothingMoreAsync(service);
    }

    [Fact]
    public async Task Follow_ChannelTurnsPrivate_IsToldOnceAndTheRestGoesOn()
    {
        await using var service = await Service.StartAsync();
        var group = service.Telegram.World.AddChat(new ChatOptions { Kind = ChatKind.BasicGroup, Messages = 3 });
        await using var run = await FeedRun.StartAsync(service);
        service.Telegram.Faults.Add(new FaultRule { On = "updates.getChannelDifference", Error = "CHANNEL_PRIVATE" });

        service.Telegram.Disconnect();

        Assert.Equal(["lost"], await run.NextAsync(1));
        var posted = group.Post(new EmulatedMessage { Text = "still here" });
        Assert.Equal([$"new {posted.Id}"], await run.NextAsync(1));
    }

    private static bool IsNew(string text) => text.StartsWith("new", StringComparison.Ordinal);

    private static List<int> Post(Service service, int count)
        => [.. Enumerable.Range(0, count).Select(index => service.Chat.Post(new EmulatedMessage { Text = $"{index}" }).Id)];

    /// <summary>Deletions of a difference come at the end of their page.</summary>
    private sealed class ByNumber : IComparer<string>
    {
        public int Compare(string? x, string? y) => KeyOf(x!).CompareTo(KeyOf(y!));

        private static int KeyOf(string text) => text.StartsWith("gone", StringComparison.Ordinal) ? int.MaxValue : int.Parse(text.AsSpan(4), System.Globalization.CultureInfo.InvariantCulture);
    }
}
