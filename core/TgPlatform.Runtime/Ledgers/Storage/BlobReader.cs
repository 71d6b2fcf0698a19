using System.Buffers.Binary;
using System.Runtime.InteropServices;
using System.Text;
using TgPlatform.Runtime.Integrity;

namespace TgPlatform.Runtime.Ledgers.Storage;

/// <summary>Reads what <see cref="BlobWriter"/> wrote, after proving by its sum that it is that.</summary>
internal ref struct BlobReader
{
    private ReadOnlySpan<byte> _rest;

    /// <exception cref="DamagedRowException">The sum is wrong.</exception>
    public BlobReader(ReadOnlySpan<byte> blob, ulong owner, string what)
    {
        if (blob.Length < BlobWriter.SumBytes
            || BinaryPrimitives.ReadUInt64LittleEndian(blob[^BlobWriter.SumBytes..]) != Crc64Nvme.Append(owner, blob[..^BlobWriter.SumBytes]))
            throw new DamagedRowException(what);
        _rest = blob[..^BlobWriter.SumBytes];
    }

    public byte Byte() => Take(1)[0];

    public bool Flag() => Byte() != 0;

    public ulong Count()
    {
        var value = 0UL;
        for (var shift = 0; ; shift += 7)
        {
            var next = Byte();
            value |= (ulong)(next & 0x7F) << shift;
            if (next < 0x80)
                return value;
        }
    }

    public long? Size() => Count() is var size && size == 0 ? null : (long)(size - 1);

    public ulong Fixed() => BinaryPrimitives.ReadUInt64LittleEndian(Take(sizeof(ulong)));

    public DateTimeOffset Time()
    {
        var ticks = (long)Fixed();
        return new(ticks, TimeSpan.FromMinutes(BinaryPrimitives.ReadInt16LittleEndian(Take(sizeof(short)))));
    }

    public ReadOnlySpan<byte> Bytes() => Take((int)Count());

    public string? Text()
    {
        var mark = Count();
        if (mark == 0)
            return null;
        var bytes = Take((int)((mark - 1) >> 1));
        return mark % 2 == 1 ? Encoding.UTF8.GetString(bytes) : new string(MemoryMarshal.Cast<byte, char>(bytes));
    }

    private ReadOnlySpan<byte> Take(int bytes)
    {
        var taken = _rest[..bytes];
        _rest = _rest[bytes..];
        return taken;
    }
}
