namespace TgPlatform.Plugins.Sandbox.Telegram.Tl;

/// <summary>A value of the schema by name. Fields left out are absent if optional and empty if mandatory.</summary>
internal sealed class TlObject(string name)
{
    private readonly Dictionary<string, object> _fields = [];

    public string Name => name;

    public IEnumerable<string> FieldNames => _fields.Keys;

    /// <summary>Setting null leaves the field absent, so that optional parts need no condition at the call.</summary>
    public object? this[string field]
    {
        get => _fields.GetValueOrDefault(field);
        set
        {
            if (value is null) _fields.Remove(field);
            else _fields[field] = value;
        }
    }

    public bool Has(string field) => _fields.ContainsKey(field);

    public bool Flag(string field) => _fields.GetValueOrDefault(field) is true;

    public int Int(string field) => _fields.GetValueOrDefault(field) is int value ? value : 0;

    public long Long(string field) => _fields.GetValueOrDefault(field) is long value ? value : 0;

    public string Text(string field) => _fields.GetValueOrDefault(field) as string ?? "";

    public byte[] Bytes(string field) => _fields.GetValueOrDefault(field) as byte[] ?? [];

    public TlObject Object(string field) => _fields.GetValueOrDefault(field) as TlObject ?? new TlObject("");

    public IReadOnlyList<T> List<T>(string field) =>
        _fields.GetValueOrDefault(field) is IReadOnlyList<object> items ? [.. items.OfType<T>()] : [];

    public override string ToString() => name;
}

/// <summary>Bytes written straight into the outgoing buffer, so that a part of a file is produced where it is sent from.</summary>
internal interface ITlBytes
{
    int Length { get; }

    void CopyTo(Span<byte> target);
}
