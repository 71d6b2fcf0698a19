using TgPlatform.Plugins.Sandbox.Telegram.Tl;
using TgPlatform.Plugins.Sandbox.Telegram.World;

namespace TgPlatform.Plugins.Sandbox.Telegram.Views;

/// <summary>Chats and users as one account sees them, with the access hashes that belong to it.</summary>
internal static class PeerView
{
    private const int Founded = 1_690_000_000;

    public static TlObject Peer(EmulatedChat chat) => chat.IsPrivate ? Peer(chat.Id) : chat.IsChannel
        ? new TlObject("peerChannel") { ["channel_id"] = chat.Id }
        : new TlObject("peerChat") { ["chat_id"] = chat.Id };

    public static TlObject Peer(long userId) => new("peerUser") { ["user_id"] = userId };

    public static TlObject Chat(EmulatedChat chat, Account account) => chat.IsChannel ? Channel(chat, account) : BasicGroup(chat, account);

    public static TlObject User(Account user, Account seenBy) => new("user")
    {
        ["id"] = user.Id,
        ["self"] = user == seenBy,
        ["contact"] = user == seenBy,
        ["access_hash"] = seenBy.AccessHash(user.Id),
        ["first_name"] = user.Options.FirstName,
        ["username"] = user.Options.Username,
        ["phone"] = user == seenBy ? user.Phone : null,
        ["premium"] = user.Premium,
        ["status"] = new TlObject("userStatusRecently"),
    };

    public static TlObject Member(long userId, Account seenBy) => new("user")
    {
        ["id"] = userId,
        ["access_hash"] = seenBy.AccessHash(userId),
        ["first_name"] = SyntheticUsers.NameOf(userId),
        ["status"] = new TlObject("userStatusRecently"),
    };

    /// <summary>The person a private chat is with, who owns no account here.</summary>
    public static TlObject Person(EmulatedChat chat, Account seenBy) => new("user")
    {
        ["id"] = chat.Id,
        ["access_hash"] = seenBy.AccessHash(chat.Id),
        ["first_name"] = chat.Options.Title,
        ["username"] = chat.Options.Username,
        ["status"] = new TlObject("userStatusRecently"),
    };

    public static TlObject NotifySettings() => new("peerNotifySettings");

    private static TlObject Channel(EmulatedChat chat, Account account) => new("channel")
    {
        ["id"] = chat.Id,
        ["access_hash"] = account.AccessHash(chat.Id),
        ["title"] = chat.Options.Title,
        ["username"] = chat.Options.Username,
        ["left"] = !chat.HasMember(account),
        ["broadcast"] = chat.Options.Kind == ChatKind.Channel,
        ["megagroup"] = chat.Options.Kind != ChatKind.Channel,
        ["forum"] = chat.Options.Kind == ChatKind.Forum,
        ["noforwards"] = chat.Options.Protected,
        ["has_link"] = chat.Linked is not null,
        ["photo"] = new TlObject("chatPhotoEmpty"),
        ["date"] = Founded,
        ["participants_count"] = chat.Members.Count,
        ["default_banned_rights"] = chat.Options.Kind == ChatKind.Channel ? null : new TlObject("chatBannedRights") { ["until_date"] = int.MaxValue },
    };

    private static TlObject BasicGroup(EmulatedChat chat, Account account) => new("chat")
    {
        ["id"] = chat.Id,
        ["title"] = chat.Options.Title,
        ["left"] = !chat.HasMember(account),
        ["deactivated"] = chat.MigratedTo is not null,
        ["migrated_to"] = chat.MigratedTo is not { } group ? null : new TlObject("inputChannel") { ["channel_id"] = group.Id, ["access_hash"] = account.AccessHash(group.Id) },
        ["photo"] = new TlObject("chatPhotoEmpty"),
        ["participants_count"] = chat.Members.Count,
        ["date"] = Founded,
        ["version"] = 1,
        ["default_banned_rights"] = new TlObject("chatBannedRights") { ["until_date"] = int.MaxValue },
    };
}
