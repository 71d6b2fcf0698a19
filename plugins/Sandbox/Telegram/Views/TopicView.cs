using TgPlatform.Plugins.Sandbox.Telegram.Tl;
using TgPlatform.Plugins.Sandbox.Telegram.World;

namespace TgPlatform.Plugins.Sandbox.Telegram.Views;

/// <summary>The topics of a forum. A topic has the id of the message that made it; the first is "General".</summary>
internal static class TopicView
{
    public const int General = 1;

    public static IEnumerable<int> Ids(EmulatedChat chat) =>
        chat.Options.Kind == ChatKind.Forum ? Enumerable.Range(General, chat.Options.Topics.Count + 1).Union(chat.LiveTopics.Keys) : [];

    public static string Title(EmulatedChat chat, int id) =>
        chat.LiveTopics.TryGetValue(id, out var live) ? live : id == General ? "General" : chat.Options.Topics.ElementAtOrDefault(id - General - 1) ?? "";

    public static int TopMessage(EmulatedChat chat, int topic)
    {
        for (var id = chat.TopId; id > topic; id--)
            if (chat.Find(id)?.ThreadId == topic) return id;
        return topic;
    }

    public static TlObject Of(EmulatedChat chat, int id) => new("forumTopic")
    {
        ["id"] = id,
        ["date"] = chat.Find(id)?.Date ?? 0,
        ["peer"] = PeerView.Peer(chat),
        ["title"] = Title(chat, id),
        ["icon_color"] = 0x6FB9F0,
        ["top_message"] = TopMessage(chat, id),
        ["from_id"] = PeerView.Peer(SyntheticUsers.FirstId),
        ["notify_settings"] = PeerView.NotifySettings(),
    };
}
