using System.Numerics;

namespace TgPlatform.Cli.Loads;

/// <summary>Durations counted in classes that are at most 1.6 % wide, from a microsecond to days, in 20 KiB whatever their number.</summary>
internal sealed class LatencyHistogram
{
    private const int ClassBits = 6;
    private const int Classes = 1 << ClassBits;
    private readonly long[] _counts = new long[Classes * 40];

    /// <summary>How many were counted.</summary>
    public long Count { get; private set; }

    /// <summary>The longest.</summary>
    public TimeSpan Max { get; private set; }

    /// <summary>Counts one.</summary>
    public void Add(TimeSpan duration)
    {
        Count++;
        if (duration > Max)
            Max = duration;
        _counts[Math.Min(IndexOf((ulong)Math.Max(0, duration.TotalMicroseconds)), _counts.Length - 1)]++;
    }

    /// <summary>The duration that this part of all does not exceed; zero when there are none.</summary>
    /// <param name="part">From 0 to 1.</param>
    public TimeSpan Percentile(double part)
    {
        var left = (long)Math.Ceiling(part * Count);
        for (var index = 0; index < _counts.Length && Count > 0; index++)
        {
            left -= _counts[index];
            if (left <= 0)
                return TimeSpan.FromMicroseconds(Math.Min(UpperEndOf(index), Max.TotalMicroseconds));
        }

        return TimeSpan.Zero;
    }

    // Up to 63 µs a class each; from there on every power of two has 64 of them.
    private static int IndexOf(ulong microseconds)
    {
        if (microseconds < Classes)
            return (int)microseconds;
        var shift = BitOperations.Log2(microseconds) - ClassBits;
        return (int)(((uint)(shift + 1) << ClassBits) + (uint)(microseconds >> shift) - Classes);
    }

    private static double UpperEndOf(int index)
    {
        if (index < Classes)
            return index;
        var shift = (index >> ClassBits) - 1;
        return (((double)(index & (Classes - 1)) + Classes + 1) * Math.Pow(2, shift)) - 1;
    }
}
