using System.Globalization;
using TgPlatform.Plugins.Telegram.Schema;

namespace TgPlatform.Plugins.Telegram.Chats;

/// <summary>What kinds of chats are numbered apart.</summary>
internal enum ChatSort { Channel, Group, Person }

/// <summary>Which chat, for every account the same. Channels (supergroups included), old groups, and people are numbered apart.</summary>
internal readonly record struct ChatKey(ChatSort Sort, long Id)
{
    private const long ChannelMark = 1_000_000_000_000;
    private const string Letters = "cgu";

    public static ChatKey Channel(long id) => new(ChatSort.Channel, id);

    public static ChatKey Group(long id) => new(ChatSort.Group, id);

    /// <summary>The private chat with a person or bot; with oneself, the saved messages.</summary>
    public static ChatKey Person(long id) => new(ChatSort.Person, id);

    /// <summary>Null for what is no chat that this version knows.</summary>
    public static ChatKey? Of(AnyPeer? peer) => peer switch
    {
        PeerChannel channel => Channel(channel.ChannelId),
        PeerChat group => Group(group.ChatId),
        PeerUser person => Person(person.UserId),
        _ => null,
    };

    /// <summary>Whether each account numbers its messages for itself, so that a number of one says nothing to another (core.telegram.org/api/updates: the common message box).</summary>
    public bool IsPerAccount => Sort != ChatSort.Channel;

    /// <summary>The number other tools show: −100… for channels, − for old groups, people as they are.</summary>
    public long MarkedId => Sort switch
    {
        ChatSort.Channel => -ChannelMark - Id,
        ChatSort.Group => -Id,
        _ => Id,
    };

    public static ChatKey FromMarked(long id) => id > 0 ? Person(id) : id < -ChannelMark ? Channel(-id - ChannelMark) : Group(-id);

    /// <summary><c>c1234</c>, <c>g1234</c> or <c>u1234</c>.</summary>
    public override string ToString() => string.Create(CultureInfo.InvariantCulture, $"{Letters[(int)Sort]}{Id}");

    public static bool TryParse(ReadOnlySpan<char> text, out ChatKey key)
    {
        key = default;
        var sort = text.Length < 2 ? -1 : Letters.IndexOf(text[0], StringComparison.Ordinal);
        if (sort < 0 || !long.TryParse(text[1..], NumberStyles.None, CultureInfo.InvariantCulture, out var id)) return false;
        key = new((ChatSort)sort, id);
        return true;
    }
}
