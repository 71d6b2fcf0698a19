using System.Buffers.Binary;
using System.Text;

namespace TgPlatform.Plugins.Sandbox.Telegram.Tl;

/// <summary>Reads what clients send: any request or object of the schema, by its number.</summary>
internal ref struct TlReader(ReadOnlySpan<byte> data)
{
    private const uint Vector = 0x1cb5c415;

    private ReadOnlySpan<byte> _rest = data;

    public readonly int Remaining => _rest.Length;

    public readonly ReadOnlySpan<byte> Rest => _rest;

    public static TlObject Object(ReadOnlySpan<byte> data) =>
        new TlReader(data).Any() as TlObject ?? throw new TlFormatException("An object was expected.");

    public ReadOnlySpan<byte> Take(int count)
    {
        if (count < 0 || count > _rest.Length) throw new TlFormatException($"{count} bytes were expected, {_rest.Length} are left.");
        var taken = _rest[..count];
        _rest = _rest[count..];
        return taken;
    }

    public int Int() => BinaryPrimitives.ReadInt32LittleEndian(Take(4));

    public uint Id() => BinaryPrimitives.ReadUInt32LittleEndian(Take(4));

    public long Long() => BinaryPrimitives.ReadInt64LittleEndian(Take(8));

    public byte[] Bytes()
    {
        int head = Take(1)[0];
        var length = head < 254 ? head : Take(3) is var wide ? wide[0] | wide[1] << 8 | wide[2] << 16 : 0;
        var value = Take(length).ToArray();
        Take(-((head < 254 ? 1 : 4) + length) & 3);
        return value;
    }

    public object Any()
    {
        var id = Id();
        if (id == 0x997275b5) return true;
        if (id == 0xbc799737) return false;
        if (id == Vector) return Items(new TlType(TlKind.Any, "Object"));
        var combinator = TlSchema.Current.Find(id) ?? throw new TlFormatException($"The schema has no number {id:x8}.");
        return Body(combinator);
    }

    private TlObject Body(TlCombinator combinator)
    {
        var result = new TlObject(combinator.Name);
        foreach (var field in combinator.Fields)
        {
            if (field.Type.Kind == TlKind.Flags) result[field.Name] = Int();
            else if (field.Bit < 0 || (result.Int(field.FlagsField!) >> field.Bit & 1) != 0) result[field.Name] = Value(field.Type);
        }
        return result;
    }

    private object Value(TlType type) => type.Kind switch
    {
        TlKind.True => true,
        TlKind.Int => Int(),
        TlKind.Long => Long(),
        TlKind.Double => BinaryPrimitives.ReadDoubleLittleEndian(Take(8)),
        TlKind.Int128 => Take(16).ToArray(),
        TlKind.Int256 => Take(32).ToArray(),
        TlKind.String => Encoding.UTF8.GetString(Bytes()),
        TlKind.Bytes => Bytes(),
        TlKind.Vector => List(type),
        TlKind.Boxed when type.Bare => Body(TlSchema.Current.Find(type.Name)),
        _ => Any(),
    };

    private List<object> List(TlType type)
    {
        if (!type.Bare && Id() != Vector) throw new TlFormatException("A vector was expected.");
        return Items(type.Item!);
    }

    private List<object> Items(TlType type)
    {
        var count = Int();
        if (count < 0 || count > _rest.Length) throw new TlFormatException($"A vector of {count} cannot fit.");
        var items = new List<object>(count);
        for (var index = 0; index < count; index++) items.Add(Value(type));
        return items;
    }
}
