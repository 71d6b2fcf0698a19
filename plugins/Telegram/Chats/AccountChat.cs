using TgPlatform.Plugins.Telegram.Schema;

namespace TgPlatform.Plugins.Telegram.Chats;

/// <summary>A chat as one account sees it. The peer holds that account's hash and is worth nothing to another.</summary>
/// <param name="IsMember">Whether the account has joined.</param>
/// <param name="MigratedTo">The supergroup an old group has become.</param>
internal sealed record AccountChat(ChatKey Key, AnyInputPeer Peer, string Title, string? Username, bool IsMember, bool IsForum, bool IsBroadcast, InputChannel? MigratedTo = null)
{
    private const string SavedMessages = "Saved Messages";

    /// <summary>The private chat with a person or bot; null for the short form, whose hash is good for nothing.</summary>
    public static AccountChat? Of(AnyUser user) => user switch
    {
        User { Self: true } self => new(ChatKey.Person(self.Id), new InputPeerSelf(), SavedMessages, PersonNames.PublicOf(self), IsMember: true, IsForum: false, IsBroadcast: false),
        User { Min: false, AccessHash: { } hash } person => new(
            ChatKey.Person(person.Id), new InputPeerUser { UserId = person.Id, AccessHash = hash },
            PersonNames.Of(person), PersonNames.PublicOf(person), IsMember: true, IsForum: false, IsBroadcast: false),
        _ => null,
    };

    /// <summary>Null when the account cannot see it.</summary>
    public static AccountChat? Of(AnyChat chat) => chat switch
    {
        // The short form that comes with mentions has a hash that is good for nothing.
        Channel { Min: false, AccessHash: { } hash } channel => new(
            ChatKey.Channel(channel.Id), new InputPeerChannel { ChannelId = channel.Id, AccessHash = hash }, channel.Title,
            channel.Username ?? channel.Usernames?.OfType<Username>().FirstOrDefault(name => name.Active)?.UsernameValue, !channel.Left, channel.Forum, channel.Broadcast),
        Chat group => new(
            ChatKey.Group(group.Id), new InputPeerChat { ChatId = group.Id }, group.Title, null, !group.Left, IsForum: false, IsBroadcast: false,
            group.MigratedTo as InputChannel),
        _ => null,
    };

    public InputChannel InputChannel => Peer is InputPeerChannel channel
        ? new() { ChannelId = channel.ChannelId, AccessHash = channel.AccessHash }
        : throw new InvalidOperationException($"{Title} is no channel");
}
