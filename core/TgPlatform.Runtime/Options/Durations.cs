using System.Globalization;

namespace TgPlatform.Runtime.Options;

/// <summary>Durations as people write them: <c>250ms</c>, <c>30s</c>, <c>1m30s</c>, <c>2h</c>, <c>7d</c>.</summary>
public static class Durations
{
    // Longest suffix first, so that "ms" is not read as "m" followed by rubbish.
    private static readonly (string Suffix, TimeSpan Unit)[] Units =
    [
        ("ms", TimeSpan.FromMilliseconds(1)), ("d", TimeSpan.FromDays(1)), ("h", TimeSpan.FromHours(1)), ("m", TimeSpan.FromMinutes(1)), ("s", TimeSpan.FromSeconds(1)),
    ];

    /// <summary>Reads a duration if it is one. A bare number is none: a unit is part of it.</summary>
    public static bool TryParse(ReadOnlySpan<char> text, out TimeSpan duration)
    {
        duration = TimeSpan.Zero;
        text = text.Trim();
        if (text.IsEmpty)
            return false;
        while (!text.IsEmpty)
        {
            var digits = 0;
            while (digits < text.Length && (char.IsAsciiDigit(text[digits]) || text[digits] == '.'))
                digits++;
            if (digits == 0 || digits == text.Length || !double.TryParse(text[..digits], NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture, out var number))
                return false;
            text = text[digits..];
            if (!TryTakeUnit(ref text, out var unit) || number * unit.TotalDays > 36_500)
                return false;
            duration += number * unit;
        }

        return true;
    }

    /// <summary>The shortest form that reads back to the same duration.</summary>
    public static string Format(TimeSpan duration)
    {
        if (duration == TimeSpan.Zero)
            return "0s";
        foreach (var (suffix, unit) in Units.AsSpan(1))
        {
            if (duration.Ticks % unit.Ticks == 0)
                return string.Create(CultureInfo.InvariantCulture, $"{duration.Ticks / unit.Ticks}{suffix}");
        }

        return string.Create(CultureInfo.InvariantCulture, $"{duration.TotalMilliseconds}ms");
    }

    private static bool TryTakeUnit(ref ReadOnlySpan<char> text, out TimeSpan unit)
    {
        foreach (var (suffix, candidate) in Units)
        {
            if (!text.StartsWith(suffix, StringComparison.OrdinalIgnoreCase))
                continue;
            text = text[suffix.Length..];
            unit = candidate;
            return true;
        }

        unit = default;
        return false;
    }
}
