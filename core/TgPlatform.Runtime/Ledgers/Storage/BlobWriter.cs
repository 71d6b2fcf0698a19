using System.Buffers.Binary;
using System.Runtime.InteropServices;
using System.Text;
using System.Text.Unicode;
using TgPlatform.Runtime.Integrity;

namespace TgPlatform.Runtime.Ledgers.Storage;

/// <summary>
/// Writes values compactly into one buffer that is used again and again. Every blob ends with a sum, because SQLite would hand out a flipped
/// bit as a fact.
/// </summary>
internal sealed class BlobWriter
{
    public const int SumBytes = sizeof(ulong);

    private byte[] _buffer = new byte[1024];
    private int _length;

    public BlobWriter Clear()
    {
        _length = 0;
        return this;
    }

    public void Byte(byte value) => Room(1)[0] = value;

    public void Flag(bool value) => Byte(value ? (byte)1 : (byte)0);

    /// <summary>A number that is usually small: seven bits a byte, least significant first.</summary>
    public void Count(ulong value)
    {
        for (; value >= 0x80; value >>= 7)
            Byte((byte)(value | 0x80));
        Byte((byte)value);
    }

    /// <summary>A number of at least 0, or null.</summary>
    public void Size(long? value) => Count(value is { } size ? (ulong)size + 1 : 0);

    public void Fixed(ulong value) => BinaryPrimitives.WriteUInt64LittleEndian(Room(sizeof(ulong)), value);

    public void Time(DateTimeOffset value)
    {
        Fixed((ulong)value.Ticks);
        BinaryPrimitives.WriteInt16LittleEndian(Room(sizeof(short)), (short)value.TotalOffsetMinutes);
    }

    public void Bytes(ReadOnlySpan<byte> value)
    {
        Count((ulong)value.Length);
        value.CopyTo(Room(value.Length));
    }

    /// <summary>A text or null. Texts from outside may hold halves of surrogate pairs, which UTF-8 cannot; those are kept as UTF-16.</summary>
    public void Text(string? value)
    {
        if (value is null)
        {
            Count(0);
            return;
        }

        var length = Encoding.UTF8.GetByteCount(value);
        var start = _length;
        Count(((ulong)length << 1) + 1);
        if (Utf8.FromUtf16(value, Room(length), out _, out _, replaceInvalidSequences: false) == System.Buffers.OperationStatus.Done)
            return;
        _length = start;
        var units = MemoryMarshal.AsBytes(value.AsSpan());
        Count(((ulong)units.Length << 1) + 2);
        units.CopyTo(Room(units.Length));
    }

    /// <summary>Adds the sum and gives the whole blob, good until <see cref="Clear"/>.</summary>
    /// <param name="owner">What the blob belongs to, so that no blob passes for another's.</param>
    public ReadOnlySpan<byte> Seal(ulong owner)
    {
        Fixed(Crc64Nvme.Append(owner, _buffer.AsSpan(0, _length)));
        return _buffer.AsSpan(0, _length);
    }

    private Span<byte> Room(int bytes)
    {
        if (_buffer.Length - _length < bytes)
            Array.Resize(ref _buffer, Math.Max(_buffer.Length * 2, _length + bytes));
        var room = _buffer.AsSpan(_length, bytes);
        _length += bytes;
        return room;
    }
}
