using TgPlatform.Plugins.Sandbox.Telegram.Tl;
using TgPlatform.Plugins.Sandbox.Telegram.Views;
using TgPlatform.Plugins.Sandbox.Telegram.World;

namespace TgPlatform.Plugins.Sandbox.Telegram.Rpc.Methods;

/// <summary>The list of chats an account belongs to.</summary>
internal static class DialogMethods
{
    public static void AddTo(RpcTable table)
    {
        table.Add("messages.getDialogs", Dialogs);
        table.Add("messages.getPeerDialogs", PeerDialogs);
        table.Add("messages.getPinnedDialogs", call => Into(call, "messages.peerDialogs", []));
        table.Add("messages.getPeerSettings", _ => new TlObject("messages.peerSettings"));
    }

    public static TlObject Dialog(EmulatedChat chat) => new("dialog")
    {
        ["peer"] = PeerView.Peer(chat),
        ["top_message"] = TopMessage(chat)?.Id ?? 0,
        ["read_inbox_max_id"] = chat.TopId,
        ["read_outbox_max_id"] = chat.TopId,
        ["notify_settings"] = PeerView.NotifySettings(),
        ["pts"] = chat.IsChannel ? chat.Log.Pts : null,
    };

    public static EmulatedMessage? TopMessage(EmulatedChat chat) => new HistoryPage(0, 0, 0, 1, 0, 0).Of(chat) is [var top, ..] ? top : null;

    private static TlObject Dialogs(RpcCall call)
    {
        if (call.Query.Int("folder_id") != 0) return Into(call, "messages.dialogs", []);
        var mine = call.World.Chats.Where(chat => chat.HasMember(call.Account) && TopMessage(chat) is not null)
            .OrderByDescending(chat => TopMessage(chat)!.Date).ThenBy(chat => chat.Id).ToList();
        var offset = call.Query.Object("offset_peer");
        var after = offset.Name switch
        {
            "inputPeerChannel" => offset.Long("channel_id"),
            "inputPeerChat" => offset.Long("chat_id"),
            "inputPeerUser" or "inputPeerSelf" => PeerResolver.User(call, offset),
            _ => 0,
        };
        var rest = after == 0 ? mine : [.. mine.SkipWhile(chat => chat.Id != after).Skip(1)];
        var shown = rest.Take(Math.Clamp(call.Query.Int("limit"), 1, 100)).ToList();
        if (after == 0 && shown.Count == mine.Count) return Into(call, "messages.dialogs", shown);
        var slice = Into(call, "messages.dialogsSlice", shown);
        slice["count"] = mine.Count;
        return slice;
    }

    private static TlObject PeerDialogs(RpcCall call) =>
        Into(call, "messages.peerDialogs", [.. call.Query.List<TlObject>("peers").Where(peer => peer.Name == "inputDialogPeer").Select(peer => peer.Object("peer"))
            .Where(peer => peer.Name is "inputPeerChannel" or "inputPeerChat" or "inputPeerUser" or "inputPeerSelf").Select(peer => PeerResolver.Chat(call, peer))]);

    private static TlObject Into(RpcCall call, string name, IReadOnlyList<EmulatedChat> chats)
    {
        var page = new MessagePage(call.World, call.Account);
        foreach (var chat in chats)
        {
            page.Mention(chat);
            if (TopMessage(chat) is { } top) page.Add(chat, top);
        }
        var answer = page.Into(new TlObject(name) { ["dialogs"] = chats.Select(Dialog).ToArray() });
        if (name == "messages.peerDialogs") answer["state"] = UpdateMethods.State(call);
        return answer;
    }
}
