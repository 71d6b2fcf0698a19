using TgPlatform.Plugins.Telegram.Rpc;
using TgPlatform.Plugins.Telegram.Schema;

namespace TgPlatform.Plugins.Telegram.Updates;

/// <summary>One page of what a row has gone through.</summary>
/// <param name="Place">Where the page ends.</param>
/// <param name="Events">What happened, in order; the last one carries the place.</param>
/// <param name="IsFinal">Whether this was the last page.</param>
internal sealed record Difference(UpdatePlace Place, IReadOnlyList<UpdateEvent> Events, bool IsFinal)
{
    /// <summary>The service does not tell what happened, only where the row stands now.</summary>
    public bool IsTooLong { get; init; }

    public AnyChat[] Chats { get; init; } = [];

    /// <summary>Channels whose own difference has to be asked for.</summary>
    public IReadOnlyList<long> ChannelsBehind { get; init; } = [];

    /// <summary>Changes of other rows, which have numbers of their own.</summary>
    public IReadOnlyList<(long Row, UpdateFacts Facts)> Numbered { get; init; } = [];

    /// <summary>When to ask again for a channel that does not push to us.</summary>
    public TimeSpan AskAgainIn { get; init; }
}

/// <summary>Asks the service what a row has gone through since a place, page by page.</summary>
internal sealed class Differences(ITelegramClient client)
{
    // More than this at once is only given to bots.
    private const int MostAtOnce = 100, UsualTimeout = 30;

    private readonly Dictionary<long, InputChannel> _channels = [];

    public void Know(InputChannel channel) => _channels[channel.ChannelId] = channel;

    /// <summary>Where a row stands now.</summary>
    public async Task<UpdatePlace> NowAsync(long row, JoinedChats joined, CancellationToken cancel)
    {
        if (row == UpdatePlace.Common)
        {
            var state = await client.InvokeAsync(new UpdatesGetState(), cancel);
            return PlaceOf(state);
        }
        var full = await client.InvokeAsync(new ChannelsGetFullChannel { Channel = _channels[row] }, cancel);
        joined.Learn(full.Chats);
        return new(row, ((ChannelFull)full.FullChat).Pts);
    }

    public Task<Difference> NextAsync(UpdatePlace at, CancellationToken cancel) => at.Row == UpdatePlace.Common ? CommonAsync(at, cancel) : ChannelAsync(at, cancel);

    private async Task<Difference> CommonAsync(UpdatePlace at, CancellationToken cancel)
        => await client.InvokeAsync(new UpdatesGetDifference { Pts = at.Pts, Qts = at.Qts, Date = at.Date }, cancel) switch
        {
            UpdatesDifference all => Page(PlaceOf(all.State), all.NewMessages, all.OtherUpdates, new(all.Chats, all.Users), isFinal: true),
            UpdatesDifferenceSlice some => Page(PlaceOf(some.IntermediateState), some.NewMessages, some.OtherUpdates, new(some.Chats, some.Users), isFinal: false),
            UpdatesDifferenceEmpty none => new(at with { Date = none.Date, Seq = none.Seq }, [], IsFinal: true),
            UpdatesDifferenceTooLong far => new(at with { Pts = far.Pts }, [], IsFinal: false) { IsTooLong = true },
            var other => throw new Tl.TlException($"'{other.SchemaName}' where a difference was asked for", other.ConstructorId),
        };

    private async Task<Difference> ChannelAsync(UpdatePlace at, CancellationToken cancel)
    {
        var answer = await client.InvokeAsync(new UpdatesGetChannelDifference { Channel = _channels[at.Row], Filter = new ChannelMessagesFilterEmpty(), Pts = Math.Max(1, at.Pts), Limit = MostAtOnce }, cancel);
        return answer switch
        {
            UpdatesChannelDifference some => Page(at with { Pts = some.Pts }, some.NewMessages, some.OtherUpdates, new(some.Chats, some.Users), some.Final) with { AskAgainIn = After(some.Timeout) },
            UpdatesChannelDifferenceEmpty none => new(at with { Pts = Math.Max(at.Pts, none.Pts) }, [], IsFinal: true) { AskAgainIn = After(none.Timeout) },
            UpdatesChannelDifferenceTooLong far => new(at with { Pts = (far.Dialog as Dialog)?.Pts ?? at.Pts }, [], IsFinal: true) { IsTooLong = true, Chats = far.Chats, AskAgainIn = After(far.Timeout) },
            var other => throw new Tl.TlException($"'{other.SchemaName}' where a channel's difference was asked for", other.ConstructorId),
        };
    }

    private static Difference Page(UpdatePlace place, AnyMessage[] messages, AnyUpdate[] updates, UpdateNames names, bool isFinal)
    {
        var events = messages.Select(message => (UpdateEvent?)UpdateFacts.EventOf(message, names, isEdit: false)).OfType<UpdateEvent>().ToList();
        var others = new List<(long, UpdateFacts)>();
        foreach (var update in updates)
        {
            if (UpdateFacts.Of(update, names) is not { } facts) continue;
            if (facts.Row != place.Row) others.Add((facts.Row, facts));
            else if (facts.Event is { } what) events.Add(what);
        }
        if (events.Count > 0) events[^1] = events[^1] with { Place = place };
        return new(place, events, isFinal)
        {
            Chats = names.Chats,
            ChannelsBehind = [.. updates.OfType<UpdateChannelTooLong>().Select(far => far.ChannelId), .. updates.OfType<UpdateChannel>().Select(changed => changed.ChannelId)],
            Numbered = others,
        };
    }

    private static UpdatePlace PlaceOf(UpdatesState state) => new(UpdatePlace.Common, state.Pts, state.Qts, state.Date, state.Seq);

    private static TimeSpan After(int? timeout) => TimeSpan.FromSeconds(Math.Max(1, timeout ?? UsualTimeout));
}
