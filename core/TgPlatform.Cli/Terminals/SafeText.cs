using System.Globalization;
using System.Text;

namespace TgPlatform.Cli.Terminals;

/// <summary>Takes the power over a terminal from names and messages that come from outside.</summary>
internal static class SafeText
{
    /// <summary>The text with control and formatting characters written out: <c>\u001b</c>.</summary>
    public static string Of(string text) => text.Any(IsHarmful) ? Escape(text) : text;

    private static string Escape(string text)
    {
        var safe = new StringBuilder(text.Length + 16);
        foreach (var character in text)
        {
            if (IsHarmful(character))
                safe.Append(CultureInfo.InvariantCulture, $"\\u{(int)character:x4}");
            else
                safe.Append(character);
        }

        return safe.ToString();
    }

    // Formatting characters reverse the reading order of a line, so that a name looks like another one.
    private static bool IsHarmful(char character) =>
        char.IsControl(character) || CharUnicodeInfo.GetUnicodeCategory(character) is UnicodeCategory.Format or UnicodeCategory.LineSeparator or UnicodeCategory.ParagraphSeparator;
}
