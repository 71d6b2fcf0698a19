using System.Text;

namespace TgPlatform.Plugins.FileSystem.Names;

/// <summary>File systems count names in bytes, not in characters.</summary>
internal static class ByteLimit
{
    /// <summary>Most bytes of one component (NAME_MAX of nearly every file system).</summary>
    public const int Component = 255;

    /// <summary>Most bytes of an absolute path (PATH_MAX of Linux, without the final zero).</summary>
    public const int WholePath = 4095;

    /// <summary>As much of the beginning as fits, never ending inside a character.</summary>
    public static string Cut(string text, int bytes)
    {
        if (Encoding.UTF8.GetMaxByteCount(text.Length) <= bytes || Encoding.UTF8.GetByteCount(text) <= bytes)
            return text;
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
}
