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
    private readonly Dictionary<AnchorName, (YamlNode Node, int Nodes)> _anchors = [];
    private int _nodes;

    private YamlReader(string text, string file, DiagnosticBag found)
    {
        _file = file;
        _found = found;
        _lines = [.. text.Split('\n').Select(static line => line.TrimEnd('\r'))];
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
        catch (YamlException wrong)
        {
            _found.Error(DiagnosticCodes.YamlSyntax, YamlMistakes.Place(wrong, _file, _lines), "", YamlMistakes.Explain(wrong));
        }
        catch (InvalidOperationException)
        {
            // The parser loses its state when a flow mapping is left open.
            var at = _parser.Current?.End ?? Mark.Empty;
            _found.Error(DiagnosticCodes.YamlSyntax, At(at), "", "A '{' or '[' before this place is never closed. Close it, or put the whole value into quotes.");
        }

        return null;
    }

    private YamlNode ReadNode(int depth)
    {
        if (depth > DeepestNesting)
            throw new SemanticErrorException(_parser.Current!.Start, _parser.Current.End, YamlMistakes.TooDeep);
        CountNodes(1);
        if (_parser.TryConsume<AnchorAlias>(out var alias))
            return Follow(alias);
        var before = _nodes;
        var start = (NodeEvent)_parser.Current!;
        if (!start.Tag.IsEmpty)
            _found.Error(DiagnosticCodes.YamlSyntax, At(start.Start), "", $"{Printable.Quote(start.Tag.Value)} is a YAML tag, and tags mean nothing here. Put a text that begins with '!' into quotes.");
        YamlNode node = start switch
        {
            MappingStart => ReadMapping(depth),
            SequenceStart => ReadSequence(depth),
            _ => ReadScalar(),
        };
        if (!start.Anchor.IsEmpty)
            _anchors[start.Anchor] = (node, _nodes - before);
        return node;
    }

    private YamlNode Follow(AnchorAlias alias)
    {
        if (!_anchors.TryGetValue(alias.Value, out var anchored))
            throw new SemanticErrorException(alias.Start, alias.End, YamlMistakes.UnknownAnchor);
        CountNodes(anchored.Nodes);
        return anchored.Node;
    }

    private void CountNodes(int more)
    {
        _nodes += more;
        if (_nodes > MostNodes)
            throw new SemanticErrorException(_parser.Current!.Start, _parser.Current.End, YamlMistakes.TooMany);
    }

    private YamlScalar ReadScalar()
    {
        var scalar = _parser.Consume<Scalar>();
        return new(At(scalar.Start), scalar.Value, scalar.Style) { Map = TextMap.Of(scalar, _file, _lines) };
    }

    private YamlSequence ReadSequence(int depth)
    {
        var start = _parser.Consume<SequenceStart>();
        var items = new List<YamlNode>();
        while (!_parser.TryConsume<SequenceEnd>(out _))
            items.Add(ReadNode(depth + 1));
        return new(At(start.Start), items);
    }

    private YamlMapping ReadMapping(int depth)
    {
        var mapping = new YamlMappingBuilder(At(_parser.Consume<MappingStart>().Start), _found);
        while (!_parser.TryConsume<MappingEnd>(out _))
        {
            var key = ReadNode(depth + 1);
            mapping.Add(key, ReadNode(depth + 1));
        }

        return mapping.Build();
    }

    private SourceLocation At(Mark mark) => new(_file, (int)mark.Line, (int)mark.Column);
}
