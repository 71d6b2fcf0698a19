using System.Buffers.Binary;

namespace TgPlatform.Testing;

/// <summary>CRC-64/NVME, bit by bit: slow, and independent of the code it helps to test.</summary>
internal static class Crc64
{
    private const ulong ReflectedPolynomial = 0x9A6C_9329_AC4B_C9B5;

    public static byte[] OfBytes(ReadOnlySpan<byte> content)
    {
        var crc = ulong.MaxValue;
        foreach (var value in content)
        {
            crc ^= value;
            for (var bit = 0; bit < 8; bit++)
                crc = (crc >> 1) ^ ((crc & 1) * ReflectedPolynomial);
        }

        var sum = new byte[8];
        BinaryPrimitives.WriteUInt64BigEndian(sum, ~crc);
        return sum;
    }
}
