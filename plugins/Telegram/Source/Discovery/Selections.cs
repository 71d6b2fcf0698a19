using System.Globalization;
using Microsoft.Extensions.Logging;
using TgPlatform.Contracts;
using TgPlatform.Plugins.Telegram.Chats;
using TgPlatform.Plugins.Telegram.Source.Options;
using TgPlatform.Plugins.Telegram.Source.Pool;

namespace TgPlatform.Plugins.Telegram.Source.Discovery;

/// <summary>From the chats and ranges of the options to what is walked through, in the pipeline's order.</summary>
internal sealed class Selections(TelegramSourceOptions options, AccountPool pool, PoolReader reader, ILogger log)
{
    private readonly string _kinds = options.Media.Aggregate(0, (bits, kind) => bits | (1 << (int)kind)).ToString("x", CultureInfo.InvariantCulture) + (options.Thumbnails ? "t" : "");

    public IReadOnlyList<Selection> All { get; private set; } = [];

    /// <summary>Finds every chat, on every account, and what belongs to it. A chat that no account sees is named and left out.</summary>
    /// <exception cref="FailureException">A topic or account is not there, or no chat is.</exception>
    public async Task PrepareAsync(CancellationToken cancel)
    {
        var all = new List<Selection?>();
        var problems = new List<string>();
        foreach (var name in options.Chats.Select(ChatName.Of))
        {
            try
            {
                await AddAsync(all, name, cancel);
            }
            catch (ChatUnseenException unseen)
            {
                log.LogWarning("{Chat} is left out: {Reason}", name.Text, unseen.Message);
                problems.Add(unseen.Message);
            }
        }
        pool.LeaveOutBlind();
        if (all.Count == 0 && problems.Count > 0) throw new FailureException(FailureKind.Permanent, string.Join(" ", problems));
        All = [.. all.OfType<Selection>().DistinctBy(selection => selection.Key)];
    }

    private async Task AddAsync(List<Selection?> all, ChatName name, CancellationToken cancel)
    {
        var chats = await pool.FindAllAsync(name.Text, (account, stop) => account.Resolver.ResolveAsync(name, stop), cancel);
        var chat = chats[0].Chat;
        if (chat.Key.Sort == ChatSort.Person) await AddPrivateAsync(all, chats, cancel);
        else if (chat.IsBroadcast) await AddChannelAsync(all, chat, name.Place, cancel);
        else if (chat.IsForum) await AddForumAsync(all, chat, name.Place, cancel);
        else await AddGroupAsync(all, chat, cancel);
    }

    private async Task AddChannelAsync(List<Selection?> all, AccountChat channel, int post, CancellationToken cancel)
    {
        var posts = new ChatScene(channel, Only: null);
        if (post == 0 && options.Comments != CommentChoice.Only) all.Add(await SelectAsync(posts, "", cancel));
        if (post == 0 && options.Comments == CommentChoice.None) return;
        var discussion = await pool.FindAsync($"the comments of {channel.Title}", (account, stop) => FollowAsync(account, channel, stop), cancel);
        var group = new ChatScene(discussion, Only: null);
        group = group with { Posts = new ParentPosts(reader, group, channel) };
        if (post == 0) all.Add(await SelectAsync(group, "/comments", cancel, isCountedBySelf: false));
        else all.Add(new Selection(KeyOf(posts, string.Create(CultureInfo.InvariantCulture, $"/{post}")), group) { Thread = post, AskedAt = posts });
    }

    private static async Task<AccountChat> FollowAsync(TelegramAccount account, AccountChat channel, CancellationToken cancel)
        => await LinkedChats.DiscussionOfAsync(account, await account.ChatAsync(channel.Key, cancel), cancel);

