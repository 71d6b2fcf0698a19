using System.Globalization;
using System.Text;

namespace TgPlatform.Runtime.Hooks.Library.Unicode;

/// <summary>
/// Unicode's canonical forms (UAX #15, NFD and NFC). The runtime's own <c>Normalize</c> leaves everything but ASCII as it is, because TgPlatform
/// runs without ICU; the table comes from <c>canonical.txt</c> and is read when the first text needs it.
/// </summary>
internal static class CanonicalForms
{
    private const int FirstComposable = 0x300;
    private const int HangulBase = 0xAC00, HangulL = 0x1100, HangulV = 0x1161, HangulT = 0x11A7, HangulVs = 21, HangulTs = 28, Hanguls = 11172;

    private static readonly Lazy<CanonicalTable> Table = new(CanonicalTable.Read);

    /// <summary>Letters and their marks joined wherever there is one character for both.</summary>
    public static string Compose(string text)
    {
        // Whatever lies below the first combining mark is composed already.
        if (!text.AsSpan().ContainsAnyInRange((char)FirstComposable, char.MaxValue))
            return text;
        var points = Decomposed(text);
        var starter = -1;
        var lastClass = 0;
        var kept = 0;
        foreach (var point in points.ToArray())
        {
            var pointClass = Table.Value.ClassOf(point);
            if (starter >= 0 && (lastClass < pointClass || starter == kept - 1) && Joined(points[starter], point) is { } joined)
            {
                points[starter] = joined;
                continue;
            }

            if (pointClass == 0)
                starter = kept;
            lastClass = pointClass;
            points[kept++] = point;
        }

        return TextOf(points.Take(kept));
    }

    /// <summary>Letters and their marks taken apart.</summary>
    public static string Decompose(string text) => Ascii.IsValid(text) ? text : TextOf(Decomposed(text));

    private static List<int> Decomposed(string text)
    {
        var points = new List<int>(text.Length);
        foreach (var rune in text.EnumerateRunes())
            Append(rune.Value, points);
        for (var start = 0; start < points.Count; start++)
        {
            var end = start;
            while (end < points.Count && Table.Value.ClassOf(points[end]) != 0)
                end++;
            if (end - start <= 1)
                continue;
            var ordered = points[start..end].OrderBy(Table.Value.ClassOf).ToList();
            for (var index = start; index < end; index++)
                points[index] = ordered[index - start];
            start = end;
        }

        return points;
    }

    private static void Append(int point, List<int> points)
    {
        if (point - HangulBase is >= 0 and < Hanguls and var syllable)
        {
            points.Add(HangulL + (syllable / (HangulVs * HangulTs)));
            points.Add(HangulV + (syllable % (HangulVs * HangulTs) / HangulTs));
            if (syllable % HangulTs != 0)
                points.Add(HangulT + (syllable % HangulTs));
        }
        else if (Table.Value.PartsOf(point) is { } parts)
        {
            Append(parts.First, points);
            if (parts.Second != 0)
                points.Add(parts.Second);
        }
        else
            points.Add(point);
    }

    private static int? Joined(int first, int second)
    {
        if (first - HangulL is >= 0 and < 19 and var l && second - HangulV is >= 0 and < HangulVs and var v)
            return HangulBase + (((l * HangulVs) + v) * HangulTs);
        if (first - HangulBase is >= 0 and < Hanguls and var lv && lv % HangulTs == 0 && second - HangulT is > 0 and < HangulTs and var t)
            return first + t;
        return Table.Value.JoinedOf(first, second);
    }

    private static string TextOf(IEnumerable<int> points)
    {
        var text = new StringBuilder();
        foreach (var point in points)
            text.Append(new Rune(point).ToString());
        return text.ToString();
    }
}
