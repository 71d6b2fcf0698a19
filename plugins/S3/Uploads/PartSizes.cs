namespace TgPlatform.Plugins.S3.Uploads;

/// <summary>
/// How large each part is. All are the same as long as that can be, which some servers insist on; so many bytes of unknown length come that
/// the parts would not suffice, they double every 900 parts.
/// </summary>
/// <param name="first">Bytes of the first part.</param>
/// <param name="grows">Whether the parts grow: for content of unknown length.</param>
internal readonly record struct PartSizes(long first, bool grows)
{
    public const int MostParts = 10_000;

    private const int PartsOfOneSize = 900;
    private const long Unit = 1 << 20;

    /// <summary>The sizes for content.</summary>
    /// <param name="length">Its length, or null when unknown.</param>
    /// <param name="wanted">The part size from the options.</param>
    public static PartSizes For(long? length, long wanted)
    {
        if (length is not { } known)
            return new(wanted, true);
        var least = (known + MostParts - 1) / MostParts;
        return new(least <= wanted ? wanted : (least + Unit - 1) / Unit * Unit, false);
    }

    /// <summary>Bytes of one part, unless it is the last.</summary>
    /// <param name="number">From 1 on.</param>
    public long Of(int number) => grows ? first << ((number - 1) / PartsOfOneSize) : first;

    /// <summary>Where a part begins.</summary>
    public long StartOf(int number)
    {
        var start = 0L;
        for (var full = 1; full < number; full += PartsOfOneSize)
            start += Of(full) * Math.Min(PartsOfOneSize, number - full);
        return start;
    }
}
