namespace TgPlatform.Cli.Terminals;

/// <summary>Rows in columns that are as wide as they need to be.</summary>
internal static class TextTable
{
    /// <summary>The rows as lines; the last column is not padded.</summary>
    public static IEnumerable<string> Lines(IReadOnlyList<string[]> rows)
    {
        var widths = Enumerable.Range(0, rows.Max(static row => row.Length)).Select(column => rows.Max(row => column < row.Length ? row[column].Length : 0)).ToArray();
        return rows.Select(row => string.Join("  ", row.Select((cell, column) => cell.PadRight(widths[column]))).TrimEnd());
    }
}
