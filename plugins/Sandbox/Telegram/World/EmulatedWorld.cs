using System.Collections.Concurrent;
using TgPlatform.Plugins.Sandbox.Telegram.Faults;
using TgPlatform.Plugins.Sandbox.Telegram.Session;

namespace TgPlatform.Plugins.Sandbox.Telegram.World;

/// <summary>Everything that exists: accounts, chats and their files. May be changed while clients are connected.</summary>
public sealed class EmulatedWorld
{
    private readonly TimeProvider _time;
    private readonly EmulatedFaults _faults;
    private readonly ConcurrentDictionary<string, Account> _accounts = new();
    private readonly List<EmulatedChat> _chats = [];
    private volatile int _referenceEpoch;

    internal EmulatedWorld(TimeProvider time, EmulatedFaults faults, int dataCentres)
    {
        _time = time;
        _faults = faults;
        Files = new EmulatedFiles(this, dataCentres);
    }

    /// <summary>The content of every file, by its id.</summary>
    public EmulatedFiles Files { get; }

    /// <summary>All accounts.</summary>
    public IEnumerable<Account> Accounts => _accounts.Values;

    /// <summary>All chats, in the order they were made.</summary>
    public IReadOnlyList<EmulatedChat> Chats
    {
        get
        {
            lock (Gate) return [.. _chats];
        }
    }

    internal event Action<ChatEvent, IReadOnlyCollection<Account>>? Happened;

    internal Lock Gate { get; } = new();

    internal int UnixTime => (int)_time.GetUtcNow().ToUnixTimeSeconds() + _faults.ClockSkewSeconds;

    internal int ReferenceEpoch => _referenceEpoch +
        (_faults.ReferenceLifetimeSeconds > 0 ? (int)(_time.GetUtcNow().ToUnixTimeSeconds() / _faults.ReferenceLifetimeSeconds) : 0);

    /// <summary>Adds an account; it becomes a member of chats that are open to all.</summary>
    public Account AddAccount(AccountOptions options)
    {
        if (options.Phone.Length is 0 or > 15 || !options.Phone.All(char.IsAsciiDigit))
            throw new ArgumentException($"'{options.Phone}' is not a phone number. Write digits only, without a plus.", nameof(options));
        var account = new Account(_accounts.Count + 1, options, _time, () => _faults.AccountBytesPerSecond) { Premium = options.Premium };
        if (!_accounts.TryAdd(options.Phone, account)) throw new ArgumentException($"There is an account {options.Phone} already.", nameof(options));
        foreach (var chat in Chats.Where(chat => chat.Options.Members is null || chat.Options.Members.Contains(options.Phone))) chat.Join(account);
        return account;
    }

    /// <summary>Adds a chat, its discussion group if posts have comments, and the basic group it came from if it has a past.</summary>
    public EmulatedChat AddChat(ChatOptions options)
    {
        var chat = Add(options);
        if (options is { Kind: ChatKind.Channel, CommentsPerPost: > 0 })
        {
            var comments = options.Messages * (options.CommentsPerPost + 1);
            chat.Linked = Add(options with { Kind = ChatKind.Group, Title = $"{options.Title} talk", Username = null, Invite = null, Messages = comments, AlbumEvery = 0, GapEvery = 0, PostEverySeconds = 0 });
            chat.Linked.Linked = chat;
        }
        if (options is { Kind: ChatKind.Group, MigratedMessages: > 0 })
        {
            chat.MigratedFrom = Add(options with { Kind = ChatKind.BasicGroup, Username = null, Invite = null, Messages = options.MigratedMessages, MigratedMessages = 0, PostEverySeconds = 0 });
            chat.MigratedFrom.MigratedTo = chat;
            chat.MigratedFrom.Post(new EmulatedMessage { Action = "messageActionChatMigrateTo" });
        }
        return chat;
    }

    /// <summary>Makes a basic group a supergroup with the same members, and tells them.</summary>
    public EmulatedChat Migrate(EmulatedChat group)
    {
        var chat = Add(group.Options with { Kind = ChatKind.Group, Messages = 0, MigratedMessages = 0, Members = [] });
        foreach (var member in group.Members) chat.Join(member);
        (chat.MigratedFrom, group.MigratedTo) = (group, chat);
        chat.Post(new EmulatedMessage { Action = "messageActionChannelMigrateFrom" });
        group.Post(new EmulatedMessage { Action = "messageActionChatMigrateTo" });
        return chat;
    }

    /// <summary>The account with this phone number.</summary>
    public Account? FindAccount(string phone) => _accounts.GetValueOrDefault(new string([.. phone.Where(char.IsAsciiDigit)]));

    /// <summary>The chat with this public name.</summary>
    public EmulatedChat? FindChat(string username) => Chats.FirstOrDefault(chat => string.Equals(chat.Options.Username, username, StringComparison.OrdinalIgnoreCase));

    /// <summary>Makes every file reference given so far expired.</summary>
    public void ExpireReferences() => Interlocked.Increment(ref _referenceEpoch);

    internal EmulatedChat? FindChat(long id) => Chats.FirstOrDefault(chat => chat.Id == id && !chat.IsPrivate);

    /// <summary>What an account has with a person: of strangers it is empty. Null when there is no such person.</summary>
    internal EmulatedChat? FindPrivate(Account owner, long person)
    {
        var all = Chats.Where(chat => chat.IsPrivate && chat.Id == person).ToList();
        if (all.Find(chat => chat.HasMember(owner)) is { } known) return known;
        var empty = new ChatOptions { Kind = person == owner.Id ? ChatKind.Saved : ChatKind.Private, Members = [owner.Phone] };
        if (person == owner.Id) return Add(empty);
        if (all is [var others, ..]) return Add(empty with { Title = others.Options.Title, Username = others.Options.Username });
        return Accounts.FirstOrDefault(account => account.Id == person)?.Options is { Username: not null } options ? Add(empty with { Title = options.FirstName, Username = options.Username }) : null;
    }

    internal EmulatedChat? FindNumber(int number)
    {
        lock (Gate) return number >= 1 && number <= _chats.Count ? _chats[number - 1] : null;
    }

    internal void Publish(EmulatedChat chat, ChatEventKind kind, IReadOnlyList<int> ids)
    {
        if (chat.IsChannel)
        {
            Happened?.Invoke(chat.Log.Append(chat, kind, ids), chat.Members);
            return;
        }
        foreach (var member in chat.Members) Happened?.Invoke(member.Updates.Append(chat, kind, ids), [member]);
    }

    private EmulatedChat Add(ChatOptions options)
    {
        EmulatedChat chat;
        var place = options.Kind is ChatKind.Private or ChatKind.Saved ? PrivatePlace.Of(this, options) : null;
        lock (Gate)
        {
            chat = new EmulatedChat(this, _chats.Count + 1, options, place);
            _chats.Add(chat);
        }
        foreach (var account in Accounts.Where(account => options.Members is null || options.Members.Contains(account.Phone))) chat.Join(account);
        return chat;
    }
}
