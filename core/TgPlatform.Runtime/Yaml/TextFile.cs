using System.Text;
using TgPlatform.Runtime.Diagnostics;

namespace TgPlatform.Runtime.Yaml;

/// <summary>Reads text a person wrote: UTF-8, of a size a person could have written, without control characters.</summary>
internal static class TextFile
{
    private const int LargestBytes = 1 << 20;

    private static readonly UTF8Encoding Strict = new(encoderShouldEmitUTF8Identifier: false, throwOnInvalidBytes: true);

    /// <summary>The text, or null after a finding.</summary>
    /// <param name="path">Absolute path.</param>
    /// <param name="shown">The path as the person gave it.</param>
    /// <param name="asked">Where it is asked for: the file itself when the person named it.</param>
    /// <param name="place">The place in the pipeline file that asks for it, or empty.</param>
    /// <param name="found">Takes what is wrong.</param>
    public static string? Read(string path, string shown, SourceLocation asked, string place, DiagnosticBag found)
    {
        try
        {
            using var file = new FileStream(path, FileMode.Open, FileAccess.Read, FileShare.ReadWrite | FileShare.Delete, bufferSize: 0);
            // A pipe has no length, and a file may grow: the limit is on what is read, not on what is announced.
            var bytes = new byte[file.CanSeek ? Math.Min(file.Length, LargestBytes) + 1 : LargestBytes + 1];
            var length = file.ReadAtLeast(bytes, bytes.Length, throwOnEndOfStream: false);
            if (length <= LargestBytes)
                return Decode(bytes.AsSpan(0, length), shown, found);
            found.Error(DiagnosticCodes.FileUnreadable, asked, place, $"{Printable.Quote(shown)} is larger than 1 MiB. Check that it is the right file.");
        }
        catch (Exception failure) when (failure is IOException or UnauthorizedAccessException or ArgumentException or NotSupportedException)
        {
            found.Error(DiagnosticCodes.FileUnreadable, asked, place, $"{Printable.Quote(shown)} cannot be read: {Reason(failure)}");
        }

        return null;
    }

    private static string Reason(Exception failure) => failure switch
    {
        FileNotFoundException or DirectoryNotFoundException => "it does not exist. Check the path.",
        UnauthorizedAccessException => "it is a folder, or this user may not read it. Check the path and its permissions.",
        _ => $"{failure.Message} Check the path.",
    };

    private static string? Decode(ReadOnlySpan<byte> bytes, string shown, DiagnosticBag found)
    {
        if (bytes.StartsWith(Encoding.Unicode.Preamble) || bytes.StartsWith(Encoding.BigEndianUnicode.Preamble))
        {
            found.Error(DiagnosticCodes.FileUnreadable, new(shown, 1, 1), "", "The file is UTF-16. Save it as UTF-8.");
            return null;
        }

        if (bytes.StartsWith(Encoding.UTF8.Preamble))
            bytes = bytes[Encoding.UTF8.Preamble.Length..];
        try
        {
            var text = Strict.GetString(bytes);
            var control = IndexOfControl(text);
            if (control < 0)
                return text;
            found.Error(DiagnosticCodes.FileUnreadable, End(shown, text.AsSpan(0, control)), "", $"The control character U+{(int)text[control]:X4} stands here. Remove it.");
        }
        catch (DecoderFallbackException wrong)
        {
            var before = Encoding.UTF8.GetString(bytes[..wrong.Index]);
            found.Error(DiagnosticCodes.FileUnreadable, End(shown, before), "", "The file is not UTF-8. Save it as UTF-8.");
        }

        return null;
    }

    private static int IndexOfControl(string text)
    {
        for (var index = 0; index < text.Length; index++)
        {
            if (text[index] is < ' ' and not ('\t' or '\n' or '\r') or '\u007f')
                return index;
        }

        return -1;
    }

    private static SourceLocation End(string file, ReadOnlySpan<char> before) => new(file, before.Count('\n') + 1, before.Length - before.LastIndexOf('\n'));
}
