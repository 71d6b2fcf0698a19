namespace TgPlatform.Plugins.Sandbox.Telegram.Tl;

internal enum TlKind { Flags, Int, Long, Double, Int128, Int256, String, Bytes, Bool, True, Vector, Boxed, Any }

/// <summary>The type of a field as the schema spells it: a primitive, a vector of something, or a boxed type by name.</summary>
internal sealed record TlType(TlKind Kind, string Name, TlType? Item = null, bool Bare = false)
{
    public static TlType Parse(string text)
    {
        if (text.StartsWith("Vector<", StringComparison.Ordinal) || text.StartsWith("vector<", StringComparison.Ordinal))
            return new TlType(TlKind.Vector, text, Parse(text[7..^1]), Bare: text[0] == 'v');
        return text switch
        {
            "#" => new(TlKind.Flags, text),
            "int" => new(TlKind.Int, text),
            "long" => new(TlKind.Long, text),
            "double" => new(TlKind.Double, text),
            "int128" => new(TlKind.Int128, text),
            "int256" => new(TlKind.Int256, text),
            "string" => new(TlKind.String, text),
            "bytes" => new(TlKind.Bytes, text),
            "Bool" => new(TlKind.Bool, text),
            "true" => new(TlKind.True, text),
            "Object" => new(TlKind.Any, text),
            _ when text[0] == '!' => new(TlKind.Any, text),
            _ => new(TlKind.Boxed, text, Bare: char.IsLower(text[text.LastIndexOf('.') + 1])),
        };
    }
}

/// <summary>One field; <see cref="FlagsField"/> and <see cref="Bit"/> say when it is on the wire, a bit of −1 means always.</summary>
internal sealed record TlField(string Name, TlType Type, string? FlagsField, int Bit);

/// <summary>A constructor or a method: its name, number and fields in wire order.</summary>
internal sealed record TlCombinator(string Name, uint Id, IReadOnlyList<TlField> Fields, string Result)
{
    private readonly HashSet<string> _names = [.. Fields.Select(field => field.Name)];

    public bool Knows(string field) => _names.Contains(field);
}
