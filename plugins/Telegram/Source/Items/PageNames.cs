using TgPlatform.Plugins.Telegram.Chats;
using TgPlatform.Plugins.Telegram.Schema;

namespace TgPlatform.Plugins.Telegram.Source.Items;

/// <summary>The names of the people and places a page of messages speaks of.</summary>
internal sealed class PageNames(MessagePage page)
{
    private readonly Dictionary<long, string> _users = page.Users.OfType<User>().DistinctBy(user => user.Id).ToDictionary(user => user.Id, PersonNames.Of);
    private readonly Dictionary<ChatKey, string> _chats = page.Chats.Select(NameOf).Where(chat => chat.Title.Length > 0).DistinctBy(chat => chat.Key).ToDictionary(chat => chat.Key, chat => chat.Title);

    public string? Of(AnyPeer? peer) => peer switch
    {
        PeerUser user => _users.GetValueOrDefault(user.UserId),
        PeerChannel channel => _chats.GetValueOrDefault(ChatKey.Channel(channel.ChannelId)),
        PeerChat group => _chats.GetValueOrDefault(ChatKey.Group(group.ChatId)),
        _ => null,
    };

    /// <summary>The number other tools show: people as they are, chats marked.</summary>
    public static long? IdOf(AnyPeer? peer) => ChatKey.Of(peer)?.MarkedId;

    private static (ChatKey Key, string Title) NameOf(AnyChat chat) => chat switch
    {
        Channel channel => (ChatKey.Channel(channel.Id), channel.Title),
        ChannelForbidden forbidden => (ChatKey.Channel(forbidden.Id), forbidden.Title),
        Chat group => (ChatKey.Group(group.Id), group.Title),
        ChatForbidden forbidden => (ChatKey.Group(forbidden.Id), forbidden.Title),
        _ => (default, ""),
    };
}
