using System.Buffers.Binary;
using System.Text;

namespace TgPlatform.Plugins.Telegram.Tl;

internal delegate T TlRead<out T>(ref TlReader r);

/// <summary>Reads the bare values of TL from bytes. Every read is checked against what is left; nothing is trusted.</summary>
internal ref struct TlReader(ReadOnlySpan<byte> data)
{
    // Real answers nest about 20 deep; hostile ones would overflow the stack.
    private const int DeepestNesting = 100;
    private const uint VectorId = 0x1cb5c415, TrueId = 0x997275b5, FalseId = 0xbc799737;

    private readonly ReadOnlySpan<byte> _data = data;
    private int _depth;

    public int Position { get; private set; }
    public readonly int Left => _data.Length - Position;
    public readonly ReadOnlySpan<byte> Rest => _data[Position..];

    public int ReadInt32() => BinaryPrimitives.ReadInt32LittleEndian(Take(4));
    public uint ReadUInt32() => BinaryPrimitives.ReadUInt32LittleEndian(Take(4));
    public long ReadInt64() => BinaryPrimitives.ReadInt64LittleEndian(Take(8));
    public double ReadDouble() => BinaryPrimitives.ReadDoubleLittleEndian(Take(8));
    public Int128 ReadInt128() => BinaryPrimitives.ReadInt128LittleEndian(Take(16));
    public byte[] ReadInt256() => Take(32).ToArray();
    public uint ReadId() => ReadUInt32();
    public readonly uint PeekId() => Left >= 4 ? BinaryPrimitives.ReadUInt32LittleEndian(Rest) : 0;
    public string ReadString() => Encoding.UTF8.GetString(ReadSpan());
    public byte[] ReadBytes() => ReadSpan().ToArray();

    public bool ReadBool() => ReadUInt32() switch
    {
        TrueId => true,
        FalseId => false,
        var id => throw TlSkipper.Unexpected(id, "Bool"),
    };

    /// <summary>The content of a string or bytes field, where it lies.</summary>
    public ReadOnlySpan<byte> ReadSpan()
    {
        var head = Take(4);
        int length = head[0], start = 1;
        if (length == 254)
        {
            length = head[1] | head[2] << 8 | head[3] << 16;
            start = 4;
        }
        else if (length == 255) throw new TlException("a string of 2^24 bytes or more, which the service never sends");
        Position += start - 4;
        var content = Take(length);
        var padding = (4 - (start + length) % 4) % 4;
        Take(padding);
        return content;
    }

    public T[] ReadVector<T>(TlRead<T> read)
    {
        if (ReadUInt32() is var id and not VectorId) throw TlSkipper.Unexpected(id, "Vector");
        return ReadBareVector(read);
    }

    public T[] ReadBareVector<T>(TlRead<T> read)
    {
        var items = new T[ReadCount()];
        for (var i = 0; i < items.Length; i++) items[i] = read(ref this);
        return items;
    }

    /// <summary>The length of a vector; every element takes at least 4 bytes, so a lie is seen before anything is allocated.</summary>
    public int ReadCount()
    {
        var count = ReadInt32();
        return (uint)count <= (uint)Left / 4 ? count : throw new TlException($"a vector of {count} elements in {Left} bytes");
    }

    public ReadOnlySpan<byte> Take(int count)
    {
        if ((uint)count > (uint)Left) throw new TlException($"{count} bytes expected at position {Position}, {Left} left");
        var taken = _data.Slice(Position, count);
        Position += count;
        return taken;
    }

    public void ExpectVector()
    {
        if (ReadUInt32() is var id and not VectorId) throw TlSkipper.Unexpected(id, "Vector");
    }

    public void Expect(uint id, int type)
    {
        if (ReadId() is var found && found != id) throw TlSkipper.Unexpected(found, TlSkipper.TypeName(type));
    }

    public void Skip(int type) => TlSkipper.SkipBoxed(ref this, type);
    public void SkipVector(int type) => TlSkipper.SkipVector(ref this, type);
    public void SkipBody(uint id, int type) => TlSkipper.SkipBody(ref this, id, type);

    public void Descend()
    {
        if (++_depth > DeepestNesting) throw new TlException($"an object nested more than {DeepestNesting} deep");
    }

    public void Ascend() => _depth--;
}
