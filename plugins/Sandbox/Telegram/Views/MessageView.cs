using TgPlatform.Plugins.Sandbox.Telegram.Tl;
using TgPlatform.Plugins.Sandbox.Telegram.World;

namespace TgPlatform.Plugins.Sandbox.Telegram.Views;

/// <summary>Messages as one account sees them.</summary>
internal static class MessageView
{
    public static TlObject Of(EmulatedWorld world, EmulatedChat chat, EmulatedMessage message, Account account) =>
        message.Action is null ? Plain(world, chat, message, account) : Service(chat, message, account);

    public static TlObject Missing(int id) => new("messageEmpty") { ["id"] = id };

    private static TlObject Plain(EmulatedWorld world, EmulatedChat chat, EmulatedMessage message, Account account) => new("message")
    {
        ["id"] = message.Id,
        ["out"] = message.SenderId == account.Id,
        ["post"] = chat.Options.Kind == ChatKind.Channel,
        ["noforwards"] = chat.Options.Protected,
        // Between two people the service leaves out who wrote it.
        ["from_id"] = chat.IsPrivate ? null : message.SenderId != 0 ? PeerView.Peer(message.SenderId) : CopiedFrom(chat, message),
        ["peer_id"] = PeerView.Peer(chat),
        ["fwd_from"] = Forward(chat, message),
        ["reply_to"] = Reply(chat, message),
        ["date"] = message.Date,
        ["message"] = message.Text,
        ["media"] = MediaView.Of(world, chat, message, account),
        ["entities"] = Entities(message),
        ["views"] = message.Views > 0 ? message.Views : null,
        ["forwards"] = message.Views > 0 ? message.Views / 10 : null,
        ["replies"] = Replies(chat, message),
        ["edit_date"] = message.EditDate > 0 ? message.EditDate : null,
        ["grouped_id"] = message.GroupedId != 0 ? message.GroupedId : null,
    };

    private static TlObject Service(EmulatedChat chat, EmulatedMessage message, Account account)
    {
        var action = new TlObject(message.Action!);
        switch (message.Action)
        {
            case "messageActionTopicCreate": action["title"] = message.Text.Length > 0 ? message.Text : TopicView.Title(chat, message.Id); break;
            case "messageActionTopicEdit": action["title"] = message.Text; break;
            case "messageActionChannelCreate": action["title"] = chat.Options.Title; break;
            case "messageActionChannelMigrateFrom":
                action["title"] = chat.Options.Title;
                action["chat_id"] = chat.MigratedFrom?.Id ?? 0;
                break;
            case "messageActionChatMigrateTo": action["channel_id"] = chat.MigratedTo?.Id ?? 0; break;
            default: break;
        }
        return new TlObject("messageService")
        {
            ["id"] = message.Id,
            ["out"] = message.SenderId == account.Id,
            ["post"] = chat.Options.Kind == ChatKind.Channel,
            ["from_id"] = message.SenderId == 0 ? null : PeerView.Peer(message.SenderId),
            ["peer_id"] = PeerView.Peer(chat),
            ["reply_to"] = message.ReplyTo == 0 ? null : Reply(chat, message),
            ["date"] = message.Date,
            ["action"] = action,
        };
    }

    private static TlObject? CopiedFrom(EmulatedChat chat, EmulatedMessage message) =>
        message.ForwardedPost != 0 && chat.Linked is { } channel ? PeerView.Peer(channel) : null;

    private static TlObject? Forward(EmulatedChat chat, EmulatedMessage message) => CopiedFrom(chat, message) is not { } channel ? null : new TlObject("messageFwdHeader")
    {
        ["from_id"] = channel,
        ["date"] = message.Date,
        ["channel_post"] = message.ForwardedPost,
        ["saved_from_peer"] = channel,
        ["saved_from_msg_id"] = message.ForwardedPost,
    };

    private static TlObject? Reply(EmulatedChat chat, EmulatedMessage message)
    {
        var isForum = chat.Options.Kind == ChatKind.Forum;
        var inTopic = isForum && message.ThreadId > TopicView.General;
        if (message.ReplyTo == 0 && !inTopic) return null;
        var target = message.ReplyTo != 0 ? message.ReplyTo : message.ThreadId;
        return new TlObject("messageReplyHeader")
        {
            ["forum_topic"] = inTopic,
            ["reply_to_msg_id"] = target,
            ["reply_to_top_id"] = message.ThreadId > TopicView.General && target != message.ThreadId ? message.ThreadId : null,
        };
    }

    private static TlObject? Replies(EmulatedChat chat, EmulatedMessage message)
    {
        if (chat.Linked is null) return null;
        if (chat.Options.Kind == ChatKind.Channel)
            return new TlObject("messageReplies") { ["comments"] = true, ["replies"] = Threads.CommentsOf(chat, message.Id), ["channel_id"] = chat.Linked.Id };
        return message.ForwardedPost == 0 ? null : new TlObject("messageReplies") { ["replies"] = Threads.CommentsOf(chat.Linked, message.ForwardedPost) };
    }

    private static TlObject[]? Entities(EmulatedMessage message)
    {
        var link = message.Text.IndexOf("https://", StringComparison.Ordinal);
        if (link < 0) return null;
        var end = message.Text.IndexOf(' ', link);
        return [new TlObject("messageEntityUrl") { ["offset"] = link, ["length"] = (end < 0 ? message.Text.Length : end) - link }];
    }
}
