using System.Runtime.CompilerServices;
using Microsoft.Extensions.Logging;
using TgPlatform.Contracts;
using TgPlatform.Plugins.Telegram.Chats;
using TgPlatform.Plugins.Telegram.Schema;
using TgPlatform.Plugins.Telegram.Source.Discovery;
using TgPlatform.Plugins.Telegram.Source.Items;
using TgPlatform.Plugins.Telegram.Source.Options;
using TgPlatform.Plugins.Telegram.Source.Pool;
using TgPlatform.Plugins.Telegram.Updates;

namespace TgPlatform.Plugins.Telegram.Source.Live;

/// <summary>What happens in the chats after their history, as groups of items: each chat followed by one account that sees it, and by another when that one drops out.</summary>
internal sealed class LiveFollower(TelegramSourceOptions options, AccountPool pool, LiveItems items, HistoryWalk walk, Progress progress, PluginContext context)
{
    private List<LiveSelection> _selections = [];

    /// <summary>Learns where things stand before the history is read, so that nothing falls between the two.</summary>
    public async Task PrepareAsync(IReadOnlyList<Selection> selections, CancellationToken cancel)
    {
        // Of a group that has become another one only the past is left.
        _selections = [.. selections.Where(one => one.Scene.Chat.MigratedTo is null).Select(one => new LiveSelection(one, progress.Of(one.Key), context.Time))];
        await using var round = await RoundAsync(cancel);
    }

    /// <summary>Never ends by itself.</summary>
    /// <exception cref="FailureException">No account is left that can follow a chat.</exception>
    public async IAsyncEnumerable<ItemGroup> FollowAsync([EnumeratorCancellation] CancellationToken cancel)
    {
        while (true)
        {
            await using var round = await RoundAsync(cancel);
            using var clock = context.Time.CreateTimer(_ => round.Remind(), null, Timeout.InfiniteTimeSpan, Timeout.InfiniteTimeSpan);
            round.Start();
            while (true)
            {
                var (account, what, end) = await round.ReadAsync(cancel);
                if (account is not null && (end is not null || what is LostEvent))
                {
                    Part(account, what as LostEvent, end);
                    break;
                }
                await foreach (var group in GroupsAsync(account, what, cancel)) yield return group with { Cursor = progress.ToString() };
                if (what?.Place is { } place) progress.Updates.Set(LivePlaces.Shared(account!, place));
                clock.Change(_selections.Exists(one => one.Holds) ? LiveSelection.AlbumPatience : Timeout.InfiniteTimeSpan, Timeout.InfiniteTimeSpan);
            }
        }
    }

    private async Task<LiveRound> RoundAsync(CancellationToken cancel)
    {
        while (true)
        {
            var assigned = new Dictionary<TelegramAccount, List<AccountChat>>();
            foreach (var scene in _selections.Select(one => one.Selection.Scene).DistinctBy(scene => scene.IdPrefix))
            {
                var account = AccountFor(scene);
                if (!assigned.TryGetValue(account, out var chats)) assigned[account] = chats = [];
                if (!scene.Key.IsGroup) chats.Add(await account.ChatAsync(scene.Key, cancel));
            }
            try
            {
                return await LiveRound.PrepareAsync(assigned, progress.Updates, context.Logger, cancel);
            }
            catch (PartedException parted)
            {
                Part(parted.Account, null, parted.InnerException);
            }
        }
    }

    // Members are told, others have to ask.
    private TelegramAccount AccountFor(ChatScene scene) => pool.Accounts
        .Where(account => account.Lane.Condition.IsOpen && (scene.Only is { } only ? account == only : account.Sees(scene.Key)))
        .OrderByDescending(account => account.Joined.IsJoined(scene.Key.Id) != false)
        .FirstOrDefault() ?? throw new FailureException(FailureKind.Permanent, $"{scene.Chat.Title}: no account is left that can follow it.");

    private void Part(TelegramAccount account, LostEvent? lost, Exception? end)
    {
        if (lost is not null)
        {
            context.Logger.LogWarning("{Account} cannot see {Chat} any more: {Reason}", account.Name, TitleOf(lost.Row), lost.Reason);
            account.Lose(ChatKey.Channel(lost.Row), lost.Reason);
            return;
        }
        var judged = account.Judge(end!);
        if (judged is not FailureException { Kind: FailureKind.Blocked } failure) throw judged;
        context.Logger.LogWarning("{Account} follows nothing any more: {Reason}", account.Name, failure.Message);
    }

