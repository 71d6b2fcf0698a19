using TgPlatform.Plugins.Sandbox.Telegram.Tl;
using TgPlatform.Plugins.Sandbox.Telegram.Views;
using TgPlatform.Plugins.Sandbox.Telegram.World;

namespace TgPlatform.Plugins.Sandbox.Telegram.Rpc.Methods;

/// <summary>Joining and leaving, by name or by invite link (core.telegram.org/api/invites).</summary>
internal static class InviteMethods
{
    public static void AddTo(RpcTable table)
    {
        table.Add("messages.checkChatInvite", Check);
        table.Add("messages.importChatInvite", Import);
        table.Add("channels.joinChannel", Join);
        table.Add("channels.leaveChannel", Leave);
    }

    private static TlObject Check(RpcCall call)
    {
        var chat = Invited(call);
        if (chat.HasMember(call.Account)) return new TlObject("chatInviteAlready") { ["chat"] = PeerView.Chat(chat, call.Account) };
        return new TlObject("chatInvite")
        {
            ["channel"] = chat.IsChannel,
            ["broadcast"] = chat.Options.Kind == ChatKind.Channel,
            ["megagroup"] = chat.IsChannel && chat.Options.Kind != ChatKind.Channel,
            ["request_needed"] = chat.Options.InviteNeedsApproval,
            ["title"] = chat.Options.Title,
            ["photo"] = new TlObject("photoEmpty"),
            ["participants_count"] = chat.Members.Count,
        };
    }

    private static TlObject Import(RpcCall call)
    {
        var chat = Invited(call);
        if (chat.HasMember(call.Account)) throw new RpcException(400, "USER_ALREADY_PARTICIPANT");
        if (chat.Options.InviteNeedsApproval) throw new RpcException(400, "INVITE_REQUEST_SENT");
        return new TlObject("messages.chatInviteJoinResultOk") { ["updates"] = Enter(call, chat) };
    }

    private static TlObject Join(RpcCall call)
    {
        var chat = PeerResolver.Chat(call, call.Query.Object("channel"));
        return new TlObject("messages.chatInviteJoinResultOk") { ["updates"] = Enter(call, chat) };
    }

    private static TlObject Leave(RpcCall call)
    {
        var chat = PeerResolver.Chat(call, call.Query.Object("channel"));
        if (!chat.HasMember(call.Account)) throw new RpcException(400, "USER_NOT_PARTICIPANT");
        chat.Leave(call.Account);
        return Changed(call, chat);
    }

    private static TlObject Enter(RpcCall call, EmulatedChat chat)
    {
        chat.Join(call.Account);
        return Changed(call, chat);
    }

    private static TlObject Changed(RpcCall call, EmulatedChat chat) => new("updates")
    {
        ["updates"] = chat.IsChannel ? new[] { new TlObject("updateChannel") { ["channel_id"] = chat.Id } } : [],
        ["chats"] = new[] { PeerView.Chat(chat, call.Account) },
        ["date"] = call.Server.UnixTime,
    };

    private static EmulatedChat Invited(RpcCall call)
    {
        var hash = call.Query.Text("hash");
        return call.World.Chats.FirstOrDefault(chat => chat.Options.Invite == hash && hash.Length > 0) ?? throw new RpcException(400, "INVITE_HASH_INVALID");
    }
}
