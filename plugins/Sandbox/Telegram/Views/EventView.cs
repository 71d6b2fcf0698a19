using TgPlatform.Plugins.Sandbox.Telegram.Tl;
using TgPlatform.Plugins.Sandbox.Telegram.World;

namespace TgPlatform.Plugins.Sandbox.Telegram.Views;

/// <summary>What happened, as updates for one account.</summary>
internal static class EventView
{
    /// <summary>One update per new or edited message; a message deleted since then is left out.</summary>
    public static IEnumerable<TlObject> Updates(ChatEvent happened, MessagePage page)
    {
        var (chat, first) = (happened.Chat, happened.Pts - happened.Count);
        if (happened.Kind == ChatEventKind.Deleted)
        {
            yield return Deleted(happened);
            yield break;
        }
        var name = (happened.Kind, chat.IsChannel) switch
        {
            (ChatEventKind.New, true) => "updateNewChannelMessage",
            (ChatEventKind.New, false) => "updateNewMessage",
            (_, true) => "updateEditChannelMessage",
            _ => "updateEditMessage",
        };
        foreach (var id in happened.Ids)
        {
            first++;
            if (chat.Find(id) is { } message) yield return new TlObject(name) { ["message"] = page.Add(chat, message), ["pts"] = first, ["pts_count"] = 1 };
        }
    }

    private static TlObject Deleted(ChatEvent happened)
    {
        var deleted = new TlObject(happened.Chat.IsChannel ? "updateDeleteChannelMessages" : "updateDeleteMessages")
        {
            ["messages"] = happened.Ids,
            ["pts"] = happened.Pts,
            ["pts_count"] = happened.Count,
        };
        if (happened.Chat.IsChannel) deleted["channel_id"] = happened.Chat.Id;
        return deleted;
    }
}
