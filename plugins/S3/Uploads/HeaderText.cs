using System.Text;

namespace TgPlatform.Plugins.S3.Uploads;

/// <summary>Makes values for headers and tags of texts that come from items: from outside, in any writing, of any length.</summary>
internal static class HeaderText
{
    private const int MostMetadataBytes = 512;
    private const int MostTagCharacters = 256;
    private const int EncodedWordBytes = 45;

    public static bool IsPrintable(string text) => text.All(static one => one is >= ' ' and <= '~');

    /// <summary>What a plain header may hold of a text.</summary>
    public static string Plain(string text) => string.Concat(text.Where(static one => one is >= ' ' and <= '~')).Trim();

    /// <summary>A value of metadata: as it is when it is plain, else in encoded words (RFC 2047), which S3 stores as what they mean.</summary>
    public static string Metadata(string text) => IsPrintable(text) ? text : string.Join(' ', Words(text).Select(static word => $"=?UTF-8?B?{Convert.ToBase64String(word)}?="));

    /// <summary>The beginning of a text that metadata has room for.</summary>
    public static string Shortened(string text)
    {
        var bytes = 0;
        return string.Concat(text.EnumerateRunes().TakeWhile(rune => (bytes += rune.Utf8SequenceLength) <= MostMetadataBytes)).Trim();
    }

    /// <summary>What S3 takes as the value of a tag: letters, digits, spaces and a few signs.</summary>
    public static string Tag(string text)
    {
        var tag = new StringBuilder();
        foreach (var rune in text.EnumerateRunes())
        {
            if (tag.Length + rune.Utf16SequenceLength > MostTagCharacters)
                break;
            tag.Append(Rune.IsLetterOrDigit(rune) || (rune.IsAscii && " +-=._:/@".Contains((char)rune.Value)) ? rune.ToString() : "_");
        }

        return tag.ToString().Trim();
    }

    private static IEnumerable<byte[]> Words(string text)
    {
        var word = new List<byte>();
        var bytes = new byte[4];
        foreach (var rune in text.EnumerateRunes())
        {
            var length = rune.EncodeToUtf8(bytes);
            if (word.Count + length > EncodedWordBytes)
            {
                yield return [.. word];
                word.Clear();
            }

            word.AddRange(bytes.AsSpan(0, length));
        }

        yield return [.. word];
    }
}
