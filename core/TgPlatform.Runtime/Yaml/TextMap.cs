using System.Globalization;
using TgPlatform.Runtime.Diagnostics;
using YamlDotNet.Core;
using YamlDotNet.Core.Events;

namespace TgPlatform.Runtime.Yaml;

/// <summary>Says where in the file the characters of a scalar's text stand.</summary>
/// <param name="Start">The first character, behind quote or <c>|</c>.</param>
/// <param name="Indent">How many columns the lines after the first are indented.</param>
internal sealed record TextMap(SourceLocation Start, int Indent)
{
    /// <summary>The text as it is written, when escapes make it longer than the text itself; else null.</summary>
    private string? Written { get; init; }

    private char Escape { get; init; }

    /// <summary>Where a character stands.</summary>
    /// <param name="line">Its line in the text, from 0.</param>
    /// <param name="index">Its index in that line.</param>
    public SourceLocation Locate(int line, int index) =>
        line > 0 ? new(Start.File, Start.Line + line, Indent + index + 1) : Start with { Column = Start.Column + (Written is null ? index : WrittenIndex(Written, index)) };

    /// <summary>The map of a scalar, or null when its lines were joined.</summary>
    public static TextMap? Of(Scalar scalar, string file, IReadOnlyList<string> lines)
    {
        if (scalar.Style == ScalarStyle.Literal)
            return OfLiteral(scalar, file, lines);
        if (scalar.Style == ScalarStyle.Folded || scalar.Start.Line != scalar.End.Line)
            return null;
        var source = lines[(int)scalar.Start.Line - 1].AsSpan(0, (int)scalar.End.Column - 1);
        var start = (int)scalar.Start.Column - 1;
        if (!scalar.Anchor.IsEmpty)
        {
            // The scalar's range begins with its anchor; the text is what follows.
            start += source[start..].IndexOf(' ');
            start += source[start..].IndexOfAnyExcept(' ');
        }

        var quote = scalar.Style == ScalarStyle.Plain ? 0 : 1;
        var written = source[(start + quote)..^quote].ToString();
        return new(new(file, (int)scalar.Start.Line, start + quote + 1), 0)
        {
            Written = written == scalar.Value ? null : written,
            Escape = scalar.Style == ScalarStyle.SingleQuoted ? '\'' : '\\',
        };
    }

    // The indentation is whatever the file's line has more than the text's, an explicit indicator or not.
    private static TextMap? OfLiteral(Scalar scalar, string file, IReadOnlyList<string> lines)
    {
        var texts = scalar.Value.Split('\n');
        var first = Array.FindIndex(texts, static text => text.Length > 0);
        if (first < 0)
            return null;
        var indent = lines[(int)scalar.Start.Line + first].Length - texts[first].Length;
        return new(new(file, (int)scalar.Start.Line + 1, indent + 1), indent);
    }

    private int WrittenIndex(string written, int index)
    {
        var at = 0;
        for (var passed = 0; passed < index && at < written.Length;)
        {
            var length = written[at] != Escape || at + 1 == written.Length ? 1 : written[at + 1] switch { 'x' when Escape == '\\' => 4, 'u' => 6, 'U' => 10, _ => 2 };
            // An astral character is written once and counts as two.
            passed += length == 10 && int.TryParse(written.AsSpan(at + 2, 8), NumberStyles.HexNumber, CultureInfo.InvariantCulture, out var code) && code > char.MaxValue ? 2 : 1;
            at += length;
        }

        return at;
    }
}
