using TgPlatform.Runtime.Diagnostics;
using YamlDotNet.Core;

namespace TgPlatform.Runtime.Yaml;

/// <summary>Says in a person's words what the YAML parser objects to, and where it really is.</summary>
internal static class YamlMistakes
{
    public const string TooDeep = "too deep";
    public const string TooMany = "too many";
    public const string UnknownAnchor = "unknown anchor";

    // Parts of the parser's messages; its version is pinned, and a test asks for each of these.
    private static readonly (string Part, string Explanation)[] Known =
    [
        (TooDeep, "Nested more than 64 levels deep. Flatten this."),
        (TooMany, "More than 100000 values, aliases counted. Remove what is repeated."),
        (UnknownAnchor, "No '&name' above this place has that name. Put a text that begins with '*' into quotes."),
        ("wrong indentation", "The quote that opens here is not closed on its line. Close it."),
        ("tab", "A tab indents this line. Indent with spaces."),
        ("found invalid mapping", "A ': ' stands where no new key can begin. Put the whole value into quotes, or indent the line as its neighbours are."),
        ("Mapping values are not allowed", "A ': ' stands where no new key can begin. Put the whole value into quotes, or indent the line as its neighbours are."),
        ("Block sequence entries", "A '- ' cannot begin here. Begin the list on a line of its own, or put a text that begins with '- ' into quotes."),
        ("Mapping keys are not allowed", "A '? ' begins a key, and none can begin here. Put a text that begins with '? ' into quotes."),
        ("key indicator", "A '? ' begins a key, and this is none. Put a text that begins with '? ' into quotes."),
        ("invalid comment", "A comment needs a space before its '#'. Put a text with '#' into quotes."),
        ("spaces in", "The blank lines of this block are indented deeper than its text. Take the spaces out of them."),
        ("a tag", "'!' begins a YAML tag, and tags mean nothing here. Put a text that begins with '!' into quotes."),
        ("tag handle", "'!' begins a YAML tag, and tags mean nothing here. Put a text that begins with '!' into quotes."),
        ("end of tag", "'!' begins a YAML tag, and tags mean nothing here. Put a text that begins with '!' into quotes."),
        ("<document start>", "This belongs to nothing above it. Remove it, or put a text with quotes or braces in it as a whole into quotes."),
        ("did not find expected key", "A 'key: value' line should begin here. Indent it as its neighbours are; put a value with quotes or braces in it as a whole into quotes."),
        ("did not find expected '-' indicator", "Another '- ' of the list should begin here. Indent the line as it belongs."),
        ("cannot start any token", "A value cannot begin with this character. Put it into quotes."),
        ("unexpected end of stream", "The quote that opens here is never closed. Close it."),
        ("document indicator", "The quote that opens here is not closed before the document ends. Close it."),
        ("hexadecimal", "In double quotes '\\x', '\\u' and '\\U' take 2, 4 and 8 hexadecimal digits. Write them, or '\\\\' for the character itself."),
        ("indentation indicator", "Behind '|' only a digit from 1 to 9, '+' or '-' may stand. Begin the text on the next line."),
        ("expected ',' or", "A bracket before this place is not closed. Close it, or put the whole value into quotes."),
        ("unknown escape", "In double quotes '\\' begins an escape, and this is none. Write '\\\\', or use single quotes."),
        ("expected node content", "A value is missing here. Write one, or close the bracket."),
        ("could not find expected ':'", "A ':' is missing behind this. Write 'key: value'."),
        ("expected <document end>", "This does not belong to what stands above. Indent it as its neighbours are."),
        ("anchor", "'&' and '*' begin anchors and aliases, and this is none. Put the value into quotes."),
        ("comment or line break", "Behind '|' only a digit, '+' or '-' may stand. Begin the text on the next line."),
        ("directive", "A line that begins with '%' is a directive, and this one is unknown. Remove it."),
    ];

    public static string Explain(YamlException wrong) =>
        Known.FirstOrDefault(one => wrong.Message.Contains(one.Part, StringComparison.Ordinal)).Explanation
            ?? $"This is not YAML: {wrong.Message} Check quotes and indentation here.";

    /// <summary>Whether it objects to a bracket that is never closed.</summary>
    public static bool IsUnclosed(YamlException wrong) => wrong.Message.Contains("expected ',' or", StringComparison.Ordinal);

    public static SourceLocation Place(YamlException wrong, string file, IReadOnlyList<string> lines)
    {
        // The parser points at the mapping around a tab, not at the tab.
        for (var line = (int)wrong.Start.Line; wrong.Message.Contains("tab", StringComparison.Ordinal) && line <= lines.Count; line++)
        {
            var text = lines[line - 1];
            if (text.IndexOf('\t') is var tab && tab >= 0 && string.IsNullOrWhiteSpace(text[..tab]))
                return new(file, line, tab + 1);
        }

        return new(file, (int)wrong.Start.Line, (int)wrong.Start.Column);
    }
}
