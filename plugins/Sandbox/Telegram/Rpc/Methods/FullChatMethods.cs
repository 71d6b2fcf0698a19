using TgPlatform.Plugins.Sandbox.Telegram.Tl;
using TgPlatform.Plugins.Sandbox.Telegram.Views;
using TgPlatform.Plugins.Sandbox.Telegram.World;

namespace TgPlatform.Plugins.Sandbox.Telegram.Rpc.Methods;

/// <summary>Everything about one chat: its links to others, its members.</summary>
internal static class FullChatMethods
{
    private const int Joined = 1_695_000_000;

    public static void AddTo(RpcTable table)
    {
        table.Add("channels.getFullChannel", FullChannel);
        table.Add("messages.getFullChat", FullGroup);
        table.Add("channels.getParticipants", Participants);
        table.Add("channels.getParticipant", Participant);
    }

    private static TlObject FullChannel(RpcCall call)
    {
        var chat = PeerResolver.Chat(call, call.Query.Object("channel"));
        var page = new MessagePage(call.World, call.Account);
        page.Mention(chat);
        if (chat.Linked is { } linked) page.Mention(linked);
        if (chat.MigratedFrom is { } past) page.Mention(past);
        var full = new TlObject("channelFull")
        {
            ["id"] = chat.Id,
            ["about"] = "",
            ["participants_count"] = chat.Members.Count,
            ["chat_photo"] = new TlObject("photoEmpty"),
            ["notify_settings"] = PeerView.NotifySettings(),
            ["migrated_from_chat_id"] = chat.MigratedFrom?.Id,
            ["migrated_from_max_id"] = chat.MigratedFrom?.TopId,
            ["linked_chat_id"] = chat.Linked?.Id,
            ["pts"] = chat.Log.Pts,
        };
        return Answer(page, full);
    }

    private static TlObject FullGroup(RpcCall call)
    {
        var chat = PeerResolver.Chat(call, new TlObject("inputPeerChat") { ["chat_id"] = call.Query.Long("chat_id") });
        var page = new MessagePage(call.World, call.Account);
        page.Mention(chat);
        foreach (var member in chat.Members) page.MentionUser(member.Id);
        var full = new TlObject("chatFull")
        {
            ["id"] = chat.Id,
            ["participants"] = new TlObject("chatParticipants")
            {
                ["chat_id"] = chat.Id,
                ["participants"] = chat.Members.Select(member => new TlObject("chatParticipant") { ["user_id"] = member.Id, ["inviter_id"] = member.Id, ["date"] = Joined }).ToArray(),
                ["version"] = 1,
            },
            ["notify_settings"] = PeerView.NotifySettings(),
        };
        return Answer(page, full);
    }

    private static TlObject Answer(MessagePage page, TlObject full) =>
        new("messages.chatFull") { ["full_chat"] = full, ["chats"] = page.Chats, ["users"] = page.Users };

    private static TlObject Participants(RpcCall call)
    {
        var chat = PeerResolver.Chat(call, call.Query.Object("channel"));
        if (chat.Options.Kind == ChatKind.Channel) throw new RpcException(400, "CHAT_ADMIN_REQUIRED");
        var members = chat.Members.OrderBy(member => member.Id).ToArray();
        var shown = members.Skip(call.Query.Int("offset")).Take(Math.Clamp(call.Query.Int("limit"), 0, 200)).ToArray();
        return new TlObject("channels.channelParticipants")
        {
            ["count"] = members.Length,
            ["participants"] = shown.Select(member => new TlObject("channelParticipant") { ["user_id"] = member.Id, ["date"] = Joined }).ToArray(),
            ["users"] = shown.Select(member => PeerView.User(member, call.Account)).ToArray(),
        };
    }

    private static TlObject Participant(RpcCall call)
    {
        var chat = PeerResolver.Chat(call, call.Query.Object("channel"));
        var id = PeerResolver.User(call, call.Query.Object("participant"));
        if (chat.Members.All(member => member.Id != id)) throw new RpcException(400, "USER_NOT_PARTICIPANT");
        var page = new MessagePage(call.World, call.Account);
        page.MentionUser(id);
        var participant = id == call.Account.Id
            ? new TlObject("channelParticipantSelf") { ["user_id"] = id, ["inviter_id"] = id, ["date"] = Joined }
            : new TlObject("channelParticipant") { ["user_id"] = id, ["date"] = Joined };
        return new TlObject("channels.channelParticipant") { ["participant"] = participant, ["users"] = page.Users };
    }
}
