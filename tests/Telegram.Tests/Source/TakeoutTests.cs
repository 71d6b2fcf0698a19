using TgPlatform.Contracts;
using TgPlatform.Plugins.Sandbox.Telegram.Faults;
using TgPlatform.Plugins.Sandbox.Telegram.World;
using TgPlatform.Plugins.Telegram.Accounts;
using TgPlatform.Plugins.Telegram.Source;
using TgPlatform.Plugins.Telegram.Source.Options;
using TgPlatform.Plugins.Telegram.Source.Pool;
using TgPlatform.Plugins.Telegram.Tests.Support;

namespace TgPlatform.Plugins.Telegram.Tests.Source;

public class TakeoutTests
{
    private static readonly ChatOptions Channel = new() { Title = "News", Username = "news", Messages = 6, Media = [MediaKind.Document], DataCentre = 2 };

    private static async Task ReadAllAsync(Pool pool, TelegramSource source)
    {
        foreach (var item in (await source.DiscoverAsync(null, Pool.Patience).ToListAsync(Pool.Patience)).SelectMany(group => group.Items))
            pool.AssertHash(pool.Telegram.World.FindChat("news")!, item, await Pool.ReadAsync(source, item));
    }

    [Fact]
    public async Task Run_InAnExport_AsksForEveryMessageAndPartInItAndFinishesIt()
    {
        await using var pool = await Pool.StartAsync(1, Channel);
        await using var source = await Pool.ConnectAsync(pool.Options("@news") with { Client = TelegramLibrary.Own, Takeout = true, VerifyHashes = true });
        await ReadAllAsync(pool, source);
        await source.CompleteAsync(Pool.Patience);

        string[] asked = ["messages.getHistory", "upload.getFile", "upload.getFileHashes", "account.finishTakeoutSession"];
        Assert.All(asked, method => Assert.NotEqual(0, pool.Telegram.CallsOf(method)));
        Assert.Equal(asked.Sum(method => pool.Telegram.CallsOf(method)), pool.Telegram.CallsOf("invokeWithTakeout"));
    }

    [Fact]
    public async Task Connect_ConfirmedWhileItWaits_ShowsTheWaitAndGoesOn()
    {
        await using var pool = await Pool.StartAsync(1, Channel);
        pool.Account(1).TakeoutConfirmed = false;
        var time = new ManualTime();
        await using var source = new TelegramSource(pool.Options("@news") with { Client = TelegramLibrary.Own, Takeout = true }, new PluginContext { Time = time });
        var asksAgain = time.TimerSetAsync(TimeSpan.FromSeconds(30));
        var connecting = source.ConnectAsync(Pool.Patience).AsTask();

        await asksAgain.WaitAsync(TimeSpan.FromMinutes(2));
        Assert.Contains("confirmed", source.Lanes[0].Condition.Reason, StringComparison.Ordinal);
        Assert.NotNull(source.Lanes[0].Condition.WaitingUntil);
        pool.Account(1).TakeoutConfirmed = true;
        time.Advance(TimeSpan.FromSeconds(30));

        await connecting;
        await ReadAllAsync(pool, source);
        Assert.Equal(2, pool.Telegram.CallsOf("account.initTakeoutSession"));
    }

    [Fact]
    public async Task Connect_OneOwnerDoesNotConfirm_TheAccountIsLeftOutAndNothingIsAskedOutsideAnExport()
    {
        await using var pool = await Pool.StartAsync(2, Channel);
        pool.Account(2).TakeoutConfirmed = false;
        var time = new ManualTime();
        await using var source = new TelegramSource(pool.Options("@news") with { Client = TelegramLibrary.Own, Takeout = true, StopAccountAfter = TimeSpan.FromSeconds(20) }, new PluginContext { Time = time });
        var asksAgain = time.TimerSetAsync(TimeSpan.FromSeconds(20));
        var connecting = source.ConnectAsync(Pool.Patience).AsTask();
        await asksAgain.WaitAsync(TimeSpan.FromMinutes(2));
        time.Advance(TimeSpan.FromSeconds(20));
        await connecting;

        await ReadAllAsync(pool, source);

        Assert.Equal([true, false], source.Lanes.Select(lane => lane.Condition.IsOpen));
        Assert.Contains("not confirmed", source.Lanes[1].Condition.Reason, StringComparison.Ordinal);
        Assert.Equal(0, pool.Telegram.CallsOf("messages.getHistory", Pool.PhoneOf(2)));
    }

