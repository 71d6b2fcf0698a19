namespace TgPlatform.Plugins.Sandbox.Telegram.World;

/// <summary>What happened to messages.</summary>
internal enum ChatEventKind { New, Edited, Deleted }

/// <summary>One step of a row of updates: after it, the row's pts is <see cref="Pts"/>.</summary>
internal sealed record ChatEvent(EmulatedChat Chat, ChatEventKind Kind, IReadOnlyList<int> Ids, int Pts, int Count);

/// <summary>A row of updates with its pts: one per channel, and one per account for everything else.</summary>
internal sealed class UpdateLog(int firstPts = 1)
{
    private readonly Lock _gate = new();
    private readonly List<ChatEvent> _events = [];
    private int _forgotten = firstPts;

    public int Pts { get; private set; } = firstPts;

    public ChatEvent Append(EmulatedChat chat, ChatEventKind kind, IReadOnlyList<int> ids)
    {
        lock (_gate)
        {
            Pts += ids.Count;
            var happened = new ChatEvent(chat, kind, ids, Pts, ids.Count);
            _events.Add(happened);
            return happened;
        }
    }

    /// <summary>What came after this pts, at most <paramref name="limit"/> events; null when that is no longer known.</summary>
    public IReadOnlyList<ChatEvent>? After(int pts, int limit)
    {
        lock (_gate) return pts < _forgotten ? null : [.. _events.Where(happened => happened.Pts > pts).Take(limit)];
    }

    /// <summary>Drops the past: whoever asks for a difference from before now is told it is too long.</summary>
    public void Forget()
    {
        lock (_gate)
        {
            _events.Clear();
            _forgotten = Pts;
        }
    }
}
