using TgPlatform.Plugins.Sandbox.Telegram.Tl;
using TgPlatform.Plugins.Sandbox.Telegram.Views;

namespace TgPlatform.Plugins.Sandbox.Telegram.Rpc.Methods;

/// <summary>Who and what there is: names, users, channels.</summary>
internal static class PeerMethods
{
    public static void AddTo(RpcTable table)
    {
        table.Add("contacts.resolveUsername", ResolveUsername);
        table.Add("contacts.resolvePhone", ResolvePhone);
        table.Add("users.getUsers", Users);
        table.Add("users.getFullUser", FullUser);
        table.Add("channels.getChannels", Channels);
        table.Add("messages.getChats", Groups);
    }

    private static TlObject ResolveUsername(RpcCall call)
    {
        var name = call.Query.Text("username").TrimStart('@');
        if (call.World.FindChat(name) is { } chat)
        {
            var page = new MessagePage(call.World, call.Account);
            page.Mention(chat);
            return Resolved(PeerView.Peer(chat), page.Chats, page.Users);
        }
        var user = call.World.Accounts.FirstOrDefault(account => string.Equals(account.Options.Username, name, StringComparison.OrdinalIgnoreCase));
        if (user is null) throw new RpcException(400, "USERNAME_NOT_OCCUPIED");
        return Resolved(PeerView.Peer(user.Id), [], [PeerView.User(user, call.Account)]);
    }

    private static TlObject ResolvePhone(RpcCall call)
    {
        var user = call.World.FindAccount(call.Query.Text("phone")) ?? throw new RpcException(400, "PHONE_NOT_OCCUPIED");
        return Resolved(PeerView.Peer(user.Id), [], [PeerView.User(user, call.Account)]);
    }

    private static TlObject Resolved(TlObject peer, IReadOnlyList<TlObject> chats, IReadOnlyList<TlObject> users) =>
        new("contacts.resolvedPeer") { ["peer"] = peer, ["chats"] = chats, ["users"] = users };

    private static object Users(RpcCall call)
    {
        var page = new MessagePage(call.World, call.Account);
        foreach (var user in call.Query.List<TlObject>("id")) page.MentionUser(PeerResolver.User(call, user));
        return page.Users;
    }

    private static TlObject FullUser(RpcCall call)
    {
        var id = PeerResolver.User(call, call.Query.Object("id"));
        var page = new MessagePage(call.World, call.Account);
        page.MentionUser(id);
        var full = new TlObject("userFull") { ["id"] = id, ["notify_settings"] = PeerView.NotifySettings() };
        return new TlObject("users.userFull") { ["full_user"] = full, ["users"] = page.Users };
    }

    private static TlObject Channels(RpcCall call) => new("messages.chats")
    {
        ["chats"] = call.Query.List<TlObject>("id").Select(channel => PeerView.Chat(PeerResolver.Chat(call, channel), call.Account)).ToArray(),
    };

    private static TlObject Groups(RpcCall call) => new("messages.chats")
    {
        ["chats"] = call.Query.List<long>("id").Select(call.World.FindChat).OfType<World.EmulatedChat>()
            .Where(chat => !chat.IsChannel).Select(chat => PeerView.Chat(chat, call.Account)).ToArray(),
    };
}
