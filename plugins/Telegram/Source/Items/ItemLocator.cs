using System.Globalization;
using TgPlatform.Plugins.Telegram.Chats;

namespace TgPlatform.Plugins.Telegram.Source.Items;

/// <summary>What any account needs to find an item's file again, in this process or a later one: the chat, the message, and which of its files. No hash, no reference.</summary>
internal readonly record struct ItemLocator(ChatKey Chat, int MessageId, FileRole Role = FileRole.Main)
{
    /// <summary>The user id of the only account whose message has this number; 0 where the chat counts.</summary>
    public long Owner { get; init; }

    /// <summary>What stands behind the message's number of an item that is its thumbnail.</summary>
    public const string Thumbnail = "thumbnail";

    public override string ToString() => string.Create(CultureInfo.InvariantCulture, $"{Chat}{(Owner == 0 ? "" : $"@{Owner}")}/{MessageId}{(Role == FileRole.Thumbnail ? "/" + Thumbnail : "")}");

    public static bool TryParse(string? text, out ItemLocator locator)
    {
        locator = default;
        if (text?.Split('/') is not [var place, var id, .. var more] || more is not ([] or [Thumbnail]) || !int.TryParse(id, NumberStyles.None, CultureInfo.InvariantCulture, out var message)) return false;
        var owner = 0L;
        if (place.Split('@') is not [var chat, .. var account] || !ChatKey.TryParse(chat, out var key)) return false;
        if (account is not [] && (account is not [var number] || !long.TryParse(number, NumberStyles.None, CultureInfo.InvariantCulture, out owner))) return false;
        locator = new(key, message, more.Length == 0 ? FileRole.Main : FileRole.Thumbnail) { Owner = owner };
        return true;
    }
}
