namespace TgPlatform.Plugins.Sandbox.Telegram.World;

/// <summary>Finds the messages of one topic or one comment thread without walking through the others where arithmetic allows.</summary>
internal static class Threads
{
    /// <summary>How many comments a post has now.</summary>
    public static int CommentsOf(EmulatedChat channel, int post)
    {
        if (channel.Linked is not { } discussion) return 0;
        var copy = discussion.CopyOf(post);
        var (first, last) = SyntheticRange(discussion, copy);
        return Ids(discussion, first, last).Concat(LiveIds(discussion, last)).Count(id => discussion.Find(id)?.ThreadId == copy);
    }

    /// <summary>The ids in which messages of a thread can be: the computed ones, then everything posted since.</summary>
    public static IEnumerable<int> Candidates(EmulatedChat chat, int thread)
    {
        var (first, last) = SyntheticRange(chat, thread);
        return Ids(chat, first, last).Concat(LiveIds(chat, last));
    }

    private static (int First, int Last) SyntheticRange(EmulatedChat chat, int thread)
    {
        var end = chat.FirstId + chat.Options.Messages;
        if (thread > end) return (1, 0);
        return chat.Options is { Kind: ChatKind.Group, CommentsPerPost: > 0 }
            ? (thread, Math.Min(end, thread + chat.Options.CommentsPerPost))
            : (chat.FirstId + 1, end);
    }

    private static IEnumerable<int> Ids(EmulatedChat chat, int first, int last) => Enumerable.Range(first, Math.Max(0, Math.Min(last, chat.TopId) - first + 1));

    private static IEnumerable<int> LiveIds(EmulatedChat chat, int after)
    {
        var first = Math.Max(after, chat.FirstId + chat.Options.Messages) + 1;
        return Enumerable.Range(first, Math.Max(0, chat.TopId - first + 1));
    }
}
