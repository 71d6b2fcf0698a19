namespace TgPlatform.Plugins.Telegram.Files;

/// <summary>What one request may ask for (core.telegram.org/api/files#downloading-files): whole kibibytes, at most one mebibyte, never across a multiple of it.</summary>
internal readonly record struct PartRange(long Offset, int Limit)
{
    public const int Largest = 1 << 20;
    private const int Unit = 1 << 10;

    /// <summary>A whole part follows the coarse rules, anything else has to say that it follows the fine ones.</summary>
    public bool IsPrecise => Limit != Largest;

    /// <summary>The part of the file that a whole request brings and that holds this offset.</summary>
    public static PartRange Whole(long offset) => new(offset / Largest * Largest, Largest);

    /// <summary>The least that holds these bytes; they do not cross a border.</summary>
    public static PartRange Around(long offset, int count)
    {
        var start = offset / Unit * Unit;
        var end = (offset + count + Unit - 1) / Unit * Unit;
        return new PartRange(start, (int)(end - start));
    }

    /// <summary>How many bytes a file of this size has here.</summary>
    public int Within(long size) => size < 0 ? Limit : (int)Math.Clamp(size - Offset, 0, Limit);
}
