using System.Threading.Channels;
using Microsoft.Extensions.Logging.Abstractions;
using TgPlatform.Plugins.Telegram.Accounts;
using TgPlatform.Plugins.Telegram.Chats;
using TgPlatform.Plugins.Telegram.Rpc;
using TgPlatform.Plugins.Telegram.Schema;
using TgPlatform.Plugins.Telegram.Tests.Support;
using TgPlatform.Plugins.Telegram.Updates;

namespace TgPlatform.Plugins.Telegram.Tests.Updates;

/// <summary>A feed of the service's channel and everything it says, until the test has heard enough.</summary>
internal sealed class FeedRun : IAsyncDisposable
{
    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(2);

    private readonly CancellationTokenSource _stop = new();
    private readonly System.Threading.Channels.Channel<UpdateEvent> _events;
    private readonly UpdateFeed _feed;
    private Task _reading = Task.CompletedTask;

    private FeedRun(TelegramClient client, UpdateInbox inbox, UpdateState state, int unread)
    {
        (Client, Inbox, State) = (client, inbox, state);
        _feed = new UpdateFeed(client, inbox, UpdateState.Parse(state.ToString()), Joined, NullLogger.Instance);
        _events = System.Threading.Channels.Channel.CreateBounded<UpdateEvent>(unread);
    }

    public TelegramClient Client { get; }
    public UpdateInbox Inbox { get; }
    public JoinedChats Joined { get; } = new();

    /// <summary>What a source would remember: the places of the events it has dealt with.</summary>
    public UpdateState State { get; }

    /// <param name="unread">How many events may wait before the feed has to.</param>
    public static async Task<FeedRun> StartAsync(Service service, UpdateState? from = null, TimeProvider? time = null, int unread = 10_000, int inbox = 1024)
    {
        var queue = new UpdateInbox(inbox);
        var client = service.Client(onUpdate: queue.Receive, time: time, onNewSession: queue.CatchUp);
        if (service.State.UserId == 0) await new Login(client, new Service.Answers()).ByCodeAsync(Service.Phone, default);
        var channel = await Service.ResolveAsync(client);
        var state = from ?? new UpdateState();
        var run = new FeedRun(client, queue, state, unread);
        run.Joined.Learn((await client.InvokeAsync(new ContactsResolveUsername { Username = "channel" }, default)).Chats);
        await run._feed.WatchAsync([new InputChannel { ChannelId = channel.ChannelId, AccessHash = channel.AccessHash }], default);
        run._reading = run.ReadAsync();
        return run;
    }

    public async Task<UpdateEvent> NextAsync()
    {
        using var patience = new CancellationTokenSource(Patience);
        var next = await _events.Reader.ReadAsync(patience.Token);
        if (next.Place is { } place) State.Set(place);
        return next;
    }

    /// <summary>The next events as short texts: <c>new 12</c>, <c>edit 12</c>, <c>gone 3 4</c>, <c>gap</c>, <c>lost</c>.</summary>
    public async Task<List<string>> NextAsync(int count)
    {
        var texts = new List<string>();
        while (texts.Count < count) texts.Add(TextOf(await NextAsync()));
        return texts;
    }

    /// <summary>Waits until everything up to now has been said, and makes sure that nothing more was.</summary>
    public async Task AssertNothingMoreAsync(Service service)
    {
        var last = service.Chat.Post(new Sandbox.Telegram.World.EmulatedMessage { Text = "last" });
        Assert.Equal($"new {last.Id}", TextOf(await NextAsync()));
    }

    public async ValueTask DisposeAsync()
    {
        await _stop.CancelAsync();
        await _reading;
        _feed.Dispose();
        _stop.Dispose();
    }

    private async Task ReadAsync()
    {
        try
        {
            await foreach (var one in _feed.FollowAsync(_stop.Token)) await _events.Writer.WriteAsync(one, _stop.Token);
        }
        catch (OperationCanceledException)
        {
            // the test has heard enough
        }
        catch (Exception error)
        {
            _events.Writer.Complete(error);
        }
    }

    private static string TextOf(UpdateEvent one) => one switch
    {
        MessageEvent message => $"{(message.IsEdit ? "edit" : "new")} {History.IdOf(message.Message)}",
        DeletionEvent deletion => $"gone {string.Join(' ', deletion.Ids)}",
        HistoryGapEvent => "gap",
        _ => "lost",
    };
}
