using System.Globalization;

namespace TgPlatform.Plugins.Telegram.Source.Discovery;

/// <summary>Which message numbers have been handed out, as ranges that neither touch nor overlap. What is not covered is a gap to be walked.</summary>
internal sealed class Coverage
{
    private readonly List<(int From, int To)> _ranges = [];

    /// <summary><c>1-500,900-1000</c>; empty for nothing.</summary>
    public override string ToString() => string.Join(',', _ranges.Select(range => string.Create(CultureInfo.InvariantCulture, $"{range.From}-{range.To}")));

    /// <exception cref="FormatException">It is not what <see cref="ToString"/> writes.</exception>
    public static Coverage Parse(string text)
    {
        var coverage = new Coverage();
        foreach (var range in text.Split(',', StringSplitOptions.RemoveEmptyEntries))
        {
            var ends = range.Split('-');
            if (ends.Length != 2) throw new FormatException($"'{range}' is no range of message numbers");
            coverage.Add(int.Parse(ends[0], NumberStyles.None, CultureInfo.InvariantCulture), int.Parse(ends[1], NumberStyles.None, CultureInfo.InvariantCulture));
        }
        return coverage;
    }

    /// <summary>Marks a range as handed out, its ends included; an empty one changes nothing.</summary>
    public void Add(int from, int to)
    {
        if (from > to) return;
        var first = _ranges.FindIndex(range => range.To >= from - 1);
        if (first < 0) first = _ranges.Count;
        var last = first;
        for (; last < _ranges.Count && _ranges[last].From - 1 <= to; last++) (from, to) = (Math.Min(from, _ranges[last].From), Math.Max(to, _ranges[last].To));
        _ranges.RemoveRange(first, last - first);
        _ranges.Insert(first, (from, to));
    }

    /// <summary>What is not covered within a range, from its lower end to its upper.</summary>
    public List<(int From, int To)> Gaps(int from, int to)
    {
        var gaps = new List<(int From, int To)>();
        long next = from;
        foreach (var range in _ranges.Where(range => range.To >= from && range.From <= to))
        {
            if (range.From > next) gaps.Add(((int)next, range.From - 1));
            next = Math.Max(next, range.To + 1L);
        }
        if (next <= to) gaps.Add(((int)next, to));
        return gaps;
    }
}
