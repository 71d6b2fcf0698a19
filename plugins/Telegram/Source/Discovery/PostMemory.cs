namespace TgPlatform.Plugins.Telegram.Source.Discovery;

/// <summary>
/// Posts by the numbers of their copies, those needed lately. Forgets between pages only, and never what the last page needed: an album of it
/// may still be held back.
/// </summary>
/// <param name="capacity">At twice as many, plus those of one page, the older half has been forgotten.</param>
internal sealed class PostMemory(int capacity)
{
    private Dictionary<int, ParentPost?> _recent = [], _earlier = [];

    /// <summary>A page begins: forgets what was not needed for long, when that is much.</summary>
    public void Turn()
    {
        if (_recent.Count >= capacity) (_earlier, _recent) = (_recent, []);
    }

    /// <summary>Whether a copy is known, null for what is no copy of a post included. The page needs it, so it is kept.</summary>
    public bool Holds(int copy)
    {
        if (_recent.ContainsKey(copy)) return true;
        if (!_earlier.TryGetValue(copy, out var post)) return false;
        _recent[copy] = post;
        return true;
    }

    public void Keep(int copy, ParentPost? post) => _recent[copy] = post;

    public ParentPost? Of(int copy) => _recent.TryGetValue(copy, out var post) ? post : _earlier.GetValueOrDefault(copy);
}
