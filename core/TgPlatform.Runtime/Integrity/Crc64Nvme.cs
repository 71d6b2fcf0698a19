using System.Buffers.Binary;
using TgPlatform.Contracts;

namespace TgPlatform.Runtime.Integrity;

/// <summary>
/// CRC-64/NVME (NVM Express command set specification, 64b CRC): reflected, polynomial 0xAD93D23594C93659, begun with and finished by all
/// ones. The sum of the bytes so far is all there is to carry on from, so a caller keeps one <see cref="ulong"/> and nothing else; the sum of
/// nothing is 0. System.IO.Hashing offers CRC-64/ECMA-182 only, and S3 checks uploads by this one.
/// </summary>
public static class Crc64Nvme
{
    /// <summary>The sum of what was summed up already, followed by more bytes.</summary>
    /// <param name="crc">The sum of the bytes before; 0 when there are none.</param>
    /// <param name="bytes">The bytes that follow.</param>
    public static ulong Append(ulong crc, ReadOnlySpan<byte> bytes)
    {
        var register = ~crc;
        if (bytes.Length >= Crc64Folding.LeastBytes && Crc64Folding.IsSupported)
            register = Crc64Folding.Append(register, ref bytes);
        return ~Crc64Table.Append(register, bytes);
    }

    /// <summary>The sum of two pieces of content, one behind the other, from the sums of each.</summary>
    /// <param name="first">The sum of the first piece.</param>
    /// <param name="second">The sum of the second piece.</param>
    /// <param name="secondLength">Length of the second piece in bytes.</param>
    public static ulong Combine(ulong first, ulong second, long secondLength)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(secondLength);
        return Crc64Polynomial.Multiply(first, Crc64Polynomial.PowerOfX((UInt128)secondLength * 8)) ^ second;
    }

    /// <summary>The sum as the contract's digest: 8 bytes, most significant first.</summary>
    /// <param name="crc">A sum.</param>
    public static Digest ToDigest(ulong crc)
    {
        var bytes = new byte[sizeof(ulong)];
        BinaryPrimitives.WriteUInt64BigEndian(bytes, crc);
        return new(DigestAlgorithm.Crc64Nvme, bytes);
    }
}
