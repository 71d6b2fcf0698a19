namespace TgPlatform.Plugins.Telegram.Generator;

/// <summary>Both tables, and what of them the client wants as typed objects.</summary>
internal sealed class TlSchema
{
    private static readonly HashSet<string> Plain = ["int", "long", "double", "string", "bytes", "int128", "int256", "Bool", "true", "#"];

    private readonly Dictionary<string, List<TlLine>> _byType = [];
    private readonly Dictionary<string, TlLine> _byName = [];
    private readonly HashSet<string> _used;
    private readonly HashSet<string> _written = [];

    public TlSchema(string api, string protocol, string used)
    {
        var lines = TlLine.ParseFile(protocol).Concat(TlLine.ParseFile(api)).ToList();
        Constructors = lines.Where(l => !l.IsMethod && !l.Fields.Any(f => f.Value.IsAnything) && l.Name is not ("vector" or "msg_copy" or "msg_container")).OrderBy(l => l.Id).ToList();
        Types = Constructors.Select(l => l.Result.Name).Distinct().OrderBy(n => n, StringComparer.Ordinal).ToList();
        foreach (var line in Constructors)
        {
            if (!_byType.TryGetValue(line.Result.Name, out var list)) _byType.Add(line.Result.Name, list = []);
            list.Add(line);
        }
        foreach (var line in lines) _byName[line.Name] = line;
        var names = used.Split('\n').Where(l => !l.StartsWith("//", StringComparison.Ordinal)).SelectMany(l => l.Split([' ', '\r'], StringSplitOptions.RemoveEmptyEntries)).ToList();
        _used = new HashSet<string>(names.Select(n => n.TrimEnd('>')));
        Unknown = _used.Where(n => !_byName.ContainsKey(n)).ToList();
        Methods = lines.Where(l => l.IsMethod && _used.Contains(l.Name)).ToList();
        foreach (var name in names.Where(n => n.EndsWith(">", StringComparison.Ordinal))) _written.Add(name.TrimEnd('>'));
        foreach (var method in Methods) foreach (var field in method.Fields) MarkWritten(field.Value.Name);
    }

    /// <summary>Every constructor that can be skipped by the table, by ascending number.</summary>
    public List<TlLine> Constructors { get; }
    public List<string> Types { get; }
    public List<TlLine> Methods { get; }
    /// <summary>Names asked for that the schema does not have.</summary>
    public List<string> Unknown { get; }

    public static bool IsPlain(TlType type) => Plain.Contains(type.Name);
    public int TypeIndex(string type) => Types.BinarySearch(type, StringComparer.Ordinal);
    public List<TlLine> Of(string type) => _byType.TryGetValue(type, out var list) ? list : [];
    public IEnumerable<TlLine> UsedOf(string type) => Of(type).Where(l => _used.Contains(l.Name));
    public IEnumerable<string> UsedTypes => Types.Where(t => t != "Bool" && UsedOf(t).Any());
    /// <summary>Is any constructor of this type a typed object, or is the type plain?</summary>
    public bool IsTyped(TlType type) => IsPlain(type) || Bare(type) is not null || UsedOf(type.Name).Any();
    public bool IsWritten(TlLine line) => _written.Contains(line.Name);
    /// <summary>The constructor a lower-case type name stands for.</summary>
    public TlLine? Bare(TlType type) => type.IsBareVector && _byName.TryGetValue(type.Name, out var line) ? line : null;

    /// <summary>A type with one constructor is that constructor's class; any other has a class above its constructors.</summary>
    public string ClassOf(string type)
        => Of(type) is { Count: 1 } only ? TlNames.Pascal(only[0].Name) : "Any" + TlNames.Pascal(type);

    private void MarkWritten(string type)
    {
        foreach (var line in UsedOf(type))
            if (_written.Add(line.Name))
                foreach (var field in line.Fields) MarkWritten(field.Value.Name);
    }
}
