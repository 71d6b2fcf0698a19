using TgPlatform.Plugins.Telegram.Chats;
using TgPlatform.Plugins.Telegram.Schema;

namespace TgPlatform.Plugins.Telegram.Updates;

/// <summary>Something that happened to the chats that are watched.</summary>
/// <param name="Row">The channel's id; <see cref="UpdatePlace.Common"/> for old groups and private chats.</param>
internal abstract record UpdateEvent(long Row)
{
    /// <summary>Once this event is dealt with, everything up to here is; null when more belongs to the same place.</summary>
    public UpdatePlace? Place { get; init; }
}

/// <summary>A message is there, or is another one than before.</summary>
/// <param name="Page">The message with the people and places it speaks of.</param>
internal sealed record MessageEvent(long Row, MessagePage Page, bool IsEdit) : UpdateEvent(Row)
{
    public AnyMessage Message => Page.Messages[0];
}

/// <summary>Messages are gone. In the common row their numbers say nothing about the chat.</summary>
internal sealed record DeletionEvent(long Row, int[] Ids) : UpdateEvent(Row);

/// <summary>What happened in between is not known: only the history tells what is there now. Edits and deletions of that time are lost.</summary>
internal sealed record HistoryGapEvent(long Row, string Reason) : UpdateEvent(Row);

/// <summary>The account cannot see the channel any more; it is watched no longer.</summary>
internal sealed record LostEvent(long Row, string Reason) : UpdateEvent(Row);
