using System.Buffers;
using System.Security.Cryptography;
using System.Text;
using TgPlatform.Contracts;

namespace TgPlatform.Plugins.S3.Names;

/// <summary>
/// Makes the name of an object of a wanted one: below the prefix, listed and read by every tool, and a file name wherever the bucket may be
/// copied to.
/// </summary>
internal static class KeyName
{
    /// <summary>Most bytes of a whole key (S3).</summary>
    public const int MostBytes = 1024;

    private const int MostComponentBytes = 255;
    private const int LongestExtension = 32;

    private static readonly SearchValues<char> Unusable = SearchValues.Create(
    [
        .. Enumerable.Range(0, 0x20).Concat(Enumerable.Range(0x7F, 0x21)).Select(static code => (char)code), // control characters: no XML list can hold them
        '\\', '\uFFFE', '\uFFFF', // a folder on Windows; not in XML
        .. "\u200B\u200E\u200F\u2028\u2029\u202A\u202B\u202C\u202D\u202E\u2066\u2067\u2068\u2069\uFEFF", // make a name look like another
    ]);

    /// <summary>The name of the object below the prefix.</summary>
    /// <param name="wanted">Folders separated by <c>/</c>; anything may be in it.</param>
    /// <param name="maxBytes">Most bytes of the whole name.</param>
    /// <exception cref="FailureException">There is no name in it, or it is too long as a whole.</exception>
    public static string Of(string wanted, int maxBytes)
    {
        var name = string.Join('/', wanted.Split('/').Where(static component => component is not ("" or ".")).Select(Component));
        if (name.Length == 0)
            throw new FailureException(FailureKind.Poison, $"The name '{wanted}' is empty. Make 'path' give at least one character.");
        return Encoding.UTF8.GetByteCount(name) <= maxBytes
            ? name
            : throw new FailureException(FailureKind.Poison, $"The name '{Cut(name, 60)}…' has more than the {maxBytes} bytes that a key may have below the prefix. Shorten it in 'path'.");
    }

    /// <summary>The name with a number before its extension, for one that is taken: <c>photo (2).jpg</c>.</summary>
    public static string Numbered(string name, int number)
    {
        if (number == 1)
            return name;
        var start = name.LastIndexOf('/') + 1;
        var (stem, extension) = Split(name[start..]);
        return $"{name[..start]}{stem} ({number}){extension}";
    }

    /// <summary>A key as it is written in an address: UTF-8, everything but unreserved characters and <c>/</c> percent-encoded (RFC 3986, and S3's signing).</summary>
    public static string Encode(string key) => string.Join('/', key.Split('/').Select(Uri.EscapeDataString));

    private static string Component(string wanted)
    {
        var name = Clean(wanted);
        if (name.AsSpan().IndexOfAnyExcept('.', ' ') < 0)
            return new string('_', Math.Min(name.Length, 1));
        return Encoding.UTF8.GetByteCount(name) <= MostComponentBytes ? name : Shorten(name);
    }

    private static string Clean(string wanted)
    {
        var name = new StringBuilder(wanted.Length);
        foreach (var rune in wanted.EnumerateRunes())
        {
            // A lone surrogate comes out of the enumeration as U+FFFD, which is as good a mark as any.
            if (rune.IsBmp && Unusable.Contains((char)rune.Value))
                name.Append('_');
            else
                name.Append(rune.ToString());
        }

        return name.ToString();
    }

    // What is cut off still tells two long names apart: its sum stays.
    private static string Shorten(string name)
    {
        var (stem, extension) = Split(name);
        var sum = '~' + Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(name)), 0, 4);
        return Cut(stem, MostComponentBytes - sum.Length - Encoding.UTF8.GetByteCount(extension)) + sum + extension;
    }

    private static string Cut(string text, int bytes)
    {
        var (length, used) = (0, 0);
        foreach (var rune in text.EnumerateRunes())
        {
            used += rune.Utf8SequenceLength;
            if (used > bytes)
                break;
            length += rune.Utf16SequenceLength;
        }

        return text[..length];
    }

    private static (string Stem, string Extension) Split(string name)
    {
        var extension = Path.GetExtension(name);
        return extension.Length == name.Length || Encoding.UTF8.GetByteCount(extension) > LongestExtension ? (name, "") : (name[..^extension.Length], extension);
    }
}
