using System.Buffers.Binary;
using System.Text;

namespace TgPlatform.Plugins.Sandbox.Telegram.Tl;

/// <summary>Writes objects by name. A set bit brings every field that shares it onto the wire, absent ones as empty values.</summary>
internal sealed class TlWriter(PooledBuffer buffer, TlSchema schema)
{
    public PooledBuffer Buffer => buffer;

    public static PooledBuffer ToBuffer(object value)
    {
        var buffer = new PooledBuffer();
        new TlWriter(buffer, TlSchema.Current).Any(value);
        return buffer;
    }

    public static byte[] ToArray(object value)
    {
        using var buffer = ToBuffer(value);
        return buffer.Span.ToArray();
    }

    public void Int(int value) => BinaryPrimitives.WriteInt32LittleEndian(buffer.Take(4), value);

    public void Id(uint value) => BinaryPrimitives.WriteUInt32LittleEndian(buffer.Take(4), value);

    public void Long(long value) => BinaryPrimitives.WriteInt64LittleEndian(buffer.Take(8), value);

    public void Any(object value)
    {
        switch (value)
        {
            case TlObject item: Object(item); break;
            case bool truth: Id(truth ? 0x997275b5u : 0xbc799737u); break;
            case IReadOnlyList<TlObject> items: List(items, new TlType(TlKind.Any, "Object"), bare: false); break;
            case IReadOnlyList<long> items: List(items, new TlType(TlKind.Long, "long"), bare: false); break;
            case IReadOnlyList<int> items: List(items, new TlType(TlKind.Int, "int"), bare: false); break;
            case uint number: Id(number); break;
            default: throw new TlFormatException($"A {value.GetType().Name} is not a value of the schema.");
        }
    }

    private void Object(TlObject item)
    {
        var combinator = schema.Find(item.Name);
        Id(combinator.Id);
        Body(item, combinator);
    }

    private void Body(TlObject item, TlCombinator combinator)
    {
        if (item.FieldNames.FirstOrDefault(name => !combinator.Knows(name)) is { } stranger)
            throw new TlFormatException($"{combinator.Name} has no field '{stranger}'.");
        var flags = FlagsOf(item, combinator);
        foreach (var field in combinator.Fields)
        {
            if (field.Type.Kind == TlKind.Flags) Int(flags.GetValueOrDefault(field.Name));
            else if (field.Bit < 0 || (flags.GetValueOrDefault(field.FlagsField!) >> field.Bit & 1) != 0) Value(item[field.Name], field.Type);
        }
    }

    private static Dictionary<string, int> FlagsOf(TlObject item, TlCombinator combinator)
    {
        var flags = new Dictionary<string, int>(2);
        foreach (var field in combinator.Fields)
        {
            if (field.Bit < 0 || item[field.Name] is not { } value || (field.Type.Kind == TlKind.True && value is false)) continue;
            flags[field.FlagsField!] = flags.GetValueOrDefault(field.FlagsField!) | 1 << field.Bit;
        }
        return flags;
    }

    private void Value(object? value, TlType type)
    {
        switch (type.Kind)
        {
            case TlKind.True: break;
            case TlKind.Int: Int(value is int number ? number : 0); break;
            case TlKind.Long: Long(value is null ? 0 : value is int small ? small : (long)value); break;
            case TlKind.Double: BinaryPrimitives.WriteDoubleLittleEndian(buffer.Take(8), value is double real ? real : 0); break;
            case TlKind.Int128: Fixed(value, 16); break;
            case TlKind.Int256: Fixed(value, 32); break;
            case TlKind.String: Text(value as string ?? ""); break;
            case TlKind.Bytes: Bytes(value); break;
            case TlKind.Bool: Any(value is true); break;
            case TlKind.Vector: List(value ?? Array.Empty<TlObject>(), type.Item!, type.Bare); break;
            case TlKind.Any: Any(value ?? throw new TlFormatException("A field of any type was left empty.")); break;
            default: Boxed(value as TlObject, type); break;
        }
    }

    private void Boxed(TlObject? item, TlType type)
    {
        if (type.Bare) Body(item ?? new TlObject(type.Name), schema.Find(type.Name));
        else if (item is not null && schema.Find(item.Name).Result == type.Name) Object(item);
        else if (item is null) Object(new TlObject(schema.DefaultOf(type.Name).Name));
        else throw new TlFormatException($"{item.Name} is not a {type.Name}.");
    }

    private void List(object items, TlType type, bool bare)
    {
        if (!bare) Id(0x1cb5c415);
        var list = (System.Collections.ICollection)items;
        Int(list.Count);
        foreach (var item in list) Value(item, type);
    }

    private void Fixed(object? value, int length)
    {
        var target = buffer.Take(length);
        target.Clear();
        (value as byte[])?.AsSpan(0, length).CopyTo(target);
    }

    private void Text(string text)
    {
        var length = Encoding.UTF8.GetByteCount(text);
        Encoding.UTF8.GetBytes(text, Prefixed(length));
    }

    public void Bytes(object? value)
    {
        switch (value)
        {
            case ITlBytes source: source.CopyTo(Prefixed(source.Length)); break;
            case byte[] array: array.CopyTo(Prefixed(array.Length)); break;
            default: Prefixed(0); break;
        }
    }

    /// <summary>Length prefix and padding to four bytes (TL: the basic type string); the span returned is for the content.</summary>
    private Span<byte> Prefixed(int length)
    {
        var head = length < 254 ? 1 : 4;
        var whole = buffer.Take((head + length + 3) & ~3);
        if (head == 1) whole[0] = (byte)length;
        else BinaryPrimitives.WriteUInt32LittleEndian(whole, 254u | (uint)length << 8);
        whole[(head + length)..].Clear();
        return whole.Slice(head, length);
    }
}
