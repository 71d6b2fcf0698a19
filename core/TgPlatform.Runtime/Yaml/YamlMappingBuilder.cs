using TgPlatform.Runtime.Diagnostics;
using YamlDotNet.Core;

namespace TgPlatform.Runtime.Yaml;

/// <summary>Puts a mapping together: no key twice, merge keys (<c>&lt;&lt;: *base</c>) filled in under what stands there itself.</summary>
internal sealed class YamlMappingBuilder(SourceLocation location, DiagnosticBag found)
{
    private readonly List<YamlEntry> _entries = [];
    private readonly List<YamlEntry> _merged = [];
    private readonly Dictionary<string, YamlScalar> _keys = new(StringComparer.Ordinal);

    public void Add(YamlNode key, YamlNode value)
    {
        if (key is not YamlScalar name)
            found.Error(DiagnosticCodes.WrongType, key.Location, "", "A key is a plain word. Put a value that contains braces or brackets into quotes.");
        else if (name is { Text: "<<", Style: ScalarStyle.Plain })
            Merge(value);
        else if (_keys.TryGetValue(name.Text, out var first))
            found.Error(DiagnosticCodes.DuplicateKey, name.Location, "", $"{Printable.Quote(name.Text)} stands here a second time, after line {first.Location.Line}. Remove one of them.");
        else
            Keep(name, value);
    }

    public YamlMapping Build()
    {
        foreach (var entry in _merged)
        {
            if (!_keys.ContainsKey(entry.Key.Text))
                Keep(entry.Key, entry.Value);
        }

        return new(location, _entries);
    }

    private void Keep(YamlScalar key, YamlNode value)
    {
        _keys.Add(key.Text, key);
        _entries.Add(new(key, value));
    }

    private void Merge(YamlNode value)
    {
        IReadOnlyList<YamlNode> bases = value is YamlSequence several ? several.Items : [value];
        foreach (var one in bases)
        {
            if (one is YamlMapping mapping)
                _merged.AddRange(mapping.Entries);
            else
                found.Error(DiagnosticCodes.WrongType, one.Location, "", "'<<' takes an alias of a mapping, or a list of such. Write '<<: *name'.");
        }
    }
}
