using System.Globalization;

namespace TgPlatform.Contracts;

/// <summary>
/// A number of bytes as people write it: <c>512MiB</c>, <c>1.5 GB</c>, <c>4096</c>. Binary units (KiB, MiB, GiB, TiB) count by 1,024, decimal
/// ones (KB, MB, GB, TB) by 1,000; case does not matter.
/// </summary>
/// <param name="Bytes">The number of bytes, at least 0.</param>
public readonly record struct ByteSize(long Bytes) : IParsable<ByteSize>, IComparable<ByteSize>
{
    private static readonly (string Suffix, long Factor)[] Units =
    [
        ("KIB", 1L << 10), ("MIB", 1L << 20), ("GIB", 1L << 30), ("TIB", 1L << 40),
        ("KB", 1_000), ("MB", 1_000_000), ("GB", 1_000_000_000), ("TB", 1_000_000_000_000), ("B", 1),
    ];

    /// <summary>So many KiB (1,024 bytes).</summary>
    /// <param name="count">How many.</param>
    public static ByteSize FromKiB(long count) => new(count << 10);

    /// <summary>So many MiB (1,048,576 bytes).</summary>
    /// <param name="count">How many.</param>
    public static ByteSize FromMiB(long count) => new(count << 20);

    /// <summary>Reads a size.</summary>
    /// <param name="s">The text.</param>
    /// <param name="provider">Ignored: sizes are written the same everywhere.</param>
    /// <exception cref="FormatException">It is not a size.</exception>
    public static ByteSize Parse(string s, IFormatProvider? provider = null) => TryParse(s, provider, out var size)
        ? size
        : throw new FormatException($"'{s}' is not a size. Write a number and a unit: 64KiB, 512MiB, 1.5GB.");

    /// <summary>Reads a size if it is one.</summary>
    /// <param name="s">The text, or null.</param>
    /// <param name="provider">Ignored.</param>
    /// <param name="result">The size, or 0 bytes.</param>
    public static bool TryParse(string? s, IFormatProvider? provider, out ByteSize result)
    {
        result = default;
        var text = s.AsSpan().Trim();
        var factor = 1L;
        foreach (var (suffix, unit) in Units)
        {
            if (!text.EndsWith(suffix, StringComparison.OrdinalIgnoreCase))
                continue;
            text = text[..^suffix.Length].TrimEnd();
            factor = unit;
            break;
        }

        if (!decimal.TryParse(text, NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture, out var number) || number > long.MaxValue / factor)
            return false;
        result = new((long)(number * factor));
        return true;
    }

    /// <inheritdoc/>
    public int CompareTo(ByteSize other) => Bytes.CompareTo(other.Bytes);

    /// <summary>Whether one is smaller.</summary>
    /// <param name="left">One size.</param>
    /// <param name="right">The other.</param>
    public static bool operator <(ByteSize left, ByteSize right) => left.Bytes < right.Bytes;

    /// <summary>Whether one is larger.</summary>
    /// <param name="left">One size.</param>
    /// <param name="right">The other.</param>
    public static bool operator >(ByteSize left, ByteSize right) => left.Bytes > right.Bytes;

    /// <summary>Whether one is not larger.</summary>
    /// <param name="left">One size.</param>
    /// <param name="right">The other.</param>
    public static bool operator <=(ByteSize left, ByteSize right) => left.Bytes <= right.Bytes;

    /// <summary>Whether one is not smaller.</summary>
    /// <param name="left">One size.</param>
    /// <param name="right">The other.</param>
    public static bool operator >=(ByteSize left, ByteSize right) => left.Bytes >= right.Bytes;

    /// <summary>The shortest exact form: <c>512MiB</c>, <c>1500B</c>.</summary>
    public override string ToString()
    {
        for (var unit = 3; unit >= 0; unit--)
        {
            if (Bytes != 0 && Bytes % Units[unit].Factor == 0)
                return string.Create(CultureInfo.InvariantCulture, $"{Bytes / Units[unit].Factor}{"KMGT"[unit]}iB");
        }

        return string.Create(CultureInfo.InvariantCulture, $"{Bytes}B");
    }
}
