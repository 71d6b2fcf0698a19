using TgPlatform.Plugins.Sandbox.Telegram.Tl;
using TgPlatform.Plugins.Sandbox.Telegram.Views;
using TgPlatform.Plugins.Sandbox.Telegram.World;

namespace TgPlatform.Plugins.Sandbox.Telegram.Rpc.Methods;

/// <summary>Comments of posts and topics of forums (core.telegram.org/api/threads, /api/forum).</summary>
internal static class ThreadMethods
{
    public static void AddTo(RpcTable table)
    {
        table.Add("messages.getReplies", Replies);
        table.Add("messages.getDiscussionMessage", Discussion);
        table.Add("messages.getForumTopics", Topics);
        table.Add("messages.getForumTopicsByID", TopicsById);
    }

    private static TlObject Replies(RpcCall call)
    {
        var chat = PeerResolver.Chat(call, call.Query.Object("peer"));
        var id = call.Query.Int("msg_id");
        if (chat.Find(id) is null) throw new RpcException(400, "MSG_ID_INVALID");
        if (chat.Options.Kind != ChatKind.Channel) return Thread(call, chat, id);
        var discussion = chat.Linked ?? throw new RpcException(400, "MSG_ID_INVALID");
        return Thread(call, discussion, discussion.CopyOf(id));
    }

    private static TlObject Thread(RpcCall call, EmulatedChat chat, int thread)
    {
        bool Belongs(EmulatedMessage message) => message.ThreadId == thread;
        int[] candidates = [.. Threads.Candidates(chat, thread)];
        var count = candidates.Select(chat.Find).OfType<EmulatedMessage>().Count(Belongs);
        return HistoryMethods.Answer(call, chat, HistoryMethods.PageOf(call.Query).Of(chat, candidates, Belongs), count);
    }

    private static TlObject Discussion(RpcCall call)
    {
        var chat = PeerResolver.Chat(call, call.Query.Object("peer"));
        var id = call.Query.Int("msg_id");
        if (chat.Find(id) is null) throw new RpcException(400, "MSG_ID_INVALID");
        var (group, top) = chat.Options.Kind == ChatKind.Channel && chat.Linked is { } linked ? (linked, linked.CopyOf(id)) : (chat, id);
        var page = new MessagePage(call.World, call.Account);
        page.Mention(chat);
        if (group.Find(top) is not { } message) throw new RpcException(400, "MSG_ID_INVALID");
        page.Add(group, message);
        var last = Threads.Candidates(group, top).LastOrDefault(candidate => group.Find(candidate)?.ThreadId == top);
        return page.Into(new TlObject("messages.discussionMessage") { ["max_id"] = last == 0 ? null : last });
    }

    private static TlObject Topics(RpcCall call)
    {
        var chat = Forum(call);
        var search = call.Query.Text("q");
        var ids = TopicView.Ids(chat).Where(id => TopicView.Title(chat, id).Contains(search, StringComparison.OrdinalIgnoreCase))
            .OrderByDescending(id => TopicView.TopMessage(chat, id)).ToList();
        var shown = call.Query.Int("offset_topic") is var after and not 0 ? ids.SkipWhile(id => id != after).Skip(1) : ids;
        return Answer(call, chat, shown.Take(Math.Clamp(call.Query.Int("limit"), 0, 100)), ids.Count);
    }

    private static TlObject TopicsById(RpcCall call)
    {
        var chat = Forum(call);
        var wanted = call.Query.List<int>("topics");
        return Answer(call, chat, TopicView.Ids(chat).Where(wanted.Contains), wanted.Count);
    }

    private static TlObject Answer(RpcCall call, EmulatedChat chat, IEnumerable<int> topics, int count)
    {
        var page = new MessagePage(call.World, call.Account);
        page.Mention(chat);
        page.MentionUser(SyntheticUsers.FirstId);
        var views = topics.Select(id => TopicView.Of(chat, id)).ToArray();
        foreach (var view in views)
            if (chat.Find(view.Int("top_message")) is { } message) page.Add(chat, message);
        return page.Into(new TlObject("messages.forumTopics") { ["count"] = count, ["topics"] = views, ["pts"] = chat.Log.Pts });
    }

    private static EmulatedChat Forum(RpcCall call)
    {
        var chat = PeerResolver.Chat(call, call.Query.Object("peer"));
        return chat.Options.Kind == ChatKind.Forum ? chat : throw new RpcException(400, "CHANNEL_FORUM_MISSING");
    }
}
