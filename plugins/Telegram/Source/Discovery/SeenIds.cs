using System.Globalization;
using TgPlatform.Plugins.Telegram.Source.Opening;

namespace TgPlatform.Plugins.Telegram.Source.Discovery;

/// <summary>
/// The numbers of one chat's messages among those of its account, so that a deletion, which names no chat, is known for what it is. A bit each;
/// the newest are part of the cursor and survive a restart.
/// </summary>
internal sealed class SeenIds
{
    private const int Kept = 200;

    private readonly FoundIds _ids = new();

    public void Add(int id) => _ids.Add(id);

    public bool Contains(int id) => _ids.Contains(id);

    /// <summary>The newest number, then how far below it each next one is: <c>4711,1,20</c>.</summary>
    public override string ToString()
    {
        var newest = _ids.Near(int.MaxValue, Kept);
        return string.Join(',', newest.Select((id, index) => (index == 0 ? id : newest[index - 1] - id).ToString(CultureInfo.InvariantCulture)));
    }

    /// <exception cref="FormatException">It is not what <see cref="ToString"/> writes.</exception>
    public static SeenIds Parse(string text)
    {
        var (seen, last) = (new SeenIds(), 0);
        foreach (var number in text.Split(',', StringSplitOptions.RemoveEmptyEntries).Select(one => int.Parse(one, NumberStyles.None, CultureInfo.InvariantCulture)))
        {
            last = last == 0 ? number : last - number;
            if (last <= 0) throw new FormatException($"'{text}' are no numbers of messages");
            seen.Add(last);
        }
        return seen;
    }
}
