using TgPlatform.Runtime.Diagnostics;

namespace TgPlatform.Runtime.Hooks;

/// <summary>One text a hook is made of: the text in the pipeline file, a <c>.csx</c> file, or a file that one loads.</summary>
/// <param name="Text">The text.</param>
/// <param name="Start">Where its first character stands.</param>
internal sealed record HookFile(string Text, SourceLocation Start)
{
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
