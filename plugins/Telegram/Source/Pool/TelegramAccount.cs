using System.Collections.Concurrent;
using TgPlatform.Contracts;
using TgPlatform.Plugins.Telegram.Accounts;
using TgPlatform.Plugins.Telegram.Chats;
using TgPlatform.Plugins.Telegram.Files;
using TgPlatform.Plugins.Telegram.Rpc;
using TgPlatform.Plugins.Telegram.Source.Opening;
using TgPlatform.Plugins.Telegram.Updates;

namespace TgPlatform.Plugins.Telegram.Source.Pool;

/// <summary>One account of the pool: its lane, its connections, and the chats as it sees them. Nothing of it is worth anything to another.</summary>
internal sealed class TelegramAccount(
    string name, Lane lane, LaneSigns signs, AccountPace pace, ITelegramClient client, AccountFile? file, ChatResolver resolver, FileDownloader downloader) : IAsyncDisposable
{
    private static readonly TimeSpan HandOver = TimeSpan.FromMilliseconds(100);

    private readonly ConcurrentDictionary<ChatKey, AccountChat> _chats = new();
    private readonly ConcurrentDictionary<ChatKey, Func<CancellationToken, Task<AccountChat>>> _expected = new();
    private readonly ConcurrentDictionary<ChatKey, string> _lost = new();
    private readonly ConcurrentDictionary<ChatKey, MessageShelf> _shelves = new();

    public string Name => name;
    public Lane Lane => lane;
    public ITelegramClient Client => client;
    public ChatResolver Resolver => resolver;
    public FileDownloader Downloader => downloader;
    public History History { get; } = new(client);

    /// <summary>Which quality of videos is fetched.</summary>
    public VideoQuality Quality { get; init; }

    /// <summary>The export session everything is asked in; null for none.</summary>
    public TakeoutSession? Takeout { get; init; }

    /// <summary>What the service tells by itself; null when nothing is followed.</summary>
    public UpdateInbox? Updates { get; init; }

    /// <summary>Which channels it has joined, as far as that came by.</summary>
    public JoinedChats Joined { get; } = new();

    /// <summary>The chats it was found not to see, and why, while the pipeline was prepared.</summary>
    public List<string> Unseen { get; } = [];

    /// <summary>Whether it sees none of the pipeline's chats.</summary>
    public bool IsBlind => Unseen.Count > 0 && _chats.IsEmpty && _expected.IsEmpty;

    public bool Sees(ChatKey key) => !_lost.ContainsKey(key) && (_chats.ContainsKey(key) || _expected.ContainsKey(key));

    public void Add(AccountChat chat) => _chats[chat.Key] = chat;

    /// <summary>The chat, looked for if an earlier run met it and this one has not.</summary>
    /// <exception cref="ChatUnseenException">The account cannot see it.</exception>
    public async ValueTask<AccountChat> ChatAsync(ChatKey key, CancellationToken cancel)
    {
        if (_lost.TryGetValue(key, out var reason)) throw new ChatUnseenException(reason);
        if (_chats.TryGetValue(key, out var known)) return known;
        var chat = _expected.TryGetValue(key, out var find) ? await find(cancel) : await resolver.ByKeyAsync(key, cancel);
        Add(chat);
        return chat;
    }

    /// <summary>Other accounts know the chat; this one, which could not look now, will when it is needed.</summary>
    public void Expect(ChatKey key, Func<CancellationToken, Task<AccountChat>> find) => _expected[key] = find;

    /// <summary>The account does not see the chat, and is not asked for it again in this run.</summary>
    public void Lose(ChatKey key, string reason) => _lost[key] = reason;

    /// <summary>The messages of a chat whose files this account may fetch.</summary>
    public MessageShelf Shelf(AccountChat chat, FoundIds found) => _shelves.GetOrAdd(chat.Key, static (_, state) => new MessageShelf(state.History, state.chat.Peer, state.found, state.Quality), (History, chat, found, Quality));

    /// <summary>The message has changed; what is on the shelf is not true any more.</summary>
    public void Forget(ChatKey key, int id)
    {
        if (_shelves.TryGetValue(key, out var shelf)) shelf.Forget(id);
    }

    /// <summary>What an error means for the pipeline; one that ends the account's use closes its lane.</summary>
    public Exception Judge(Exception error)
    {
        if (ServiceFailures.Of(error, name) is not { } failure) return error;
        if (error is FloodWaitException flood) signs.Wait(flood.Wait, flood.Name);
        if (failure.Kind == FailureKind.Blocked) signs.Close(failure.Message);
        return lane.Condition.IsOpen ? failure : Leave(failure.Message, error);
    }

    /// <summary>Takes the time a careful account takes before a file.</summary>
    public Task PauseAsync(CancellationToken cancel) => pace.LongestPause == TimeSpan.Zero ? Task.CompletedTask : Task.Delay(pace.NextPause(Random.Shared), client.Time, cancel);

    public void Close(string reason) => signs.Close(reason);

    /// <summary>Closes the lane, and says so to whoever waits: what another lane is to take over need not wait.</summary>
    public FailureException Leave(string reason, Exception error)
    {
        Close(reason);
        return new FailureException(FailureKind.Blocked, reason, error) { RetryAfter = HandOver };
    }

    /// <summary>Leaves a chat to other accounts: the lane stays open as long as the account sees another one.</summary>
    public FailureException LeaveTo(string reason, Exception error)
        => _chats.Keys.Concat(_expected.Keys).Any(Sees) ? new FailureException(FailureKind.Throttled, reason, error) { RetryAfter = HandOver } : Leave(reason, error);

    public async ValueTask DisposeAsync()
    {
        await client.DisposeAsync();
        file?.Dispose();
    }
}
