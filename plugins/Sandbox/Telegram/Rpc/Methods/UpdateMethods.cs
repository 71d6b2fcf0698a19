using TgPlatform.Plugins.Sandbox.Telegram.Tl;
using TgPlatform.Plugins.Sandbox.Telegram.Views;
using TgPlatform.Plugins.Sandbox.Telegram.World;

namespace TgPlatform.Plugins.Sandbox.Telegram.Rpc.Methods;

/// <summary>What was missed while nobody listened (core.telegram.org/api/updates).</summary>
internal static class UpdateMethods
{
    private const int EventsAtOnce = 100;

    public static void AddTo(RpcTable table)
    {
        table.Add("updates.getState", State);
        table.Add("updates.getDifference", Difference);
        table.Add("updates.getChannelDifference", ChannelDifference);
    }

    public static TlObject State(RpcCall call) => State(call, call.Account.Updates.Pts);

    private static TlObject State(RpcCall call, int pts) => new("updates.state") { ["pts"] = pts, ["qts"] = 0, ["date"] = call.Server.UnixTime, ["seq"] = 1 };

    private static TlObject Difference(RpcCall call)
    {
        var log = call.Account.Updates;
        if (call.Query.Int("pts") == log.Pts) return new TlObject("updates.differenceEmpty") { ["date"] = call.Server.UnixTime, ["seq"] = 1 };
        if (log.After(call.Query.Int("pts"), EventsAtOnce) is not { } events) return new TlObject("updates.differenceTooLong") { ["pts"] = log.Pts };
        var page = new MessagePage(call.World, call.Account);
        var last = events.Count == 0 ? log.Pts : events[^1].Pts;
        var whole = last == log.Pts;
        var answer = Fill(new TlObject(whole ? "updates.difference" : "updates.differenceSlice"), page, events);
        answer[whole ? "state" : "intermediate_state"] = State(call, last);
        return answer;
    }

    private static TlObject ChannelDifference(RpcCall call)
    {
        var chat = PeerResolver.Chat(call, call.Query.Object("channel"));
        var pts = call.Query.Int("pts");
        if (pts <= 0) throw new RpcException(400, "PERSISTENT_TIMESTAMP_EMPTY");
        if (pts >= chat.Log.Pts) return new TlObject("updates.channelDifferenceEmpty") { ["final"] = true, ["pts"] = chat.Log.Pts, ["timeout"] = 30 };
        var page = new MessagePage(call.World, call.Account);
        page.Mention(chat);
        if (chat.Log.After(pts, Math.Clamp(call.Query.Int("limit"), 1, EventsAtOnce)) is not { } events) return TooLong(chat, page);
        var last = events[^1].Pts;
        var answer = Fill(new TlObject("updates.channelDifference"), page, events);
        answer["final"] = last == chat.Log.Pts;
        answer["pts"] = last;
        answer["timeout"] = 30;
        return answer;
    }

    private static TlObject TooLong(EmulatedChat chat, MessagePage page)
    {
        foreach (var message in new HistoryPage(0, 0, 0, 20, 0, 0).Of(chat)) page.Add(chat, message);
        return page.Into(new TlObject("updates.channelDifferenceTooLong") { ["final"] = true, ["timeout"] = 30, ["dialog"] = DialogMethods.Dialog(chat) });
    }

    /// <summary>New messages go into their own list; edits and deletions stay updates.</summary>
    private static TlObject Fill(TlObject answer, MessagePage page, IReadOnlyList<ChatEvent> events)
    {
        var updates = events.SelectMany(happened => EventView.Updates(happened, page)).ToList();
        answer["new_messages"] = updates.Where(IsNew).Select(update => update.Object("message")).ToArray();
        answer["other_updates"] = updates.Where(update => !IsNew(update)).ToArray();
        answer["chats"] = page.Chats;
        answer["users"] = page.Users;
        return answer;
    }

    private static bool IsNew(TlObject update) => update.Name is "updateNewMessage" or "updateNewChannelMessage";
}
