using System.Buffers;
using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using TgPlatform.Contracts;

namespace TgPlatform.Plugins.FileSystem.Names;

/// <summary>
/// Makes a real name of a wanted one: the same on every system, never leaving the root, never of a kind that some system cannot hold.
/// </summary>
internal static class SafeName
{
    private const int LongestExtension = 32;

    private static readonly SearchValues<char> Unusable = SearchValues.Create(
    [
        .. Enumerable.Range(0, 0x20).Concat(Enumerable.Range(0x7F, 0x21)).Select(static code => (char)code), // control characters
        .. "<>:\"|?*\\", // no part of a name on Windows
        .. "\u200B\u200E\u200F\u2028\u2029\u202A\u202B\u202C\u202D\u202E\u2066\u2067\u2068\u2069\uFEFF", // make a name look like another
    ]);

    private static readonly HashSet<string> Reserved = new(
        ["CON", "PRN", "AUX", "NUL", "CONIN$", "CONOUT$", .. "0123456789\u00B9\u00B2\u00B3".SelectMany(static digit => new[] { $"COM{digit}", $"LPT{digit}" })],
        StringComparer.OrdinalIgnoreCase);

    /// <summary>The real name.</summary>
    /// <param name="wanted">Folders separated by <c>/</c>; anything may be in it.</param>
    /// <param name="maxBytes">Most bytes of the whole name.</param>
    /// <exception cref="FailureException">There is no name in it, or it is too long as a whole.</exception>
    public static string Of(string wanted, int maxBytes)
    {
        var components = wanted.Split('/').Where(static component => component is not ("" or ".")).Select(Component);
        var name = string.Join('/', components);
        if (name.Length == 0)
            throw new FailureException(FailureKind.Poison, $"The name '{wanted}' is empty. Make 'path' give at least one character.");
        return Encoding.UTF8.GetByteCount(name) <= maxBytes
            ? name
            : throw new FailureException(FailureKind.Poison, $"The name '{ByteLimit.Cut(name, 60)}…' has more than the {maxBytes} bytes that fit under this root. Shorten it in 'path'.");
    }

    /// <summary>The name with a number before its extension, for one that is taken: <c>photo (2).jpg</c>.</summary>
    public static string Numbered(string name, int number)
    {
        var start = name.LastIndexOf('/') + 1;
        var suffix = string.Create(CultureInfo.InvariantCulture, $" ({number})");
        var (stem, extension) = Split(name[start..]);
        return $"{name[..start]}{ByteLimit.Cut(stem, ByteLimit.Component - suffix.Length - Encoding.UTF8.GetByteCount(extension))}{suffix}{extension}";
    }

    private static string Component(string wanted)
    {
        var name = Clean(wanted).TrimEnd('.', ' ');
        if (name.Length == 0)
            return "_";
        if (Reserved.Contains(name.Split('.')[0].TrimEnd(' ')) || TemporaryName.Matches(name))
            name = '_' + name;
        return Encoding.UTF8.GetByteCount(name) <= ByteLimit.Component ? name : Shorten(name);
    }

    private static string Clean(string wanted)
    {
        if (!wanted.AsSpan().ContainsAny(Unusable) && !wanted.Any(char.IsSurrogate))
            return wanted;
        var name = new StringBuilder(wanted.Length);
        for (var index = 0; index < wanted.Length; index++)
        {
            if (char.IsSurrogatePair(wanted, index))
                name.Append(wanted[index++]).Append(wanted[index]);
            else
                name.Append(Unusable.Contains(wanted[index]) || char.IsSurrogate(wanted[index]) ? '_' : wanted[index]);
        }

        return name.ToString();
    }

    // What is cut off still tells two long names apart: its sum stays.
    private static string Shorten(string name)
    {
        var (stem, extension) = Split(name);
        var sum = '~' + Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(name)), 0, 4);
        return ByteLimit.Cut(stem, ByteLimit.Component - sum.Length - Encoding.UTF8.GetByteCount(extension)).TrimEnd('.', ' ') + sum + extension;
    }

    private static (string Stem, string Extension) Split(string name)
    {
        var extension = Path.GetExtension(name);
        return extension.Length == name.Length || Encoding.UTF8.GetByteCount(extension) > LongestExtension ? (name, "") : (name[..^extension.Length], extension);
    }
}
