using System.Buffers.Binary;
using System.Text;

namespace TgPlatform.Plugins.Telegram.Tl;

/// <summary>Writes the bare values of TL into a buffer that grows and is kept: cleared, not replaced.</summary>
internal sealed class TlWriter(int capacity = 512)
{
    private byte[] _buffer = new byte[capacity];

    public int Length { get; private set; }
    public ReadOnlySpan<byte> Written => _buffer.AsSpan(0, Length);
    public ReadOnlyMemory<byte> WrittenMemory => _buffer.AsMemory(0, Length);

    public void Clear() => Length = 0;
    public void Truncate(int length) => Length = Math.Min(length, Length);
    public void WriteInt32(int value) => BinaryPrimitives.WriteInt32LittleEndian(Reserve(4), value);
    public void WriteUInt32(uint value) => BinaryPrimitives.WriteUInt32LittleEndian(Reserve(4), value);
    public void WriteInt64(long value) => BinaryPrimitives.WriteInt64LittleEndian(Reserve(8), value);
    public void WriteDouble(double value) => BinaryPrimitives.WriteDoubleLittleEndian(Reserve(8), value);
    public void WriteInt128(Int128 value) => BinaryPrimitives.WriteInt128LittleEndian(Reserve(16), value);
    public void WriteBool(bool value) => WriteUInt32(value ? 0x997275b5 : 0xbc799737);
    public void WriteRaw(ReadOnlySpan<byte> bytes) => bytes.CopyTo(Reserve(bytes.Length));

    public void WriteVector(int count)
    {
        WriteUInt32(0x1cb5c415);
        WriteInt32(count);
    }

    public void WriteString(string value)
    {
        var length = Encoding.UTF8.GetByteCount(value);
        Encoding.UTF8.GetBytes(value, ReserveBytes(length));
    }

    public void WriteBytes(ReadOnlySpan<byte> value) => value.CopyTo(ReserveBytes(value.Length));

    /// <summary>Overwrites four bytes written before.</summary>
    public void PatchInt32(int position, int value) => BinaryPrimitives.WriteInt32LittleEndian(_buffer.AsSpan(position, 4), value);

    /// <summary>The next <paramref name="count"/> bytes, for the caller to fill.</summary>
    public Span<byte> Reserve(int count)
    {
        if (_buffer.Length - Length < count) Array.Resize(ref _buffer, Math.Max(_buffer.Length * 2, Length + count));
        Length += count;
        return _buffer.AsSpan(Length - count, count);
    }

    private Span<byte> ReserveBytes(int length)
    {
        var head = length < 254 ? 1 : 4;
        var padding = (4 - (head + length) % 4) % 4;
        var all = Reserve(head + length + padding);
        if (head == 1) all[0] = (byte)length;
        else BinaryPrimitives.WriteUInt32LittleEndian(all, 254u | (uint)length << 8);
        all[(head + length)..].Clear();
        return all.Slice(head, length);
    }
}
