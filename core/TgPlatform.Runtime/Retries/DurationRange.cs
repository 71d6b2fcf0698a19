using System.Diagnostics.CodeAnalysis;
using TgPlatform.Runtime.Options;

namespace TgPlatform.Runtime.Retries;

/// <summary>Two durations, <c>1s..60s</c>.</summary>
/// <param name="First">The shorter.</param>
/// <param name="Last">The longer.</param>
public sealed record DurationRange(TimeSpan First, TimeSpan Last) : IParsable<DurationRange>
{
    /// <inheritdoc/>
    public static DurationRange Parse(string s, IFormatProvider? provider) => TryParse(s, provider, out var result)
        ? result
        : throw new FormatException($"'{s}' is not a range of durations. Write the first and the longest: 1s..60s.");

    /// <inheritdoc/>
    public static bool TryParse([NotNullWhen(true)] string? s, IFormatProvider? provider, [MaybeNullWhen(false)] out DurationRange result)
    {
        result = null;
        var parts = s?.Split("..") ?? [];
        if (parts.Length != 2 || !Durations.TryParse(parts[0], out var first) || !Durations.TryParse(parts[1], out var last) || first > last)
            return false;
        result = new(first, last);
        return true;
    }

    /// <inheritdoc/>
    public override string ToString() => $"{Durations.Format(First)}..{Durations.Format(Last)}";
}
