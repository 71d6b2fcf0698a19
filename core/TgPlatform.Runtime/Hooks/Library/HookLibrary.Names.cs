using System.Buffers;
using System.Globalization;
using System.Text;
using TgPlatform.Runtime.Hooks.Library.Unicode;

namespace TgPlatform.Runtime.Hooks.Library;

/// <content>Names: shortened, cleaned, in one spelling.</content>
public static partial class HookLibrary
{
    private const int LongestExtension = 16;

    private static readonly SearchValues<char> NotInWindowsNames = SearchValues.Create("<>:\"/\\|?*");

    private static readonly SearchValues<string> ReservedOnWindows = SearchValues.Create(
        ["CON", "PRN", "AUX", "NUL", .. "123456789¹²³".SelectMany(static digit => new[] { $"COM{digit}", $"LPT{digit}" })], StringComparison.OrdinalIgnoreCase);

    /// <summary>The extension of a name in lower case with its dot, or empty text.</summary>
    /// <param name="name">The name.</param>
    public static string Extension(string? name) => Path.GetExtension(name ?? "").ToLowerInvariant();

    /// <summary>A name without its extension.</summary>
    /// <param name="name">The name.</param>
    public static string Stem(string? name) => Path.GetFileNameWithoutExtension(name ?? "");

    /// <summary>
    /// A name cut to so many bytes of UTF-8, as file systems count (most allow 255), with its extension kept. No character is cut in two.
    /// </summary>
    /// <param name="name">The name, without folders.</param>
    /// <param name="bytes">The longest the result may be, at least 1.</param>
    public static string Truncate(string? name, int bytes)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(bytes, 1);
        name ??= "";
        if (Encoding.UTF8.GetByteCount(name) <= bytes)
            return name;
        var extension = Path.GetExtension(name);
        var room = bytes - Encoding.UTF8.GetByteCount(extension);
        return extension.Length <= LongestExtension && room > 0
            ? Head(name[..^extension.Length], room) + extension
            : Head(name, bytes);
    }

    /// <summary>A text as lower-case ASCII letters and digits with single hyphens: <c>Straße nach Köln!</c> is <c>strasse-nach-koln</c>. When nothing is left, its short hash.</summary>
    /// <param name="text">The text; null or empty stays empty.</param>
    public static string Slug(string? text)
    {
        var slug = new StringBuilder();
        foreach (var character in AsciiLetters.Write(text ?? ""))
        {
            if (char.IsAsciiLetterOrDigit(character))
                slug.Append(char.ToLowerInvariant(character));
            else if (character != '\'' && slug.Length > 0 && slug[^1] != '-')
                slug.Append('-');
        }

        return slug.ToString().TrimEnd('-') is { Length: > 0 } result ? result : string.IsNullOrEmpty(text) ? "" : ShortHash(text);
    }

    /// <summary>A text with letters and marks joined (Unicode NFC), so that one name is one sequence of bytes; names from a Mac are often not.</summary>
    /// <param name="text">The text; null is empty.</param>
    public static string Nfc(string? text) => CanonicalForms.Compose(text ?? "");

    /// <summary>A text in ASCII: accents taken off, Cyrillic and Greek written in Latin letters; what has no equivalent becomes <c>_</c>.</summary>
    /// <param name="text">The text; null is empty.</param>
    public static string Transliterate(string? text) => AsciiLetters.Write(text ?? "");

    /// <summary>A text made a valid file name: what is not allowed becomes <c>_</c>. Slashes are not allowed; a name is never empty.</summary>
    /// <param name="name">The text.</param>
    /// <param name="preset">Where the name has to be valid.</param>
    public static string Sanitize(string? name, NamePreset preset = NamePreset.Auto)
    {
        var windows = preset is NamePreset.Windows or NamePreset.Ascii || (preset == NamePreset.Auto && OperatingSystem.IsWindows());
        var source = preset == NamePreset.Ascii ? Transliterate(name) : name ?? "";
        var result = string.Create(source.Length, (source, windows), static (characters, state) =>
        {
            for (var index = 0; index < characters.Length; index++)
            {
                var character = state.source[index];
                characters[index] = character == '/' || char.IsControl(character) || (state.windows && NotInWindowsNames.Contains(character)) ? '_' : character;
            }
        });
        if (windows)
        {
            result = result.TrimEnd('.', ' ');
            var dot = result.IndexOf('.');
            if (ReservedOnWindows.Contains((dot < 0 ? result : result[..dot]).TrimEnd()))
                result = result.Insert(dot < 0 ? result.Length : dot, "_");
        }

        return result is "" or "." or ".." ? "_" : result;
    }

    private static string Head(string text, int bytes)
    {
        var end = 0;
        for (var left = bytes; end < text.Length;)
        {
            var length = StringInfo.GetNextTextElementLength(text, end);
            left -= Encoding.UTF8.GetByteCount(text.AsSpan(end, length));
            if (left < 0)
                break;
            end += length;
        }

        return text[..end];
    }
}
