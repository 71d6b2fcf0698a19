using TgPlatform.Runtime.Diagnostics;
using YamlDotNet.Core;
using YamlDotNet.Core.Events;

namespace TgPlatform.Runtime.Yaml;

/// <summary>
/// Reads one YAML document into nodes with places. Anchors, aliases and merge keys are followed; what they expand to is limited, and so is
/// depth, so that no file can exhaust the process.
/// </summary>
internal sealed class YamlReader
{
    private const int DeepestNesting = 64;
    private const int MostNodes = 100_000;

    private readonly string _file;
    private readonly string[] _lines;
    private readonly DiagnosticBag _found;
    private readonly Parser _parser;
    // Collections of classes only: those of structs are compiled anew in every process, a millisecond each.
    private readonly Dictionary<string, Anchored> _anchors = [];
    private readonly Stack<ParsingEvent> _open = [];
    private int _nodes;

    private YamlReader(string text, string file, DiagnosticBag found)
    {
        _file = file;
        _found = found;
        // YAML breaks lines at more characters than \n; so that its line numbers fit ours, only that one is left.
        text = text.ReplaceLineEndings("\n");
        _lines = text.Split('\n');
        _parser = new(new StringReader(text));
    }

    /// <summary>The document, or null when it holds nothing or is no YAML; then there is a finding.</summary>
    /// <param name="text">The text of the file.</param>
    /// <param name="file">The file's path as the person gave it.</param>
    /// <param name="found">Takes what is wrong.</param>
    public static YamlNode? Read(string text, string file, DiagnosticBag found) => new YamlReader(text, file, found).ReadStream();

    private YamlNode? ReadStream()
    {
        try
        {
            _parser.Consume<StreamStart>();
            if (!_parser.TryConsume<DocumentStart>(out _))
            {
                _found.Error(DiagnosticCodes.YamlSyntax, new(_file, 1, 1), "", "The file holds nothing. Begin with 'name:', 'source:' and 'sinks:'.");
                return null;
            }

            var root = ReadNode(0);
            _parser.Consume<DocumentEnd>();
            if (_parser.Accept<DocumentStart>(out var second))
                _found.Error(DiagnosticCodes.YamlSyntax, At(second.Start), "", "A second document begins here. Write one per file.");
            return root;
        }
        // The parser itself loses its state in some brackets that are left open, and throws what it throws at names of tags.
        catch (Exception wrong) when (wrong is YamlException or InvalidOperationException or ArgumentException)
        {
            Report(wrong as YamlException);
        }

        return null;
    }

    private void Report(YamlException? wrong)
    {
        if (wrong is not null && (_open.Count == 0 || !YamlMistakes.IsUnclosed(wrong)))
            _found.Error(DiagnosticCodes.YamlSyntax, YamlMistakes.Place(wrong, _file, _lines), "", YamlMistakes.Explain(wrong));
        else
            _found.Error(DiagnosticCodes.YamlSyntax, At(_open.Count > 0 ? _open.Peek().Start : _parser.Current?.Start ?? Mark.Empty), "", "The bracket that opens here is not closed where it should be. Close it, or put the whole value into quotes.");
    }

    private YamlNode ReadNode(int depth)
    {
        if (depth > DeepestNesting)
            throw new SemanticErrorException(_parser.Current!.Start, _parser.Current.End, YamlMistakes.TooDeep);
        Count(1, _parser.Current!.Start);
        if (_parser.TryConsume<AnchorAlias>(out var alias))
            return Follow(alias);
        var before = _nodes;
        if (_parser.Current is not NodeEvent start)
            throw new SemanticErrorException(_parser.Current!.Start, _parser.Current.End, "did not find expected key");
        if (!start.Tag.IsEmpty)
            _found.Error(DiagnosticCodes.YamlSyntax, At(start.Start), "", $"{Printable.Quote(Shown(start.Tag))} is a YAML tag, and tags mean nothing here. Put a text that begins with '!' into quotes.");
        YamlNode node = start switch
        {
            MappingStart => ReadMapping(depth),
            SequenceStart => ReadSequence(depth),
            _ => ReadScalar(),
        };
        if (!start.Anchor.IsEmpty)
            _anchors[start.Anchor.Value] = new(node, _nodes - before);
        return node;
    }

    private YamlNode Follow(AnchorAlias alias)
    {
        if (!_anchors.TryGetValue(alias.Value.Value, out var anchored))
            throw new SemanticErrorException(alias.Start, alias.End, YamlMistakes.UnknownAnchor);
        Count(anchored.Nodes, alias.Start);
        return anchored.Node;
    }

    private void Count(int more, Mark at)
    {
        _nodes += more;
        if (_nodes > MostNodes)
            throw new SemanticErrorException(at, at, YamlMistakes.TooMany);
    }

    private YamlScalar ReadScalar()
    {
        var scalar = _parser.Consume<Scalar>();
        // What was taken for a tag was meant as text: with it the value is not also reported as empty.
        return scalar.Tag.IsEmpty
            ? new(At(scalar.Start), scalar.Value, scalar.Style) { Map = TextMap.Of(scalar, _file, _lines) }
            : new(At(scalar.Start), $"{Shown(scalar.Tag)} {scalar.Value}".TrimEnd(), ScalarStyle.DoubleQuoted) { Map = new(At(scalar.Start), 0) };
    }

    private YamlSequence ReadSequence(int depth)
    {
        var start = _parser.Current!;
        var isFlow = Open(start, '[');
        _parser.Consume<SequenceStart>();
        var items = new List<YamlNode>();
        while (!_parser.TryConsume<SequenceEnd>(out _))
            items.Add(ReadNode(depth + 1));
        Close(isFlow);
        return new(At(start.Start), items);
    }

    private YamlMapping ReadMapping(int depth)
    {
        var start = _parser.Current!;
        var isFlow = Open(start, '{');
        _parser.Consume<MappingStart>();
        var mapping = new YamlMappingBuilder(At(start.Start), _found);
        while (!_parser.TryConsume<MappingEnd>(out _))
        {
            var key = ReadNode(depth + 1);
            mapping.Add(key, ReadNode(depth + 1));
        }

        Close(isFlow);
        return mapping.Build();
    }

    private bool Open(ParsingEvent start, char bracket)
    {
        var isFlow = _lines[start.Start.Line - 1].AsSpan((int)start.Start.Column - 1).StartsWith([bracket]);
        if (isFlow)
            _open.Push(start);
        return isFlow;
    }

    private void Close(bool isFlow)
    {
        if (isFlow)
            _open.Pop();
    }

    private static string Shown(TagName tag) => tag.Value.Replace("tag:yaml.org,2002:", "!!", StringComparison.Ordinal);

    private SourceLocation At(Mark mark) => new(_file, (int)mark.Line, (int)mark.Column);

    private sealed record Anchored(YamlNode Node, int Nodes);
}
