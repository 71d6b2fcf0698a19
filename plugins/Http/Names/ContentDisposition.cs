using System.Diagnostics.CodeAnalysis;
using System.Text;

namespace TgPlatform.Plugins.Http.Names;

/// <summary>
/// Reads the file name out of a Content-Disposition header (RFC 6266), as hostile and as sloppy as servers write it: unquoted blanks, raw
/// UTF-8, percent-encoding where there should be none.
/// </summary>
internal static class ContentDisposition
{
    private static readonly UTF8Encoding StrictUtf8 = new(false, throwOnInvalidBytes: true);

    /// <summary>The proposed name without folders, or null. <c>filename*</c> goes before <c>filename</c>.</summary>
    /// <param name="header">The header's value, each byte of it one character.</param>
    public static string? NameIn(string? header)
    {
        string? plain = null, extended = null;
        var rest = header.AsSpan();
        var semicolon = rest.IndexOf(';');
        while (semicolon >= 0)
        {
            rest = rest[(semicolon + 1)..];
            var equals = rest.IndexOfAny('=', ';');
            if (equals < 0 || rest[equals] == ';')
            {
                semicolon = equals;
                continue;
            }

            var name = rest[..equals].Trim().ToString();
            rest = rest[(equals + 1)..].TrimStart();
            var value = TakeValue(rest, out var taken);
            rest = rest[taken..];
            if (name.Equals("filename", StringComparison.OrdinalIgnoreCase))
                plain ??= DecodePlain(value);
            else if (name.Equals("filename*", StringComparison.OrdinalIgnoreCase))
                extended ??= DecodeExtended(value);
            semicolon = rest.IndexOf(';');
        }

        return FileNames.WithoutFolders(extended) ?? FileNames.WithoutFolders(plain);
    }

    private static string TakeValue(ReadOnlySpan<char> text, out int taken)
    {
        if (text.IsEmpty || text[0] != '"')
        {
            var end = text.IndexOf(';');
            taken = end < 0 ? text.Length : end;
            return text[..taken].Trim().ToString();
        }

        var value = new StringBuilder();
        for (taken = 1; taken < text.Length && text[taken] != '"'; taken++)
        {
            // A backslash quotes the next character (RFC 9110 §5.6.4); most senders who put one elsewhere mean a Windows folder.
            if (text[taken] == '\\' && taken + 1 < text.Length && text[taken + 1] is '"' or '\\')
                taken++;
            value.Append(text[taken]);
        }

        taken = Math.Min(taken + 1, text.Length);
        return value.ToString();
    }

    private static string DecodePlain(string value)
    {
        // RFC 6266 §4.3 means ISO 8859-1, servers mean UTF-8: what reads as UTF-8 is UTF-8.
        var text = TryUtf8(Latin1Bytes(value), out var decoded) ? decoded : value;
        return text.Contains('%', StringComparison.Ordinal) ? Uri.UnescapeDataString(text) : text;
    }

    // RFC 8187: charset'language'percent-encoded.
    private static string? DecodeExtended(string value)
    {
        var parts = value.Split('\'', 3);
        if (parts.Length != 3)
            return null;
        var bytes = PercentDecode(parts[2]);
        if (parts[0].Equals("UTF-8", StringComparison.OrdinalIgnoreCase))
            return TryUtf8(bytes, out var text) ? text : null;
        return parts[0].Equals("ISO-8859-1", StringComparison.OrdinalIgnoreCase) ? Encoding.Latin1.GetString(bytes) : null;
    }

    private static byte[] PercentDecode(string value)
    {
        var bytes = new List<byte>(value.Length);
        for (var index = 0; index < value.Length; index++)
        {
            if (value[index] == '%' && index + 2 < value.Length && char.IsAsciiHexDigit(value[index + 1]) && char.IsAsciiHexDigit(value[index + 2]))
            {
                bytes.Add(Convert.FromHexString(value.AsSpan(index + 1, 2))[0]);
                index += 2;
            }
            else
            {
                bytes.Add((byte)value[index]);
            }
        }

        return [.. bytes];
    }

    private static byte[] Latin1Bytes(string value) => Encoding.Latin1.GetBytes(value);

    private static bool TryUtf8(byte[] bytes, [NotNullWhen(true)] out string? text)
    {
        try
        {
            text = StrictUtf8.GetString(bytes);
            return true;
        }
        catch (DecoderFallbackException)
        {
            text = null;
            return false;
        }
    }
}
