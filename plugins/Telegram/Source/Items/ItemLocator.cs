using System.Globalization;
using TgPlatform.Plugins.Telegram.Chats;

namespace TgPlatform.Plugins.Telegram.Source.Items;

/// <summary>What any account needs to find an item's file again, in this process or a later one: the chat and the message. No hash, no reference.</summary>
internal readonly record struct ItemLocator(ChatKey Chat, int MessageId)
{
    public override string ToString() => string.Create(CultureInfo.InvariantCulture, $"{Chat}/{MessageId}");

    public static bool TryParse(string? text, out ItemLocator locator)
    {
        locator = default;
        if (text?.Split('/') is not [var chat, var id] || !ChatKey.TryParse(chat, out var key)) return false;
        if (!int.TryParse(id, NumberStyles.None, CultureInfo.InvariantCulture, out var message)) return false;
        locator = new(key, message);
        return true;
    }
}
