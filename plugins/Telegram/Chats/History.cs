using System.Runtime.CompilerServices;
using TgPlatform.Plugins.Telegram.Rpc;
using TgPlatform.Plugins.Telegram.Schema;

namespace TgPlatform.Plugins.Telegram.Chats;

/// <summary>A page of messages with the people and places they speak of.</summary>
internal sealed record MessagePage(AnyMessage[] Messages, AnyChat[] Chats, AnyUser[] Users, int Total);

/// <summary>Lists the messages of a chat, a hundred per question (core.telegram.org/api/offsets).</summary>
internal sealed class History(ITelegramClient client)
{
    public const int PageSize = 100;

    /// <summary>From the newest below <paramref name="belowId"/> (0: from the very newest) down to the oldest above <paramref name="aboveId"/>.</summary>
    public async IAsyncEnumerable<MessagePage> NewestFirstAsync(AnyInputPeer peer, int belowId = 0, int aboveId = 0, [EnumeratorCancellation] CancellationToken cancel = default)
    {
        for (var offset = belowId; ;)
        {
            var page = await PageAsync(peer, offset, addOffset: 0, cancel);
            var wanted = page.Messages.Where(m => IdOf(m) > aboveId).ToArray();
            if (wanted.Length > 0) yield return page with { Messages = wanted };
            if (wanted.Length < page.Messages.Length || page.Messages.Length == 0) yield break;
            offset = page.Messages.Min(IdOf);
        }
    }

    /// <summary>From the oldest above <paramref name="aboveId"/> up to the newest there is; within a page, too.</summary>
    public async IAsyncEnumerable<MessagePage> OldestFirstAsync(AnyInputPeer peer, int aboveId = 0, [EnumeratorCancellation] CancellationToken cancel = default)
    {
        for (var last = aboveId; ;)
        {
            var page = await AboveAsync(peer, last, thread: 0, cancel);
            if (page.Messages.Length == 0) yield break;
            yield return page;
            last = IdOf(page.Messages[^1]);
        }
    }

    /// <summary>The newest page below a number (0: the very newest), newest first.</summary>
    /// <param name="thread">Only the messages of this topic, or the comments of this post; 0 for all.</param>
    public Task<MessagePage> BelowAsync(AnyInputPeer peer, int belowId, int thread, CancellationToken cancel) => PageAsync(peer, belowId, addOffset: 0, cancel, thread);

    /// <summary>The oldest page above a number, oldest first.</summary>
    /// <param name="thread">Only the messages of this topic, or the comments of this post; 0 for all.</param>
    public async Task<MessagePage> AboveAsync(AnyInputPeer peer, int aboveId, int thread, CancellationToken cancel)
    {
        // A page that ends just above the given one: the offset names the first message that is too old.
        var page = await PageAsync(peer, aboveId + 1, -PageSize, cancel, thread);
        return page with { Messages = [.. page.Messages.Where(m => IdOf(m) > aboveId).OrderBy(IdOf)] };
    }

    /// <summary>The number of the first message sent at a moment or later; null when there is none yet.</summary>
    public async Task<int?> FirstSinceAsync(AnyInputPeer peer, DateTimeOffset moment, CancellationToken cancel)
    {
        var second = (int)Math.Clamp(moment.ToUnixTimeSeconds(), 1, int.MaxValue);
        var page = PageOf(await client.InvokeAsync(new MessagesGetHistory { Peer = peer, OffsetDate = second, AddOffset = -1, Limit = 1 }, cancel));
        return page.Messages.Where(m => DateOf(m) >= second).Select(m => (int?)IdOf(m)).Min();
    }

    /// <summary>Messages by their numbers, at most <see cref="PageSize"/>; those that are gone come as messageEmpty.</summary>
    public async Task<MessagePage> ByIdAsync(AnyInputPeer peer, IEnumerable<int> ids, CancellationToken cancel)
    {
        AnyInputMessage[] wanted = [.. ids.Select(id => new InputMessageID { Id = id })];
        var answer = peer is InputPeerChannel channel
            ? await client.InvokeAsync(new ChannelsGetMessages { Channel = new InputChannel { ChannelId = channel.ChannelId, AccessHash = channel.AccessHash }, Id = wanted }, cancel)
            : await client.InvokeAsync(new MessagesGetMessages { Id = wanted }, cancel);
        return PageOf(answer);
    }

    public static int IdOf(AnyMessage message) => message switch
    {
        Message one => one.Id,
        MessageService service => service.Id,
        MessageEmpty empty => empty.Id,
        _ => 0,
    };

    private static int DateOf(AnyMessage message) => message switch
    {
        Message one => one.Date,
        MessageService service => service.Date,
        _ => 0,
    };

    private async Task<MessagePage> PageAsync(AnyInputPeer peer, int offsetId, int addOffset, CancellationToken cancel, int thread = 0) => PageOf(thread == 0
        ? await client.InvokeAsync(new MessagesGetHistory { Peer = peer, OffsetId = offsetId, AddOffset = addOffset, Limit = PageSize }, cancel)
        : await client.InvokeAsync(new MessagesGetReplies { Peer = peer, MsgId = thread, OffsetId = offsetId, AddOffset = addOffset, Limit = PageSize }, cancel));

    private static MessagePage PageOf(AnyMessagesMessages answer) => answer switch
    {
        MessagesMessages all => new(all.Messages, all.Chats, all.Users, all.Messages.Length),
        MessagesMessagesSlice slice => new(slice.Messages, slice.Chats, slice.Users, slice.Count),
        MessagesChannelMessages channel => new(channel.Messages, channel.Chats, channel.Users, channel.Count),
        _ => new([], [], [], 0),
    };
}
