using System.Globalization;

namespace TgPlatform.Plugins.Telegram.Chats;

/// <summary>Which chat, for every account the same. Old groups and channels (supergroups included) are numbered apart.</summary>
internal readonly record struct ChatKey(bool IsGroup, long Id)
{
    private const long ChannelMark = 1_000_000_000_000;

    public static ChatKey Channel(long id) => new(false, id);

    public static ChatKey Group(long id) => new(true, id);

    /// <summary>The number other tools show: −100… for channels, − for old groups.</summary>
    public long MarkedId => IsGroup ? -Id : -ChannelMark - Id;

    public static ChatKey FromMarked(long id) => id < -ChannelMark ? Channel(-id - ChannelMark) : Group(-id);

    /// <summary><c>c1234</c> or <c>g1234</c>.</summary>
    public override string ToString() => string.Create(CultureInfo.InvariantCulture, $"{(IsGroup ? 'g' : 'c')}{Id}");

    public static bool TryParse(ReadOnlySpan<char> text, out ChatKey key)
    {
        key = default;
        if (text.Length < 2 || text[0] is not ('c' or 'g') || !long.TryParse(text[1..], NumberStyles.None, CultureInfo.InvariantCulture, out var id)) return false;
        key = new(text[0] == 'g', id);
        return true;
    }
}