    private async Task AddForumAsync(List<Selection?> all, AccountChat forum, int topic, CancellationToken cancel)
    {
        var scene = new ChatScene(forum, Only: null);
        var titles = await reader.AskAsync(scene, (account, chat) => ForumTopics.ReadAsync(account.Client, chat, cancel), cancel);
        scene = scene with { Topics = titles };
        List<int> wanted = topic > 0 ? [topic] : [.. options.Topics.Select(named => ForumTopics.Find(titles, named, forum.Title))];
        if (wanted.Count == 0) all.Add(await SelectAsync(scene, "", cancel));
        foreach (var one in wanted)
            if (await SelectAsync(scene, string.Create(CultureInfo.InvariantCulture, $"/{one}"), cancel) is { } selection) all.Add(selection with { Thread = one });
    }

    // With the same person each account has a chat of its own, and each has its own saved messages.
    private async Task AddPrivateAsync(List<Selection?> all, IReadOnlyList<(TelegramAccount Account, AccountChat Chat)> chats, CancellationToken cancel)
    {
        foreach (var (account, chat) in chats) all.Add(await SelectAsync(AsOnly(chat, account), "", cancel));
    }

    // Message numbers say nothing about the time before the supergroup, so a range by number has no past.
    private async Task AddGroupAsync(List<Selection?> all, AccountChat group, CancellationToken cancel)
    {
        var present = group.Key.IsPerAccount ? AsOnly(group, FirstThatSees(group.Key)) : new ChatScene(group, Only: null);
        var past = group.Key.IsPerAccount || options.FromId is not null || options.ToId is not null ? null : await PastOfAsync(present, cancel);
        ChatScene[] scenes = past is null ? [present] : options.Order == HistoryOrder.Oldest ? [past, present] : [present, past];
        foreach (var scene in scenes) all.Add(await SelectAsync(scene, "", cancel));
    }

    /// <summary>All of a supergroup that a group has just become.</summary>
    public Selection Of(AccountChat group)
    {
        var scene = new ChatScene(group, Only: null);
        return new(KeyOf(scene, ""), scene);
    }

    private async Task<ChatScene?> PastOfAsync(ChatScene present, CancellationToken cancel)
        => await reader.AskAsync(present, async (account, chat) => await LinkedChats.PastOfAsync(account, chat, cancel) is { } past ? AsOnly(past, account) : null, cancel);

    private static ChatScene AsOnly(AccountChat chat, TelegramAccount account)
    {
        account.Add(chat);
        return new(chat, account);
    }

    private TelegramAccount FirstThatSees(ChatKey chat) => pool.Accounts.First(account => account.Lane.Condition.IsOpen && account.Sees(chat));

    /// <param name="isCountedBySelf">Whether the range of numbers in the options speaks of this chat's messages.</param>
    private async Task<Selection?> SelectAsync(ChatScene scene, string part, CancellationToken cancel, bool isCountedBySelf = true)
    {
        var from = options.Since is { } since ? await FirstSinceAsync(scene, since, cancel) : 1;
        var until = options.Until is { } end ? await FirstSinceAsync(scene, end, cancel) : null;
        // Nothing that late was sent yet.
        if (from is null && !options.Live) return null;
        from ??= await NewestAsync(scene, cancel) + 1;
        var (first, last) = isCountedBySelf ? (options.FromId ?? 1, options.ToId ?? int.MaxValue) : (1, int.MaxValue);
        return new(KeyOf(scene, part), scene, Math.Max(from.Value, first), Math.Min(until - 1 ?? int.MaxValue, last));
    }

    private string KeyOf(ChatScene scene, string part) => $"{scene.IdPrefix}{part}~{_kinds}";

    private async Task<int> NewestAsync(ChatScene scene, CancellationToken cancel)
        => (await reader.AskAsync(scene, (account, chat) => account.History.BelowAsync(chat.Peer, 0, thread: 0, cancel), cancel)).Messages.Select(History.IdOf).DefaultIfEmpty().Max();

    private Task<int?> FirstSinceAsync(ChatScene scene, DateTimeOffset moment, CancellationToken cancel)
        => reader.AskAsync(scene, (account, chat) => account.History.FirstSinceAsync(chat.Peer, moment, cancel), cancel);
}
