using System.Runtime.CompilerServices;
using Microsoft.Extensions.Logging;
using TgPlatform.Plugins.Telegram.Rpc;
using TgPlatform.Plugins.Telegram.Schema;

namespace TgPlatform.Plugins.Telegram.Updates;

/// <summary>
/// Everything that happens in the channels watched and in the account's old groups and private chats, each once and in order, whatever becomes of the
/// connection (core.telegram.org/api/updates). Used by one reader; give the inbox to the client.
/// </summary>
internal sealed class UpdateFeed : IDisposable
{
    // A change may overtake another on the way; only when it does not come is it asked for.
    private static readonly TimeSpan GapPatience = TimeSpan.FromMilliseconds(500), RetryPause = TimeSpan.FromSeconds(30), LongestSilence = TimeSpan.FromMinutes(15);

    private readonly UpdateInbox _inbox;
    private readonly Differences _differences;
    private readonly UpdateState _state;
    private readonly Dictionary<long, UpdateRow> _rows = [];
    private readonly SortedSet<long> _due = [];
    private readonly Queue<UpdateEvent> _ready = [];
    private readonly ITelegramClient _client;
    private readonly ILogger _log;
    private readonly ITimer _silence;

    public UpdateFeed(ITelegramClient client, UpdateInbox inbox, UpdateState state, JoinedChats joined, ILogger log)
    {
        (_client, _inbox, _state, Joined, _log) = (client, inbox, state, joined, log);
        _differences = new Differences(client);
        _silence = client.Time.CreateTimer(_ => inbox.CatchUp(), null, LongestSilence, LongestSilence);
    }

    /// <summary>Which channels the account has joined; kept by what passes here.</summary>
    public JoinedChats Joined { get; }

    /// <summary>Watches the account's old groups, its private chats and these channels: from where the state says, or from now on. Called before anything else.</summary>
    public async Task WatchAsync(IEnumerable<InputChannel> channels, CancellationToken cancel)
    {
        await AddAsync(UpdatePlace.Common, null, cancel);
        foreach (var channel in channels) await AddAsync(channel.ChannelId, channel, cancel);
    }

    /// <summary>What has happened since the state, then what happens. Ends only when it is cancelled, or the login is lost.</summary>
    public async IAsyncEnumerable<UpdateEvent> FollowAsync([EnumeratorCancellation] CancellationToken cancel)
    {
        _due.UnionWith(_rows.Keys);
        while (true)
        {
            while (_ready.TryDequeue(out var next)) yield return next;
            if (_due.Count > 0) await AskAsync(_rows[_due.Min], cancel);
            else Take(await _inbox.TakeAsync(cancel));
        }
    }

    public void Dispose()
    {
        _silence.Dispose();
        foreach (var row in _rows.Values) row.Dispose();
    }

    private async Task AddAsync(long id, InputChannel? channel, CancellationToken cancel)
    {
        if (channel is not null) _differences.Know(channel);
        try
        {
            if (_state.Of(id) is null) _state.Set(await _differences.NowAsync(id, Joined, cancel));
        }
        catch (RpcException gone) when (channel is not null && IsGone(gone))
        {
            _ready.Enqueue(new LostEvent(id, gone.Name));
            return;
        }
        _rows[id] = new UpdateRow(id, _state.Of(id)!.Value.Pts, _client.Time, _inbox.Wake);
    }

    private void Take(FeedInput input)
    {
        _silence.Change(LongestSilence, LongestSilence);
        if (input.Sent is { } sent) Take(sent);
        else if (input.Row is not { } row) _due.UnionWith(_rows.Keys);
        else if (_rows.ContainsKey(row)) _due.Add(row);
    }

    private void Take(AnyUpdates sent)
    {
        switch (sent)
        {
            case Schema.Updates all: Take(all.UpdatesValue, new(all.Chats, all.Users), all.Seq, all.Seq, all.Date); break;
            case UpdatesCombined all: Take(all.Updates, new(all.Chats, all.Users), all.SeqStart, all.Seq, all.Date); break;
            case UpdateShort one: Take([one.Update], new([], []), 0, 0, one.Date); break;
            // Short forms leave out who is spoken of; the difference has it.
            case UpdateShortMessage one: AskIfNew(one.Pts, one.PtsCount); break;
            case UpdateShortChatMessage one: AskIfNew(one.Pts, one.PtsCount); break;
            case UpdateShortSentMessage one: AskIfNew(one.Pts, one.PtsCount); break;
            default: _due.UnionWith(_rows.Keys); break;
        }
    }

    private void Take(AnyUpdate[] updates, UpdateNames names, int firstSeq, int seq, int date)
    {
        Joined.Learn(names.Chats);
        var place = _state.Of(UpdatePlace.Common)!.Value;
        if (firstSeq > place.Seq + 1) _due.Add(UpdatePlace.Common);
        else if (seq > place.Seq) _state.Set(place with { Seq = seq, Date = date });
        foreach (var update in updates) Take(update, names);
    }