    [Fact]
    public async Task Open_TheServiceEndsTheExport_TheLaneIsClosedInsteadOfGoingOnWithout()
    {
        await using var pool = await Pool.StartAsync(1, Channel);
        await using var source = await Pool.ConnectAsync(pool.Options("@news") with { Client = TelegramLibrary.Own, Takeout = true });
        var items = (await source.DiscoverAsync(null, Pool.Patience).ToListAsync(Pool.Patience)).SelectMany(group => group.Items).ToList();
        pool.Telegram.Faults.Add(new FaultRule { On = "upload.getFile", Error = "TAKEOUT_INVALID" });

        var failure = await Assert.ThrowsAsync<FailureException>(() => Pool.ReadAsync(source, items[0]));

        Assert.Equal(FailureKind.Blocked, failure.Kind);
        Assert.False(source.Lanes[0].Condition.IsOpen);
        Assert.Equal(pool.Telegram.CallsOf("messages.getHistory") + pool.Telegram.CallsOf("upload.getFile"), pool.Telegram.CallsOf("invokeWithTakeout"));
    }

    [Fact]
    public async Task Dispose_ListedButNobodySaidThatNothingIsLeft_TheExportStaysOpen()
    {
        await using var pool = await Pool.StartAsync(1, Channel);
        await using (var source = await Pool.ConnectAsync(pool.Options("@news") with { Client = TelegramLibrary.Own, Takeout = true })) await ReadAllAsync(pool, source);

        Assert.Equal(0, pool.Telegram.CallsOf("account.finishTakeoutSession"));
    }

    [Fact]
    public async Task Complete_AChatWasNotListed_TheExportStaysOpen()
    {
        await using var pool = await Pool.StartAsync(1, Channel);
        await using var source = await Pool.ConnectAsync(pool.Options("@news") with { Client = TelegramLibrary.Own, Takeout = true });

        await source.CompleteAsync(Pool.Patience);

        Assert.Equal(0, pool.Telegram.CallsOf("account.finishTakeoutSession"));
    }

    [Fact]
    public async Task Finish_TheServiceIsNotThere_IsRememberedForTheNextRun()
    {
        await using var service = await Service.StartAsync();
        var client = await service.LoggedInAsync();
        var session = new TakeoutSession("main", client, service.State, () => { }, new PluginContext().Logger);
        await session.BeginAsync(TimeSpan.Zero, (_, _) => { }, Pool.Patience);
        var begun = service.State.Takeout;
        using var impatience = new CancellationTokenSource();
        await impatience.CancelAsync();

        await session.FinishAsync(impatience.Token);

        Assert.NotEqual(0, begun);
        Assert.Equal(begun, service.State.Takeout);
    }

    [Theory]
    [InlineData(false, 1), InlineData(true, 2)]
    public async Task Begin_AnExportWasLeftOpen_GoesOnInItUnlessItIsOver(bool isOver, int begun)
    {
        await using var service = await Service.StartAsync();
        var client = await service.LoggedInAsync();
        var session = new TakeoutSession("main", client, service.State, () => { }, new PluginContext().Logger);
        await session.BeginAsync(TimeSpan.Zero, (_, _) => { }, Pool.Patience);
        var first = service.State.Takeout;
        if (isOver)
        {
            await session.FinishAsync(Pool.Patience);
            Assert.Equal(0, service.State.Takeout);
            service.State.Takeout = first;
        }

        var again = new TakeoutSession("main", client, service.State, () => { }, new PluginContext().Logger);
        await again.BeginAsync(TimeSpan.Zero, (_, _) => { }, Pool.Patience);

        Assert.Equal(begun, service.Telegram.CallsOf("account.initTakeoutSession"));
        Assert.Equal(!isOver, service.State.Takeout == first);
        Assert.Equal(service.State.Takeout, client.Takeout);
    }

    [Fact]
    public void Validate_WhatIsFollowed_CannotBeExported()
        => Assert.Equal("takeout", Assert.Single(new TelegramSourceOptions { Accounts = ["a"], Chats = ["@news"], Live = true, Takeout = true }.Validate()).Option);
}
