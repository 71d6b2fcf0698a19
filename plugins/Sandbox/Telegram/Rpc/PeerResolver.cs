using TgPlatform.Plugins.Sandbox.Telegram.Tl;
using TgPlatform.Plugins.Sandbox.Telegram.World;

namespace TgPlatform.Plugins.Sandbox.Telegram.Rpc;

/// <summary>From what a client names to what is meant, by the hashes of its own account only.</summary>
internal static class PeerResolver
{
    /// <summary>A chat the account may read.</summary>
    public static EmulatedChat Chat(RpcCall call, TlObject peer)
    {
        var chat = Named(call, peer);
        var isOpen = chat.Options.Username is not null || chat.Linked?.Options.Username is not null;
        return isOpen || chat.HasMember(call.Account) ? chat : throw new RpcException(400, "CHANNEL_PRIVATE");
    }

    /// <summary>The user id of an input user or input peer.</summary>
    public static long User(RpcCall call, TlObject user) => user.Name switch
    {
        "inputUserSelf" or "inputPeerSelf" => call.Account.Id,
        "inputUser" or "inputPeerUser" when user.Long("user_id") is var id && (user.Long("access_hash") == call.Account.AccessHash(id) || id == call.Account.Id) => id,
        _ => throw new RpcException(400, "USER_ID_INVALID"),
    };

    private static EmulatedChat Named(RpcCall call, TlObject peer)
    {
        switch (peer.Name)
        {
            case "inputPeerChat":
                return Existing(call, peer.Long("chat_id"), "CHAT_ID_INVALID");
            case "inputPeerUser" or "inputPeerSelf":
                return call.World.FindPrivate(call.Account, User(call, peer)) ?? throw new RpcException(400, "PEER_ID_INVALID");
            case "inputPeerChannel" or "inputChannel":
                var chat = Existing(call, peer.Long("channel_id"), "CHANNEL_INVALID");
                return peer.Long("access_hash") == call.Account.AccessHash(chat.Id) ? chat : throw new RpcException(400, "CHANNEL_INVALID");
            case "inputPeerChannelFromMessage" or "inputChannelFromMessage":
                return Existing(call, peer.Long("channel_id"), "CHANNEL_INVALID");
            default:
                throw new RpcException(400, "PEER_ID_INVALID");
        }
    }

    private static EmulatedChat Existing(RpcCall call, long id, string error) => call.World.FindChat(id) ?? throw new RpcException(400, error);
}
