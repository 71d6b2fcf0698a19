using TgPlatform.Plugins.Telegram.Chats;
using TgPlatform.Plugins.Telegram.Schema;

namespace TgPlatform.Plugins.Telegram.Updates;

/// <summary>What came with updates: who and what they speak of.</summary>
internal readonly record struct UpdateNames(AnyChat[] Chats, AnyUser[] Users)
{
    public MessagePage Page(AnyMessage message) => new([message], Chats, Users, 1);
}

/// <summary>Where an update stands in its row, and what it means for us.</summary>
/// <param name="Event">Null for changes that only count, such as a message being read.</param>
internal readonly record struct UpdateFacts(long Row, int Pts, int Count, UpdateEvent? Event = null)
{
    /// <summary>Null for updates that have no number.</summary>
    public static UpdateFacts? Of(AnyUpdate update, UpdateNames names) => update switch
    {
        UpdateNewChannelMessage one => new(ChannelOf(one.Message), one.Pts, one.PtsCount, EventOf(one.Message, names, isEdit: false)),
        UpdateEditChannelMessage one => new(ChannelOf(one.Message), one.Pts, one.PtsCount, EventOf(one.Message, names, isEdit: true)),
        UpdateDeleteChannelMessages some => new(some.ChannelId, some.Pts, some.PtsCount, new DeletionEvent(some.ChannelId, some.Messages)),
        UpdateChannelWebPage page => new(page.ChannelId, page.Pts, page.PtsCount),
        UpdatePinnedChannelMessages pinned => new(pinned.ChannelId, pinned.Pts, pinned.PtsCount),
        UpdateNewMessage one => new(UpdatePlace.Common, one.Pts, one.PtsCount, EventOf(one.Message, names, isEdit: false)),
        UpdateEditMessage one => new(UpdatePlace.Common, one.Pts, one.PtsCount, EventOf(one.Message, names, isEdit: true)),
        UpdateDeleteMessages some => new(UpdatePlace.Common, some.Pts, some.PtsCount, new DeletionEvent(UpdatePlace.Common, some.Messages)),
        UpdateReadHistoryInbox read => new(UpdatePlace.Common, read.Pts, read.PtsCount),
        UpdateReadHistoryOutbox read => new(UpdatePlace.Common, read.Pts, read.PtsCount),
        UpdateReadMessagesContents read => new(UpdatePlace.Common, read.Pts, read.PtsCount),
        UpdateWebPage page => new(UpdatePlace.Common, page.Pts, page.PtsCount),
        UpdatePinnedMessages pinned => new(UpdatePlace.Common, pinned.Pts, pinned.PtsCount),
        UpdateFolderPeers folders => new(UpdatePlace.Common, folders.Pts, folders.PtsCount),
        _ => null,
    };

    /// <summary>A message as an event; null for one that is already gone.</summary>
    public static MessageEvent? EventOf(AnyMessage message, UpdateNames names, bool isEdit) => PeerOf(message) switch
    {
        PeerChannel channel => new(channel.ChannelId, names.Page(message), isEdit),
        PeerChat or PeerUser => new(UpdatePlace.Common, names.Page(message), isEdit),
        _ => null,
    };

    private static long ChannelOf(AnyMessage message) => (PeerOf(message) as PeerChannel)?.ChannelId ?? 0;

    private static AnyPeer? PeerOf(AnyMessage message) => message switch
    {
        Message one => one.PeerId,
        MessageService service => service.PeerId,
        MessageEmpty empty => empty.PeerId,
        _ => null,
    };
}