    private string TitleOf(long row) => _selections.FirstOrDefault(one => one.Selection.Scene.Key.Id == row)?.Selection.Scene.Chat.Title ?? $"{row}";

    private IAsyncEnumerable<ItemGroup> GroupsAsync(TelegramAccount? account, UpdateEvent? what, CancellationToken cancel) => what switch
    {
        MessageEvent { IsEdit: false } one => NewAsync(account!, one, cancel),
        MessageEvent edit => EditedAsync(account!, edit, cancel),
        DeletionEvent deletion => Deleted(deletion).ToAsyncEnumerable(),
        HistoryGapEvent gap => AgainAsync(account!, gap, cancel),
        _ => _selections.SelectMany(one => Groups(one, one.TakeQuiet())).ToAsyncEnumerable(),
    };

    private IEnumerable<ItemGroup> Groups(LiveSelection its, IEnumerable<IReadOnlyList<FoundMessage>> complete)
        => complete.Select(group => items.GroupOf(its.Selection.Scene, group)).OfType<ItemGroup>();

    private async IAsyncEnumerable<ItemGroup> NewAsync(TelegramAccount account, MessageEvent one, [EnumeratorCancellation] CancellationToken cancel)
    {
        if (one.Message is not Message message) yield break;
        foreach (var its in In(account, message).Where(its => !its.Has(message.Id)))
        {
            if (!await its.WantsAsync(message, one.Page, cancel)) continue;
            var names = await items.MeetAsync(account, its.Selection.Scene, one.Page, cancel);
            foreach (var group in Groups(its, its.Add(new(message, names, IsKnown: false)))) yield return group;
        }
    }

    private async IAsyncEnumerable<ItemGroup> EditedAsync(TelegramAccount account, MessageEvent edit, [EnumeratorCancellation] CancellationToken cancel)
    {
        if (edit.Message is not Message message) yield break;
        foreach (var its in In(account, message).Where(its => its.Has(message.Id) || its.Holds))
        {
            if (!await its.WantsAsync(message, edit.Page, cancel)) continue;
            // What is held is as it was before.
            foreach (var held in Groups(its, its.Flush())) yield return held;
            var scene = its.Selection.Scene;
            foreach (var other in pool.Accounts) other.Forget(scene.Key, message.Id);
            var found = new FoundMessage(message, await items.MeetAsync(account, scene, edit.Page, cancel), IsKnown: true);
            if (items.GroupOf(scene, await items.AlbumOfAsync(scene, found, cancel)) is { } group) yield return group;
            if (options.Events.Contains(TelegramEvent.Edit)) yield return LiveRecords.Edit(scene, found, items.FactsOf(message));
        }
    }

    private List<ItemGroup> Deleted(DeletionEvent deletion)
    {
        if (deletion.Row == UpdatePlace.Common || !options.Events.Contains(TelegramEvent.Deletion)) return [];
        var its = _selections.Where(one => one.Selection.Scene.Key == ChatKey.Channel(deletion.Row)).DistinctBy(one => one.Selection.Scene.Key);
        return [.. its.SelectMany(one => deletion.Ids.Where(one.Has).Select(id => (ItemGroup)LiveRecords.Deletion(one.Selection.Scene, id)))];
    }

    private async IAsyncEnumerable<ItemGroup> AgainAsync(TelegramAccount account, HistoryGapEvent gap, [EnumeratorCancellation] CancellationToken cancel)
    {
        foreach (var its in _selections.Where(one => gap.Row == UpdatePlace.Common ? one.Selection.Scene.Only == account : one.Selection.Scene.Key == ChatKey.Channel(gap.Row)))
        {
            context.Logger.LogWarning("{Chat}: its history is read again, edits and deletions of the meantime are not known: {Reason}", its.Selection.Scene.Chat.Title, gap.Reason);
            its.Drop();
            await foreach (var step in walk.StepsAsync(its.Selection, its.Coverage, cancel))
                if (items.GroupOf(its.Selection.Scene, step.Messages) is { } group) yield return group;
        }
    }

    private IEnumerable<LiveSelection> In(TelegramAccount account, Message message) => _selections.Where(one => IsIn(one.Selection.Scene, account, message.PeerId));

    private static bool IsIn(ChatScene scene, TelegramAccount account, AnyPeer peer) => peer switch
    {
        PeerChannel channel => scene.Key == ChatKey.Channel(channel.ChannelId),
        PeerChat group => scene.Key == ChatKey.Group(group.ChatId) && scene.Only == account,
        _ => false,
    };
}
