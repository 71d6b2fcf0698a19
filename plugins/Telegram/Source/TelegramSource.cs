using System.Runtime.CompilerServices;
using Microsoft.Extensions.Logging;
using TgPlatform.Contracts;
using TgPlatform.Plugins.Telegram.Chats;
using TgPlatform.Plugins.Telegram.Source.Discovery;
using TgPlatform.Plugins.Telegram.Source.Items;
using TgPlatform.Plugins.Telegram.Source.Live;
using TgPlatform.Plugins.Telegram.Source.Opening;
using TgPlatform.Plugins.Telegram.Source.Options;
using TgPlatform.Plugins.Telegram.Source.Pool;

namespace TgPlatform.Plugins.Telegram.Source;

/// <summary>The messages and files of Telegram chats: listed by any account of the pool, fetched by each on a lane of its own.</summary>
internal sealed class TelegramSource : ISource, IConnecting, ICheckable, ILimitingLanes, ICompleting
{
    private readonly Lane[] _lanes;
    private readonly AccountPool _pool;
    private readonly Selections _selections;
    private readonly HistoryWalk _walk;
    private readonly ItemMaker _maker;
    private readonly FoundIdsOfChats _found = new();
    private readonly FileOpener _opener;
    private readonly ILogger _log;
    private readonly Func<Progress, LiveFollower>? _live;
    private bool _sawEveryChat;

    public TelegramSource(TelegramSourceOptions options, PluginContext context)
    {
        _lanes = [.. options.Accounts.Select(name => AccountPace.Of(options, name).MakeLane())];
        _pool = new(_lanes, new AccountOpener(options, context), context.Logger);
        var reader = new PoolReader(_pool, _found, context.Time);
        _selections = new(options, _pool, reader, context.Logger);
        _walk = new(reader, options.Order);
        _maker = new(options);
        _opener = new(_pool, _found);
        _log = context.Logger;
        if (options.Live) _live = progress => new(options, _pool, new LiveItems(_maker, _found, reader), _walk, _selections, progress, context);
    }

    public IReadOnlyList<Lane> Lanes => _lanes;

    /// <summary>Signs every account in and lets each find every chat.</summary>
    public async ValueTask ConnectAsync(CancellationToken cancellationToken)
    {
        await _pool.OpenAsync(cancellationToken);
        await _selections.PrepareAsync(cancellationToken);
    }

    public async ValueTask<string> CheckAsync(CancellationToken cancellationToken)
    {
        await ConnectAsync(cancellationToken);
        var open = _lanes.Count(lane => lane.Condition.IsOpen);
        return $"{open} of {_lanes.Length} accounts are signed in and see {string.Join(", ", _selections.All.Select(selection => selection.Scene.Chat.Title).Distinct())}.";
    }

    public async IAsyncEnumerable<ItemGroup> DiscoverAsync(string? cursor, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        var progress = Progress.Parse(cursor);
        var lost = new List<string>();
        var live = _live?.Invoke(progress);
        if (live is not null) await live.PrepareAsync(cancellationToken);
        foreach (var selection in _selections.All)
        {
            var unsupported = new Unsupported();
            await using var steps = _walk.StepsAsync(selection, progress.Of(selection.Key), cancellationToken).GetAsyncEnumerator(cancellationToken);
            while (await HasNextAsync(steps, lost))
            {
                var step = steps.Current;
                unsupported.Count(step.Messages);
                live?.Meet(selection.Scene, step.Messages);
                if (_maker.GroupOf(selection.Scene, step.Messages) is not { } group) continue;
                foreach (var found in step.Messages) _found.Of(selection.Scene).Add(found.Message.Id);
                yield return step.IsPlace ? group with { Cursor = progress.ToString() } : group;
            }
            if (unsupported.Any) _log.LogWarning("{Chat}: {Unsupported} cannot be fetched", selection.Scene.Chat.Title, unsupported);
        }
        if (lost.Count > 0 && lost.Count == _selections.All.Count) throw new FailureException(FailureKind.Permanent, string.Join(" ", lost));

        _sawEveryChat = lost.Count == 0;
        if (live is null) yield break;
        await foreach (var group in live.FollowAsync(cancellationToken)) yield return group;
    }

    public async ValueTask<Content> OpenAsync(Item item, Lane lane, ResumePoint from, CancellationToken cancellationToken)
        => await _opener.OpenAsync(item, lane, from, cancellationToken);

    /// <summary>Ends the export sessions, unless a chat could not be listed to its end: the next run goes on in them then.</summary>
    public async ValueTask CompleteAsync(CancellationToken cancellationToken)
    {
        if (_sawEveryChat) await _pool.FinishExportsAsync(cancellationToken);
    }

    public bool MayFetch(Item item, Lane lane) => !ItemLocator.TryParse(item.Locator, out var place) || (place.Owner == 0 ? _pool.Sees(lane, place.Chat) : _pool.IsOwner(lane, place.Owner));

    // One chat that no account sees any more is no reason not to list the others.
    private async ValueTask<bool> HasNextAsync(IAsyncEnumerator<WalkStep> steps, List<string> lost)
    {
        try
        {
            return await steps.MoveNextAsync();
        }
        catch (ChatUnseenException unseen)
        {
            _log.LogWarning("A chat is left out: {Reason}", unseen.Message);
            lost.Add(unseen.Message);
            return false;
        }
    }

    public ValueTask DisposeAsync() => _pool.DisposeAsync();
}
