using System.Globalization;
using System.Diagnostics.CodeAnalysis;

namespace TgPlatform.Cli.Loads;

/// <summary>A stretch of load: so many items per second, rising or falling evenly from one rate to another.</summary>
/// <param name="From">Items per second at its beginning.</param>
/// <param name="To">Items per second at its end.</param>
/// <param name="Length">How long it lasts.</param>
internal sealed record LoadPhase(double From, double To, TimeSpan Length)
{
    /// <summary>When each item is due, counted from the phase's beginning.</summary>
    public IEnumerable<TimeSpan> Arrivals()
    {
        var seconds = Length.TotalSeconds;
        var slope = (To - From) / seconds;
        // After t seconds From·t + slope·t²/2 items are due; this is that turned round.
        for (var item = 0.5; item < (From + To) / 2 * seconds; item++)
            yield return TimeSpan.FromSeconds(2 * item / (From + Math.Sqrt((From * From) + (2 * slope * item))));
    }

    /// <summary>Reads a rate: <c>50/s</c>, <c>50</c>, <c>10..200/s</c>.</summary>
    public static bool TryParse(string text, TimeSpan length, [NotNullWhen(true)] out LoadPhase? phase)
    {
        phase = null;
        var ends = (text.EndsWith("/s", StringComparison.Ordinal) ? text[..^2] : text).Split("..");
        if (ends.Length > 2 || !TryRate(ends[0], out var from) || !TryRate(ends[^1], out var to) || from + to == 0)
            return false;
        phase = new(from, to, length);
        return true;
    }

    private static bool TryRate(string text, out double rate) =>
        double.TryParse(text, NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture, out rate) && rate is >= 0 and <= 100_000;
}
