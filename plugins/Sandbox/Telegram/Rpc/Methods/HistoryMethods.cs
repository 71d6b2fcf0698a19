using TgPlatform.Plugins.Sandbox.Telegram.Tl;
using TgPlatform.Plugins.Sandbox.Telegram.Views;
using TgPlatform.Plugins.Sandbox.Telegram.World;

namespace TgPlatform.Plugins.Sandbox.Telegram.Rpc.Methods;

/// <summary>Messages of a chat: by page, by id, by search.</summary>
internal static class HistoryMethods
{
    private const int MostIds = 100;

    public static void AddTo(RpcTable table)
    {
        table.Add("messages.getHistory", History);
        table.Add("messages.search", Search);
        table.Add("messages.getSearchCounters", Counters);
        table.Add("channels.getMessages", ChannelMessages);
        table.Add("messages.getMessages", CommonMessages);
        table.Add("messages.readHistory", call => new TlObject("messages.affectedMessages") { ["pts"] = call.Account.Updates.Pts });
        table.Add("channels.readHistory", _ => true);
    }

    public static HistoryPage PageOf(TlObject query) => new(
        query.Int("offset_id"), query.Int("offset_date"), query.Int("add_offset"), query.Int("limit"), query.Int("max_id"), query.Int("min_id"));

    public static TlObject Answer(RpcCall call, EmulatedChat chat, IReadOnlyList<EmulatedMessage> messages, int count)
    {
        var page = new MessagePage(call.World, call.Account);
        page.Mention(chat);
        foreach (var message in messages) page.Add(chat, message);
        if (chat.IsChannel) return page.Into(new TlObject("messages.channelMessages") { ["pts"] = chat.Log.Pts, ["count"] = count });
        return page.Into(messages.Count == count ? new TlObject("messages.messages") : new TlObject("messages.messagesSlice") { ["count"] = count });
    }

    private static TlObject History(RpcCall call)
    {
        var chat = PeerResolver.Chat(call, call.Query.Object("peer"));
        return Answer(call, chat, PageOf(call.Query).Of(chat), chat.Count);
    }

    private static TlObject Search(RpcCall call)
    {
        var chat = PeerResolver.Chat(call, call.Query.Object("peer"));
        var filter = MessageFilters.OfSearch(call);
        var thread = call.Query.Int("top_msg_id");
        Func<EmulatedMessage, bool> matches = thread == 0 ? filter : message => message.ThreadId == thread && filter(message);
        IReadOnlyList<int>? candidates = thread == 0 ? null : [.. Threads.Candidates(chat, thread)];
        return Answer(call, chat, PageOf(call.Query).Of(chat, candidates, matches), chat.Messages().Count(matches));
    }

    private static object Counters(RpcCall call)
    {
        var chat = PeerResolver.Chat(call, call.Query.Object("peer"));
        return call.Query.List<TlObject>("filters").Select(filter => new TlObject("messages.searchCounter")
        {
            ["filter"] = filter,
            ["count"] = chat.Messages().Count(MessageFilters.ByMedia(filter)),
        }).ToArray();
    }

    private static TlObject ChannelMessages(RpcCall call)
    {
        var chat = PeerResolver.Chat(call, call.Query.Object("channel"));
        var page = new MessagePage(call.World, call.Account);
        page.Mention(chat);
        var ids = Ids(call);
        foreach (var id in ids) AddOrMiss(page, chat, id);
        return page.Into(new TlObject("messages.channelMessages") { ["pts"] = chat.Log.Pts, ["count"] = ids.Count });
    }

    private static TlObject CommonMessages(RpcCall call)
    {
        var page = new MessagePage(call.World, call.Account);
        var groups = call.World.Chats.Where(chat => !chat.IsChannel && chat.HasMember(call.Account)).ToArray();
        foreach (var id in Ids(call)) AddOrMiss(page, groups.FirstOrDefault(group => group.Find(id) is not null), id);
        return page.Into(new TlObject("messages.messages"));
    }

    private static void AddOrMiss(MessagePage page, EmulatedChat? chat, int id)
    {
        if (chat?.Find(id) is { } message) page.Add(chat, message);
        else page.AddMissing(id);
    }

    private static List<int> Ids(RpcCall call)
    {
        var ids = call.Query.List<TlObject>("id").Select(input => input.Int("id")).ToList();
        if (ids.Count == 0) throw new RpcException(400, "MESSAGE_IDS_EMPTY");
        return ids.Count <= MostIds ? ids : throw new RpcException(400, "MSG_ID_INVALID");
    }
}
