using TgPlatform.Plugins.Sandbox.Telegram.Tl;
using TgPlatform.Plugins.Sandbox.Telegram.World;

namespace TgPlatform.Plugins.Sandbox.Telegram.Views;

/// <summary>Messages together with every chat and user they mention, as answers and updates need them.</summary>
internal sealed class MessagePage(EmulatedWorld world, Account account)
{
    private readonly List<TlObject> _messages = [];
    private readonly Dictionary<long, TlObject> _chats = [];
    private readonly Dictionary<long, TlObject> _users = [];

    public IReadOnlyList<TlObject> Messages => _messages;

    public IReadOnlyList<TlObject> Chats => [.. _chats.Values];

    public IReadOnlyList<TlObject> Users => [.. _users.Values];

    public TlObject Add(EmulatedChat chat, EmulatedMessage message)
    {
        Mention(chat);
        if (message.ForwardedPost != 0 && chat.Linked is { } channel) Mention(channel);
        MentionUser(message.SenderId);
        var view = MessageView.Of(world, chat, message, account);
        _messages.Add(view);
        return view;
    }

    public void AddMissing(int id) => _messages.Add(MessageView.Missing(id));

    public void Mention(EmulatedChat chat)
    {
        if (!chat.IsPrivate) _chats[chat.Id] = PeerView.Chat(chat, account);
        else MentionUser(chat.Id);
    }

    public void MentionUser(long userId)
    {
        if (userId == 0) return;
        if (SyntheticUsers.Owns(userId)) _users[userId] = PeerView.Member(userId, account);
        else if (world.Accounts.FirstOrDefault(user => user.Id == userId) is { } user) _users[userId] = PeerView.User(user, account);
        else if (world.Chats.FirstOrDefault(chat => chat.IsPrivate && chat.Id == userId) is { } theirs) _users[userId] = PeerView.Person(theirs, account);
    }

    /// <summary>Puts messages, chats and users into an object that has these three fields.</summary>
    public TlObject Into(TlObject target, string messages = "messages")
    {
        target[messages] = _messages;
        target["chats"] = Chats;
        target["users"] = Users;
        return target;
    }
}
