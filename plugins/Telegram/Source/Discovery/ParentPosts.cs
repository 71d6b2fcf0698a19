using TgPlatform.Plugins.Telegram.Chats;
using TgPlatform.Plugins.Telegram.Schema;

namespace TgPlatform.Plugins.Telegram.Source.Discovery;

/// <summary>The post of a channel that a comment is under.</summary>
internal sealed record ParentPost(int Id, string Text);

/// <summary>
/// From a comment to its post. Every post of a channel is copied into the discussion group, and comments answer that copy
/// (core.telegram.org/api/discussion): copies that a page does not hold are asked for with one question.
/// </summary>
internal sealed class ParentPosts(PoolReader reader, ChatScene group, AccountChat channel)
{
    // Enough for every thread of many pages; what falls out is asked for again.
    private readonly PostMemory _byCopy = new(capacity: 10_000);

    public string ChannelTitle => channel.Title;

    /// <summary>Learns the posts of every comment on a page.</summary>
    public async Task LearnAsync(MessagePage page, CancellationToken cancel)
    {
        _byCopy.Turn();
        foreach (var message in page.Messages.OfType<Message>().Where(message => PostOf(message) is not null)) _byCopy.Keep(message.Id, PostOf(message));
        int[] unknown = [.. page.Messages.OfType<Message>().Select(CopyOf).OfType<int>().Distinct().Where(copy => !_byCopy.Holds(copy))];
        if (unknown.Length == 0) return;
        var copies = await reader.AskAsync(group, (account, chat) => account.History.ByIdAsync(chat.Peer, unknown, cancel), cancel);
        foreach (var copy in unknown) _byCopy.Keep(copy, copies.Messages.OfType<Message>().Where(message => message.Id == copy).Select(PostOf).FirstOrDefault());
    }

    /// <summary>The post; null for what is no comment, such as the copies themselves.</summary>
    public ParentPost? Of(Message message) => CopyOf(message) is { } copy ? _byCopy.Of(copy) : null;

    private static int? CopyOf(Message message) => message.ReplyTo is MessageReplyHeader reply ? reply.ReplyToTopId ?? reply.ReplyToMsgId : null;

    private ParentPost? PostOf(Message message)
        => message is { FwdFrom: MessageFwdHeader { SavedFromPeer: PeerChannel from, SavedFromMsgId: { } post } } && ChatKey.Channel(from.ChannelId) == channel.Key ? new(post, message.MessageValue) : null;
}
