using System.Threading.Channels;
using Microsoft.Extensions.Logging;
using TgPlatform.Plugins.Telegram.Chats;
using TgPlatform.Plugins.Telegram.Schema;
using TgPlatform.Plugins.Telegram.Source.Pool;
using TgPlatform.Plugins.Telegram.Updates;

namespace TgPlatform.Plugins.Telegram.Source.Live;

/// <summary>What comes out of a round: something that happened as one account saw it, the end of that account's part, or a moment to look at albums.</summary>
internal readonly record struct LiveInput(TelegramAccount? Account, UpdateEvent? Event, Exception? End);

/// <summary>An account cannot take part.</summary>
internal sealed class PartedException(TelegramAccount account, Exception inner) : Exception($"{account.Name}: {inner.Message}", inner)
{
    public TelegramAccount Account { get; } = account;
}

/// <summary>The feeds of all accounts that follow something, as one. An account that drops out ends the round; the next one does without it.</summary>
internal sealed class LiveRound : IAsyncDisposable
{
    private readonly List<(TelegramAccount Account, UpdateFeed Feed)> _feeds = [];
    private readonly System.Threading.Channels.Channel<LiveInput> _inputs = System.Threading.Channels.Channel.CreateBounded<LiveInput>(64);
    private readonly CancellationTokenSource _stop = new();
    private Task _running = Task.CompletedTask;

    private LiveRound()
    {
    }

    /// <summary>Learns where every row stands that was never followed before.</summary>
    /// <param name="assigned">Which channels each account follows.</param>
    /// <param name="places">Where to go on from; what was not in it is added.</param>
    public static async Task<LiveRound> PrepareAsync(IReadOnlyDictionary<TelegramAccount, List<AccountChat>> assigned, UpdateState places, ILogger log, CancellationToken cancel)
    {
        var round = new LiveRound();
        try
        {
            foreach (var (account, chats) in assigned) await round.AddAsync(account, chats, places, log, cancel);
            return round;
        }
        catch
        {
            await round.DisposeAsync();
            throw;
        }
    }

    /// <summary>Begins to follow.</summary>
    public void Start() => _running = Task.WhenAll(_feeds.Select(one => Task.Run(() => RunAsync(one.Account, one.Feed))));

    public ValueTask<LiveInput> ReadAsync(CancellationToken cancel) => _inputs.Reader.ReadAsync(cancel);

    /// <summary>Lets the reader look up though nothing has happened; when it has enough to do, it needs no reminder.</summary>
    public void Remind() => _inputs.Writer.TryWrite(default);

    public async ValueTask DisposeAsync()
    {
        await _stop.CancelAsync();
        await _running;
        foreach (var (_, feed) in _feeds) feed.Dispose();
        _stop.Dispose();
    }

    private async Task AddAsync(TelegramAccount account, List<AccountChat> chats, UpdateState places, ILogger log, CancellationToken cancel)
    {
        var own = new UpdateState();
        foreach (var row in chats.Select(chat => chat.Key.Id).Prepend(UpdatePlace.Common))
            if (places.Of(LivePlaces.Shared(account, row)) is { } place) own.Set(place with { Row = row });
        foreach (var chat in chats) account.Joined.Learn(chat.Key.Id, chat.IsMember);
        var feed = new UpdateFeed(account.Client, account.Updates!, own, account.Joined, log);
        _feeds.Add((account, feed));
        try
        {
            await feed.WatchAsync(chats.Select(chat => chat.InputChannel), cancel);
        }
        catch (Exception error) when (!cancel.IsCancellationRequested)
        {
            throw new PartedException(account, error);
        }
        foreach (var row in chats.Select(chat => chat.Key.Id).Prepend(UpdatePlace.Common))
            if (own.Of(row) is { } place) places.Set(LivePlaces.Shared(account, place));
    }

    private async Task RunAsync(TelegramAccount account, UpdateFeed feed)
    {
        try
        {
            await foreach (var one in feed.FollowAsync(_stop.Token)) await _inputs.Writer.WriteAsync(new(account, one, null), _stop.Token);
        }
        catch (Exception error)
        {
            if (!_stop.IsCancellationRequested) await EndAsync(account, error);
        }
    }

    private async Task EndAsync(TelegramAccount account, Exception error)
    {
        try
        {
            await _inputs.Writer.WriteAsync(new(account, null, error), _stop.Token);
        }
        catch (OperationCanceledException)
        {
            // the round ends for another reason
        }
    }
}

/// <summary>Rows of several accounts in one state: a channel's numbers are the same for all, the common row is each account's own.</summary>
internal static class LivePlaces
{
    public static long Shared(TelegramAccount account, long row) => row == UpdatePlace.Common ? -account.Client.UserId : row;

    public static UpdatePlace Shared(TelegramAccount account, UpdatePlace place) => place with { Row = Shared(account, place.Row) };
}
