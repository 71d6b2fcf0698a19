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
internal sealed class LiveFollower(TelegramSourceOptions options, AccountPool pool, LiveItems items, HistoryWalk walk, Selections selections, Progress progress, PluginContext context)
{
    private readonly bool _keepsSeen = options.Events.Contains(TelegramEvent.Deletion);
    private readonly Queue<LiveSelection> _unread = new();
    private readonly List<string> _lost = [];
    private List<LiveSelection> _selections = [];
    private bool _isLost;

    /// <summary>Learns where things stand before the history is read, so that nothing falls between the two.</summary>
    public async Task PrepareAsync(CancellationToken cancel)
    {
        // Of a group that has become another one only the past is left.
        _selections = [.. selections.All.Where(one => one.Scene.Chat.MigratedTo is null).Select(Live)];
        await using var round = await RoundAsync(cancel);
    }

    /// <summary>Remembers messages whose deletion would not say which chat they were in.</summary>
    public void Meet(ChatScene scene, IEnumerable<FoundMessage> messages)
    {
        if (!_keepsSeen || !scene.Key.IsPerAccount) return;
        var seen = progress.SeenIn(scene);
        foreach (var found in messages) seen.Add(found.Message.Id);
    }

    /// <summary>Never ends by itself. A chat that no account sees any more is named and left out.</summary>
    /// <exception cref="FailureException">No account is left that can follow any chat.</exception>
    public async IAsyncEnumerable<ItemGroup> FollowAsync([EnumeratorCancellation] CancellationToken cancel)
    {
        while (true)
        {
            await using var round = await RoundAsync(cancel);
            using var clock = context.Time.CreateTimer(_ => round.Remind(), null, Timeout.InfiniteTimeSpan, Timeout.InfiniteTimeSpan);
            round.Start();
            while (!_isLost && _unread.TryDequeue(out var unread))
            {
                await using var history = HistoryAsync(unread, cancel).GetAsyncEnumerator(cancel);
                while (await HasNextAsync(history)) yield return history.Current with { Cursor = progress.ToString() };
            }
            while (!_isLost)
            {
                var (account, what, end) = await round.ReadAsync(cancel);
                if (account is not null && (end is not null || what is LostEvent))
                {
                    Part(account, what as LostEvent, end);
                    break;
                }
                await using var groups = GroupsAsync(account, what, cancel).GetAsyncEnumerator(cancel);
                while (await HasNextAsync(groups)) yield return groups.Current with { Cursor = progress.ToString() };
                if (what?.Place is { } place) progress.Updates.Set(LivePlaces.Shared(account!, place));
                if (_isLost || await HasMovedAsync(account, what, cancel)) break;
                clock.Change(_selections.Exists(one => one.Holds) ? LiveSelection.AlbumPatience : Timeout.InfiniteTimeSpan, Timeout.InfiniteTimeSpan);
            }
        }
    }

