using System.Diagnostics.CodeAnalysis;
using System.Globalization;
using TgPlatform.Contracts;

namespace TgPlatform.Runtime.Engine;

/// <summary>
/// How many bytes a second may be fetched: always the same (<c>10MiB/s</c>), or by a timetable of the local clock, <c>[08:00 1MiB/s, 19:00 off]</c>
/// for every day or <c>[Mon 08:00 1MiB/s, Fri 18:00 off]</c> for the week. Each entry holds until the next one.
/// </summary>
public sealed class Bandwidth : IParsable<Bandwidth>
{
    private static readonly string[] Days = ["Mon", "Tue", "Wed", "Thu", "Fri", "Sat", "Sun"];

    private readonly string _text;

    // By minute of the week, which begins on Monday.
    private readonly SortedList<int, long?> _entries;

    private Bandwidth(string text, SortedList<int, long?> entries) => (_text, _entries) = (text, entries);

    /// <summary>The limit at a moment of the local clock; null when there is none.</summary>
    public long? BytesPerSecondAt(DateTimeOffset local)
    {
        var minute = (((int)local.DayOfWeek + 6) % 7 * 24 * 60) + (local.Hour * 60) + local.Minute;
        var last = _entries.Keys.LastOrDefault(start => start <= minute, _entries.Keys[^1]);
        return _entries[last];
    }

    /// <inheritdoc/>
    public static Bandwidth Parse(string s, IFormatProvider? provider) => TryParse(s, provider, out var result)
        ? result
        : throw new FormatException($"'{s}' is not a bandwidth. Write 10MiB/s, or a timetable such as [08:00 1MiB/s, 19:00 off] or [Mon 08:00 1MiB/s, Sat 00:00 off].");

    /// <inheritdoc/>
    public static bool TryParse([NotNullWhen(true)] string? s, IFormatProvider? provider, [MaybeNullWhen(false)] out Bandwidth result)
    {
        result = null;
        var text = (s ?? "").Trim();
        var entries = new SortedList<int, long?>();
        if (text is not ['[', .. var list, ']'])
        {
            if (!TryReadLimit(text, out var always))
                return false;
            entries.Add(0, always);
        }
        else if (list.Split(',').Any(entry => !TryAdd(entries, entry.Split(' ', StringSplitOptions.RemoveEmptyEntries))))
        {
            return false;
        }

        result = new(text, entries);
        return true;
    }

    /// <inheritdoc/>
    public override string ToString() => _text;

    private static bool TryAdd(SortedList<int, long?> entries, string[] words)
    {
        var (day, time, limit) = words switch
        {
            [var hour, var bytes] => (null, hour, bytes),
            [var name, var hour, var bytes] => (name, hour, bytes),
            _ => (null, "", ""),
        };
        var number = Array.FindIndex(Days, name => name.Equals(day, StringComparison.OrdinalIgnoreCase));
        if ((day is not null && number < 0) || !TimeOnly.TryParseExact(time, "HH:mm", CultureInfo.InvariantCulture, DateTimeStyles.None, out var at) || !TryReadLimit(limit, out var allowed))
            return false;
        var minute = (at.Hour * 60) + at.Minute;
        return (day is null ? Enumerable.Range(0, Days.Length) : [number]).All(one => entries.TryAdd((one * 24 * 60) + minute, allowed));
    }

    private static bool TryReadLimit(string text, out long? limit)
    {
        limit = null;
        if (text == "off")
            return true;
        if (!text.EndsWith("/s", StringComparison.Ordinal) || !ByteSize.TryParse(text[..^2], null, out var size) || size.Bytes < 1024)
            return false;
        limit = size.Bytes;
        return true;
    }
}
