using System.Collections.Frozen;
using System.Globalization;

namespace TgPlatform.Plugins.Sandbox.Telegram.Tl;

/// <summary>The schema read at run time from the embedded tables, looked up by number when reading and by name when writing.</summary>
internal sealed class TlSchema
{
    private static readonly Lazy<TlSchema> Shared = new(() => Parse(Embedded("mtproto.tl"), Embedded("api.tl")));

    private readonly FrozenDictionary<uint, TlCombinator> _byId;
    private readonly FrozenDictionary<string, TlCombinator> _byName;
    private readonly FrozenDictionary<string, TlCombinator> _defaults;

    private TlSchema(IReadOnlyCollection<TlCombinator> types, IReadOnlyCollection<TlCombinator> methods)
    {
        _byId = types.Concat(methods).GroupBy(entry => entry.Id).ToFrozenDictionary(same => same.Key, same => same.Last());
        // The API's "message" wins over the bare one of the protocol below, which is read by hand.
        _byName = methods.Concat(types).GroupBy(entry => entry.Name).ToFrozenDictionary(same => same.Key, same => same.Last());
        _defaults = types.GroupBy(entry => entry.Result).ToFrozenDictionary(same => same.Key, PlainestOf);
        MethodCount = methods.Count;
    }

    public static TlSchema Current => Shared.Value;

    public int MethodCount { get; }

    public TlCombinator? Find(uint id) => _byId.GetValueOrDefault(id);

    public TlCombinator Find(string name) =>
        _byName.GetValueOrDefault(name) ?? throw new TlFormatException($"The schema has nothing called '{name}'.");

    /// <summary>What to write for a mandatory field nobody set: the type's empty form, else the one with the fewest fields.</summary>
    public TlCombinator DefaultOf(string type) =>
        _defaults.GetValueOrDefault(type) ?? throw new TlFormatException($"The schema has no type '{type}'.");

    public static TlSchema Parse(params IEnumerable<string> tables)
    {
        var types = new List<TlCombinator>();
        var methods = new List<TlCombinator>();
        foreach (var table in tables)
        {
            var into = types;
            foreach (var line in table.Split('\n', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries))
            {
                if (line.StartsWith("//", StringComparison.Ordinal)) continue;
                if (line == "---types---") into = types;
                else if (line == "---functions---") into = methods;
                else into.Add(ParseLine(line));
            }
        }
        return new TlSchema(types, methods);
    }

    private static TlCombinator ParseLine(string line)
    {
        var words = line.TrimEnd(';').Split(' ', StringSplitOptions.RemoveEmptyEntries);
        var equals = Array.IndexOf(words, "=");
        var hash = words[0].IndexOf('#', StringComparison.Ordinal);
        var fields = words[1..equals].Where(word => word[0] != '{').Select(ParseField).ToArray();
        var id = uint.Parse(words[0].AsSpan(hash + 1), NumberStyles.HexNumber, CultureInfo.InvariantCulture);
        return new TlCombinator(words[0][..hash], id, fields, string.Join(' ', words[(equals + 1)..]));
    }

    private static TlField ParseField(string word)
    {
        var colon = word.IndexOf(':', StringComparison.Ordinal);
        var type = word[(colon + 1)..];
        var question = type.IndexOf('?', StringComparison.Ordinal);
        if (question < 0) return new TlField(word[..colon], TlType.Parse(type), null, -1);
        var dot = type.IndexOf('.', StringComparison.Ordinal);
        var bit = int.Parse(type.AsSpan(dot + 1, question - dot - 1), CultureInfo.InvariantCulture);
        return new TlField(word[..colon], TlType.Parse(type[(question + 1)..]), type[..dot], bit);
    }

    private static TlCombinator PlainestOf(IEnumerable<TlCombinator> candidates) => candidates
        .OrderBy(entry => !entry.Name.EndsWith("Empty", StringComparison.Ordinal))
        .ThenBy(entry => entry.Fields.Count(field => field.Bit < 0)).First();

    private static string Embedded(string name)
    {
        using var stream = typeof(TlSchema).Assembly.GetManifestResourceStream(name)
            ?? throw new InvalidOperationException($"The schema table '{name}' is not embedded in the sandbox.");
        using var reader = new StreamReader(stream);
        return reader.ReadToEnd();
    }
}
