using System.Text;
using TgPlatform.Contracts;
using TgPlatform.Runtime.Integrity;

namespace TgPlatform.Runtime.Tests.Integrity;

public sealed class Crc64NvmeTests
{
    [Fact]
    public void Append_CheckString_GivesThePublishedCheckValue()
        => Assert.Equal(0xAE8B14860A799888, Crc64Nvme.Append(0, "123456789"u8));

    [Fact]
    public void Append_Nothing_IsZero() => Assert.Equal(0UL, Crc64Nvme.Append(0, []));

    // The four 4,096-byte patterns of the NVM Express command set specification, section "64b CRC".
    [Theory]
    [InlineData("zeros", 0x6482D367EB22B64E)]
    [InlineData("ones", 0xC0DDBA7302ECA3AC)]
    [InlineData("rising", 0x3E729F5F6750449C)]
    [InlineData("falling", 0x9A2DF64B8E9E517E)]
    public void Append_PatternOfTheSpecification_GivesItsValue(string pattern, ulong expected)
    {
        var bytes = new byte[4096];
        for (var index = 0; index < bytes.Length; index++)
            bytes[index] = pattern switch { "zeros" => 0, "ones" => 0xFF, "rising" => (byte)index, _ => (byte)(255 - index) };
        Assert.Equal(expected, Crc64Nvme.Append(0, bytes));
    }

    [Fact]
    public void Append_EveryLengthUpToThreeWideSteps_FoldingAndTablesAgreeWithTheDefinition()
    {
        var bytes = Some(1_650, seed: 1);
        for (var length = 0; length <= 1_600; length++)
        {
            var piece = bytes.AsSpan(length % 7, length);
            var expected = ByDefinition(piece);
            Assert.Equal(expected, ~Crc64Table.Append(ulong.MaxValue, piece));
            Assert.Equal(expected, Crc64Nvme.Append(0, piece));
        }
    }

    [Fact]
    public void Append_SplitAnywhere_GivesTheSumOfTheWhole()
    {
        var bytes = Some(100_000, seed: 2);
        var whole = Crc64Nvme.Append(0, bytes);
        var random = new Random(3);
        for (var round = 0; round < 200; round++)
        {
            var sum = 0UL;
            for (var start = 0; start < bytes.Length;)
            {
                var length = Math.Min(random.Next(0, 1 << random.Next(1, 17)), bytes.Length - start);
                sum = Crc64Nvme.Append(sum, bytes.AsSpan(start, length));
                start += length;
            }

            Assert.Equal(whole, sum);
        }
    }

    [Fact]
    public void Combine_SplitAnywhere_GivesTheSumOfTheWhole()
    {
        var bytes = Some(5_000, seed: 4);
        var whole = Crc64Nvme.Append(0, bytes);
        for (var split = 0; split <= bytes.Length; split += 37)
        {
            var (first, second) = (Crc64Nvme.Append(0, bytes.AsSpan(0, split)), Crc64Nvme.Append(0, bytes.AsSpan(split)));
            Assert.Equal(whole, Crc64Nvme.Combine(first, second, bytes.Length - split));
        }
    }

    [Fact]
    public void Combine_TerabytesOfZeros_DoublingAndAddingAgree()
    {
        var quarter = Crc64Nvme.Append(0, new byte[4096]);
        for (var length = 4096L; length < 1L << 40; length *= 2)
            quarter = Crc64Nvme.Combine(quarter, quarter, length);
        var half = Crc64Nvme.Combine(quarter, quarter, 1L << 40);
        var whole = Crc64Nvme.Combine(half, half, 1L << 41);
        var added = Crc64Nvme.Combine(Crc64Nvme.Combine(half, quarter, 1L << 40), quarter, 1L << 40);
        Assert.Equal(whole, added);
        Assert.NotEqual(whole, half);
    }

    [Fact]
    public void ToDigest_Sum_IsMostSignificantByteFirst()
    {
        var digest = Crc64Nvme.ToDigest(0xAE8B14860A799888);
        Assert.Equal(DigestAlgorithm.Crc64Nvme, digest.Algorithm);
        Assert.Equal("rosUhgp5mIg=", Convert.ToBase64String(digest.Bytes.Span));
    }

    internal static byte[] Some(int length, int seed)
    {
        var bytes = new byte[length];
        new Random(seed).NextBytes(bytes);
        return bytes;
    }

    // Bit by bit, straight from the definition.
    private static ulong ByDefinition(ReadOnlySpan<byte> bytes)
    {
        var register = ulong.MaxValue;
        foreach (var value in bytes)
        {
            register ^= value;
            for (var bit = 0; bit < 8; bit++)
                register = (register & 1) != 0 ? (register >> 1) ^ 0x9A6C9329AC4BC9B5 : register >> 1;
        }

        return ~register;
    }
}