    private void Take(AnyUpdate update, UpdateNames names)
    {
        switch (update)
        {
            case UpdateChannelTooLong far when _rows.TryGetValue(far.ChannelId, out var row) && !(far.Pts <= row.Pts):
                _due.Add(far.ChannelId);
                break;
            case UpdateChannel changed when _rows.ContainsKey(changed.ChannelId):
                _due.Add(changed.ChannelId);
                break;
            case UpdatePtsChanged or UpdateNewEncryptedMessage:
                _due.Add(UpdatePlace.Common);
                break;
            default:
                if (UpdateFacts.Of(update, names) is { } facts && _rows.TryGetValue(facts.Row, out var its)) Offer(its, facts);
                break;
        }
    }

    private void Offer(UpdateRow row, UpdateFacts facts)
    {
        foreach (var (pts, what) in row.Offer(facts.Pts, facts.Count, facts.Event)) Reach(row, pts, what);
        if (row.HasHeld) row.WakeIn(GapPatience);
        else if (row.Id == UpdatePlace.Common || Joined.IsJoined(row.Id) != false) row.Sleep();
    }

    private void AskIfNew(int pts, int count)
    {
        if (_rows[UpdatePlace.Common].Pts + count <= pts) _due.Add(UpdatePlace.Common);
    }

    private void Reach(UpdateRow row, int pts, UpdateEvent? what)
    {
        var place = _state.Of(row.Id)!.Value with { Pts = pts };
        _state.Set(place);
        if (what is not null) _ready.Enqueue(what with { Place = place });
    }

    private async Task AskAsync(UpdateRow row, CancellationToken cancel)
    {
        row.Sleep();
        try
        {
            Accept(row, await _differences.NextAsync(_state.Of(row.Id)!.Value, cancel));
        }
        catch (FloodWaitException flood)
        {
            await _client.WaitAsync(_client.HomeDc, flood, cancel);
        }
        catch (Transport.ConnectionLostException lost) when (lost is not Transport.TransportErrorException { IsKeyUnknown: true })
        {
            // When the connection is back, all rows are due anyway; this is for the case that it never broke.
            _log.LogInformation("The difference of updates could not be fetched: {Reason}", lost.Message);
            _due.Remove(row.Id);
            row.WakeIn(RetryPause);
        }
        catch (RpcException gone) when (row.Id != UpdatePlace.Common && IsGone(gone))
        {
            _ready.Enqueue(new LostEvent(row.Id, gone.Name));
            Drop(row);
        }
        catch (Exception unknown) when (unknown is Tl.TlException || unknown is RpcException { Code: 400 })
        {
            await JumpAsync(row, unknown.Message, cancel);
        }
    }

    private static bool IsGone(RpcException error) => error.Name is "CHANNEL_PRIVATE" or "CHANNEL_INVALID" or "CHANNEL_PUBLIC_GROUP_NA";

    private void Accept(UpdateRow row, Difference difference)
    {
        Joined.Learn(difference.Chats);
        foreach (var channel in difference.ChannelsBehind.Where(_rows.ContainsKey)) _due.Add(channel);
        foreach (var what in difference.Events) _ready.Enqueue(what);
        _state.Set(difference.Place);
        if (difference.IsTooLong) _ready.Enqueue(new HistoryGapEvent(row.Id, "too much has happened since") { Place = difference.Place });
        foreach (var (channel, facts) in difference.Numbered)
            if (_rows.TryGetValue(channel, out var other)) Offer(other, facts);
        foreach (var (pts, what) in row.Reached(difference.Place.Pts)) Reach(row, pts, what);
        if (!difference.IsFinal) return;
        _due.Remove(row.Id);
        if (row.HasHeld) row.WakeIn(GapPatience);
        // The service pushes to members only; others have to ask.
        else if (row.Id != UpdatePlace.Common && Joined.IsJoined(row.Id) == false) row.WakeIn(difference.AskAgainIn);
    }

    // The service does not know the place any more, or says something that cannot be read: go on from now.
    private async Task JumpAsync(UpdateRow row, string reason, CancellationToken cancel)
    {
        var now = await _differences.NowAsync(row.Id, Joined, cancel);
        _log.LogWarning("Updates of {Row} are followed from now on only: {Reason}", row.Id, reason);
        _state.Set(now);
        _ready.Enqueue(new HistoryGapEvent(row.Id, reason) { Place = now });
        foreach (var (pts, what) in row.Reached(now.Pts)) Reach(row, pts, what);
        _due.Remove(row.Id);
    }

    private void Drop(UpdateRow row)
    {
        _due.Remove(row.Id);
        _rows.Remove(row.Id);
        _state.Forget(row.Id);
        row.Dispose();
    }
}
