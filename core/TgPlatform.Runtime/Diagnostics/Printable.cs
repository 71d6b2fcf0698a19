using System.Globalization;
using System.Text;

namespace TgPlatform.Runtime.Diagnostics;

/// <summary>Makes text from outside fit to stand in a message: short, on one line, and without power over a terminal.</summary>
public static class Printable
{
    private const int Longest = 60;

    /// <summary>The text in single quotes, shortened, control characters escaped.</summary>
    public static string Quote(string text)
    {
        var shortened = text.Length > Longest ? text.AsSpan(0, Longest) : text;
        return $"'{Line(shortened)}{(text.Length > Longest ? "…" : "")}'";
    }

    /// <summary>The text on one line, control characters escaped.</summary>
    public static string Line(ReadOnlySpan<char> text)
    {
        var line = new StringBuilder(text.Length);
        foreach (var character in text)
        {
            if (char.IsControl(character) || char.GetUnicodeCategory(character) is UnicodeCategory.Format or UnicodeCategory.LineSeparator or UnicodeCategory.ParagraphSeparator)
                line.Append(CultureInfo.InvariantCulture, $"\\u{(int)character:x4}");
            else
                line.Append(character);
        }

        return line.ToString();
    }
}
