using System.Buffers.Binary;

namespace TgPlatform.Runtime.Integrity;

/// <summary>CRC-64/NVME by tables, eight bytes at a step: for short pieces, and for processors without carry-less multiplication.</summary>
internal static class Crc64Table
{
    private const int Step = 8;

    // Entry [lane * 256 + b] is the effect of byte b that stands lane bytes before the end of a step.
    private static readonly ulong[] Table = MakeTable();

    public static ulong Append(ulong register, ReadOnlySpan<byte> bytes)
    {
        var table = Table.AsSpan(0, Step * 256);
        for (; bytes.Length >= Step; bytes = bytes[Step..])
        {
            var mixed = register ^ BinaryPrimitives.ReadUInt64LittleEndian(bytes);
            register = table[(7 * 256) + (byte)mixed]
                ^ table[(6 * 256) + (byte)(mixed >> 8)]
                ^ table[(5 * 256) + (byte)(mixed >> 16)]
                ^ table[(4 * 256) + (byte)(mixed >> 24)]
                ^ table[(3 * 256) + (byte)(mixed >> 32)]
                ^ table[(2 * 256) + (byte)(mixed >> 40)]
                ^ table[256 + (byte)(mixed >> 48)]
                ^ table[(byte)(mixed >> 56)];
        }

        foreach (var value in bytes)
            register = table[(byte)register ^ value] ^ (register >> 8);
        return register;
    }

    private static ulong[] MakeTable()
    {
        var table = new ulong[Step * 256];
        for (var value = 0; value < 256; value++)
        {
            var effect = (ulong)value;
            for (var bit = 0; bit < 8; bit++)
                effect = Crc64Polynomial.TimesX(effect);
            table[value] = effect;
        }

        for (var index = 256; index < table.Length; index++)
            table[index] = table[(byte)table[index - 256]] ^ (table[index - 256] >> 8);
        return table;
    }
}
