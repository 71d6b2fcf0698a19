namespace TgPlatform.Plugins.Sandbox.Telegram.World;

/// <summary>Which part of a history is asked for (core.telegram.org/api/offsets): newest first, counted from an offset.</summary>
internal sealed record HistoryPage(int OffsetId, int OffsetDate, int AddOffset, int Limit, int MaxId, int MinId)
{
    private const int LongestPage = 100;

    /// <summary>Of all messages, or of those among <paramref name="candidates"/> (ascending ids), the page that was asked for.</summary>
    public IReadOnlyList<EmulatedMessage> Of(EmulatedChat chat, IReadOnlyList<int>? candidates = null, Func<EmulatedMessage, bool>? filter = null)
    {
        var start = OffsetId > 0 ? OffsetId : OffsetDate > 0 ? FirstSince(chat, OffsetDate) : chat.TopId + 1;
        var limit = Math.Clamp(Limit, 0, LongestPage);
        var newer = new List<EmulatedMessage>();
        if (AddOffset < 0)
        {
            newer.AddRange(Existing(chat, Up(chat, candidates, start), filter).Take(-AddOffset));
            newer.Reverse();
            // Where the history ends before the page begins, the page is shorter.
            limit -= Math.Min(limit, -AddOffset - newer.Count);
        }
        var older = Existing(chat, Down(chat, candidates, start), filter).Skip(Math.Max(0, AddOffset));
        return [.. newer.Concat(older).Take(limit)];
    }

    private IEnumerable<EmulatedMessage> Existing(EmulatedChat chat, IEnumerable<int> ids, Func<EmulatedMessage, bool>? filter) =>
        ids.Where(id => (MaxId == 0 || id < MaxId) && id > MinId).Select(chat.Find).OfType<EmulatedMessage>().Where(message => filter?.Invoke(message) ?? true);

    private IEnumerable<int> Down(EmulatedChat chat, IReadOnlyList<int>? candidates, int start)
    {
        var first = Math.Min(MaxId == 0 ? start : Math.Min(start, MaxId), chat.TopId + 1) - 1;
        if (candidates is not null) return candidates.Reverse().Where(id => id <= first);
        var last = Math.Max(chat.FirstId, MinId);
        return Enumerable.Range(0, Math.Max(0, first - last)).Select(step => first - step);
    }

    private static IEnumerable<int> Up(EmulatedChat chat, IReadOnlyList<int>? candidates, int start)
    {
        if (candidates is not null) return candidates.Where(id => id >= start);
        var first = Math.Max(start, chat.FirstId + 1);
        return Enumerable.Range(first, Math.Max(0, chat.TopId - first + 1));
    }

    private static int FirstSince(EmulatedChat chat, int date)
    {
        // Ids and dates rise together, so half of what is left can be put aside each time.
        var (low, high) = (chat.FirstId + 1, chat.TopId + 1);
        while (low < high)
        {
            var middle = low + ((high - low) / 2);
            if (DateAtOrAfter(chat, middle) >= date) high = middle;
            else low = middle + 1;
        }
        return low;
    }

    private static int DateAtOrAfter(EmulatedChat chat, int id)
    {
        for (; id <= chat.TopId; id++)
            if (chat.Find(id) is { } message) return message.Date;
        return int.MaxValue;
    }
}