    private async Task<LiveRound> RoundAsync(CancellationToken cancel)
    {
        _isLost = false;
        while (true)
        {
            var assigned = await AssignAsync(cancel);
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

    private async Task<Dictionary<TelegramAccount, List<AccountChat>>> AssignAsync(CancellationToken cancel)
    {
        var assigned = new Dictionary<TelegramAccount, List<AccountChat>>();
        foreach (var scene in _selections.Select(one => one.Selection.Scene).DistinctBy(scene => scene.IdPrefix).ToList())
        {
            if (await FollowerOfAsync(scene, cancel) is not { } follower)
            {
                LeaveOut(scene);
                continue;
            }
            if (!assigned.TryGetValue(follower.Account, out var chats)) assigned[follower.Account] = chats = [];
            if (follower.Chat is { } chat) chats.Add(chat);
        }
        return assigned;
    }

    // An account that has to look for the chat may find that it does not see it.
    private async Task<(TelegramAccount Account, AccountChat? Chat)?> FollowerOfAsync(ChatScene scene, CancellationToken cancel)
    {
        while (AccountFor(scene) is { } account)
        {
            if (scene.Key.IsPerAccount) return (account, null);
            try
            {
                return (account, await account.ChatAsync(scene.Key, cancel));
            }
            catch (ChatUnseenException unseen)
            {
                account.Lose(scene.Key, unseen.Message);
            }
        }
        return null;
    }

    private void LeaveOut(ChatScene scene)
    {
        _selections.RemoveAll(one => one.Selection.Scene.IdPrefix == scene.IdPrefix);
        var problem = $"{scene.Chat.Title}: no account is left that can follow it.";
        _lost.Add(problem);
        if (_selections.Count == 0) throw new FailureException(FailureKind.Permanent, string.Join(" ", _lost));
        context.Logger.LogWarning("{Problem} The other chats are followed on", problem);
    }

    // Members are told, others have to ask.
    private TelegramAccount? AccountFor(ChatScene scene) => pool.Accounts
        .Where(account => account.Lane.Condition.IsOpen && (scene.Only is { } only ? account == only : account.Sees(scene.Key)))
        .OrderByDescending(account => account.Joined.IsJoined(scene.Key.Id) != false)
        .FirstOrDefault();

    private async ValueTask<bool> HasNextAsync(IAsyncEnumerator<ItemGroup> groups)
    {
        try
        {
            return await groups.MoveNextAsync();
        }
        catch (ChatUnseenException unseen)
        {
            context.Logger.LogWarning("{Reason}", unseen.Message);
            _isLost = true;
            return false;
        }
    }

    /// <summary>Whether an old group has just become a supergroup, which is followed in its place from its first message on.</summary>
    private async Task<bool> HasMovedAsync(TelegramAccount? account, UpdateEvent? what, CancellationToken cancel)
    {
        if (account is null || what is not MessageEvent { Message: MessageService { Action: MessageActionChatMigrateTo, PeerId: PeerChat group }, Page: var page }) return false;
        var old = _selections.Find(one => one.Selection.Scene.Key == ChatKey.Group(group.ChatId) && one.Selection.Scene.Only == account);
        if (old is null || page.Chats.Select(AccountChat.Of).FirstOrDefault(chat => chat?.Key == old.Selection.Scene.Key)?.MigratedTo is not { } successor) return false;
        var chat = await account.Resolver.SuccessorAsync(successor, cancel);
        account.Add(chat);
        context.Logger.LogInformation("{Chat} has become a supergroup, which is followed now", chat.Title);
        _selections.Remove(old);
        var its = Live(selections.Of(chat));
        _selections.Add(its);
        _unread.Enqueue(its);
        return true;
    }

    private LiveSelection Live(Selection selection) => new(selection, progress.Of(selection.Key), context.Time);

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
        DeletionEvent deletion => Deleted(account!, deletion).ToAsyncEnumerable(),
        HistoryGapEvent gap => AgainAsync(account!, gap, cancel),
        _ => _selections.SelectMany(one => Groups(one, one.TakeQuiet())).ToAsyncEnumerable(),
    };

    private IEnumerable<ItemGroup> Groups(LiveSelection its, IEnumerable<IReadOnlyList<FoundMessage>> complete)
        => complete.Select(group => items.GroupOf(its.Selection.Scene, group)).OfType<ItemGroup>();

    private async IAsyncEnumerable<ItemGroup> NewAsync(TelegramAccount account, MessageEvent one, [EnumeratorCancellation] CancellationToken cancel)
    {
        if (one.Message is MessageService { PeerId: PeerChannel forum } service)
            foreach (var its in _selections.Where(its => its.Selection.Scene.Key == ChatKey.Channel(forum.ChannelId))) its.Selection.Scene.Topics.Meet([service]);
        if (one.Message is not Message message) yield break;
        foreach (var its in In(account, message).Where(its => !its.Has(message.Id)))
        {
            if (!await its.WantsAsync(message, one.Page, cancel)) continue;
            var found = new FoundMessage(message, await items.MeetAsync(account, its.Selection.Scene, one.Page, cancel), IsKnown: false);
            Meet(its.Selection.Scene, [found]);
            foreach (var group in Groups(its, its.Add(found))) yield return group;
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

    private List<ItemGroup> Deleted(TelegramAccount account, DeletionEvent deletion)
    {
        if (!_keepsSeen) return [];
        var isCommon = deletion.Row == UpdatePlace.Common;
        var its = _selections.Where(one => isCommon ? one.Selection.Scene.Only == account : one.Selection.Scene.Key == ChatKey.Channel(deletion.Row)).DistinctBy(one => one.Selection.Scene.IdPrefix);
        return [.. its.SelectMany(one => deletion.Ids.Where(isCommon ? progress.SeenIn(one.Selection.Scene).Contains : one.Has).Select(id => (ItemGroup)LiveRecords.Deletion(one.Selection.Scene, id)))];
    }

    private async IAsyncEnumerable<ItemGroup> AgainAsync(TelegramAccount account, HistoryGapEvent gap, [EnumeratorCancellation] CancellationToken cancel)
    {
        foreach (var its in _selections.Where(one => gap.Row == UpdatePlace.Common ? one.Selection.Scene.Only == account : one.Selection.Scene.Key == ChatKey.Channel(gap.Row)))
        {
            context.Logger.LogWarning("{Chat}: its history is read again, edits and deletions of the meantime are not known: {Reason}", its.Selection.Scene.Chat.Title, gap.Reason);
            its.Drop();
            await foreach (var group in HistoryAsync(its, cancel)) yield return group;
        }
    }

    private async IAsyncEnumerable<ItemGroup> HistoryAsync(LiveSelection its, [EnumeratorCancellation] CancellationToken cancel)
    {
        await foreach (var step in walk.StepsAsync(its.Selection, its.Coverage, cancel))
        {
            Meet(its.Selection.Scene, step.Messages);
            if (items.GroupOf(its.Selection.Scene, step.Messages) is { } group) yield return group;
        }
    }

    private IEnumerable<LiveSelection> In(TelegramAccount account, Message message) => _selections.Where(one => IsIn(one.Selection.Scene, account, message.PeerId));

    private static bool IsIn(ChatScene scene, TelegramAccount account, AnyPeer peer) => scene.Key == ChatKey.Of(peer) && (scene.Only is null || scene.Only == account);
}
