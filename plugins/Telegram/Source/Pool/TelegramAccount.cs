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
    private readonly ConcurrentDictionary<ChatKey, ChatName> _expected = new();
    private readonly ConcurrentDictionary<ChatKey, MessageShelf> _shelves = new();

    public string Name => name;
    public Lane Lane => lane;
    public ITelegramClient Client => client;
    public ChatResolver Resolver => resolver;
    public FileDownloader Downloader => downloader;
    public History History { get; } = new(client);

    /// <summary>What the service tells by itself; null when nothing is followed.</summary>
    public UpdateInbox? Updates { get; init; }

    /// <summary>Which channels it has joined, as far as that came by.</summary>
    public JoinedChats Joined { get; } = new();

    public bool Sees(ChatKey key) => _chats.ContainsKey(key) || _expected.ContainsKey(key);

    public void Add(AccountChat chat) => _chats[chat.Key] = chat;

    /// <summary>The chat, looked for if an earlier run met it and this one has not.</summary>
    /// <exception cref="ChatUnseenException">The account cannot see it.</exception>
    public async ValueTask<AccountChat> ChatAsync(ChatKey key, CancellationToken cancel)
    {
        if (_chats.TryGetValue(key, out var known)) return known;
        var chat = _expected.TryGetValue(key, out var name) ? await resolver.ResolveAsync(name, cancel) : await resolver.ByKeyAsync(key, cancel);
        Add(chat);
        return chat;
    }

    /// <summary>Other accounts know the chat; this one, which could not look now, will by its name.</summary>
    public void Expect(ChatKey key, ChatName name) => _expected[key] = name;

    /// <summary>The messages of a chat whose files this account may fetch.</summary>
    public MessageShelf Shelf(AccountChat chat, FoundIds found) => _shelves.GetOrAdd(chat.Key, static (_, state) => new MessageShelf(state.History, state.chat.Peer, state.found), (History, chat, found));

    /// <summary>The account cannot see the chat any more.</summary>
    public void Lose(ChatKey key) => _chats.TryRemove(key, out _);

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
        // What another lane is to take over need not wait.
        return lane.Condition.IsOpen ? failure : new FailureException(FailureKind.Blocked, failure.Message, error) { RetryAfter = HandOver };
    }

    /// <summary>Takes the time a careful account takes before a file.</summary>
    public Task PauseAsync(CancellationToken cancel) => pace.LongestPause == TimeSpan.Zero ? Task.CompletedTask : Task.Delay(pace.NextPause(Random.Shared), client.Time, cancel);

    public void Close(string reason) => signs.Close(reason);

    public async ValueTask DisposeAsync()
    {
        await client.DisposeAsync();
        file?.Dispose();
    }
}
