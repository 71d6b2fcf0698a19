using System.Collections.Concurrent;
using TgPlatform.Contracts;
using TgPlatform.Plugins.Telegram.Accounts;
using TgPlatform.Plugins.Telegram.Chats;
using TgPlatform.Plugins.Telegram.Files;
using TgPlatform.Plugins.Telegram.Rpc;
using TgPlatform.Plugins.Telegram.Source.Opening;

namespace TgPlatform.Plugins.Telegram.Source.Pool;

/// <summary>One account of the pool: its lane, its connections, and the chats as it sees them. Nothing of it is worth anything to another.</summary>
internal sealed class TelegramAccount(
    string name, Lane lane, LaneSigns signs, TelegramClient client, AccountFile? file, ChatResolver resolver, FileDownloader downloader) : IAsyncDisposable
{
    private readonly ConcurrentDictionary<ChatKey, AccountChat> _chats = new();
    private readonly ConcurrentDictionary<ChatKey, MessageShelf> _shelves = new();

    public string Name => name;
    public Lane Lane => lane;
    public TelegramClient Client => client;
    public ChatResolver Resolver => resolver;
    public FileDownloader Downloader => downloader;
    public History History { get; } = new(client);

    public bool Sees(ChatKey key) => _chats.ContainsKey(key);

    public void Add(AccountChat chat) => _chats[chat.Key] = chat;

    /// <summary>The chat, looked for if an earlier run met it and this one has not.</summary>
    /// <exception cref="ChatUnseenException">The account cannot see it.</exception>
    public async ValueTask<AccountChat> ChatAsync(ChatKey key, CancellationToken cancel)
    {
        if (_chats.TryGetValue(key, out var known)) return known;
        var chat = await resolver.ByKeyAsync(key, cancel);
        Add(chat);
        return chat;
    }

    /// <summary>The messages of a chat whose files this account may fetch.</summary>
    public MessageShelf Shelf(AccountChat chat, FoundIds found) => _shelves.GetOrAdd(chat.Key, static (_, state) => new MessageShelf(state.History, state.chat.Peer, state.found), (History, chat, found));

    /// <summary>What an error means for the pipeline; one that ends the account's use closes its lane.</summary>
    public Exception Judge(Exception error)
    {
        if (ServiceFailures.Of(error, name) is not { } failure) return error;
        if (failure.Kind == FailureKind.Blocked) signs.Close(failure.Message);
        return failure;
    }

    public void Close(string reason) => signs.Close(reason);

    public async ValueTask DisposeAsync()
    {
        await client.DisposeAsync();
        file?.Dispose();
    }
}
