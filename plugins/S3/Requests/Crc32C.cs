using System.Numerics;
using System.Runtime.InteropServices;

namespace TgPlatform.Plugins.S3.Requests;

/// <summary>CRC-32C (RFC 3720, B.4) by the processor's own instruction.</summary>
internal static class Crc32C
{
    /// <summary>Continues a sum that began with all bits set; the final sum is its complement.</summary>
    public static uint Append(uint crc, ReadOnlySpan<byte> bytes)
    {
        foreach (var eight in MemoryMarshal.Cast<byte, ulong>(bytes))
            crc = BitOperations.Crc32C(crc, eight);
        foreach (var one in bytes[(bytes.Length & ~7)..])
            crc = BitOperations.Crc32C(crc, one);
        return crc;
    }
}
