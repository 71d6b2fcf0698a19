using TgPlatform.Runtime.Diagnostics;

namespace TgPlatform.Runtime.Hooks;

/// <summary>One text a hook is made of: the text in the pipeline file, a <c>.csx</c> file, or a file that one loads.</summary>
/// <param name="Text">The text.</param>
/// <param name="Start">Where its first character stands.</param>
/// <param name="Indent">How many columns its later lines are indented in the file.</param>
internal sealed record HookFile(string Text, SourceLocation Start, int Indent)
{
    /// <summary>The place of a character of the text.</summary>
    public SourceLocation PlaceOf(int offset)
    {
        var (line, column) = Unindented(offset);
        return line == Start.Line ? new(Start.File, line, column) : new(Start.File, line, column + Indent);
    }

    /// <summary>Line and column before the indentation is counted: what <c>#line</c> directives say, since code is compiled without it.</summary>
    public (int Line, int Column) Unindented(int offset)
    {
        var before = Text.AsSpan(0, Math.Min(offset, Text.Length));
        var lineStart = before.LastIndexOf('\n');
        return lineStart < 0
            ? (Start.Line, Start.Column + before.Length)
            : (Start.Line + before.Count('\n'), before.Length - lineStart);
    }
}
