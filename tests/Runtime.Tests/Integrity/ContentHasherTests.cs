using System.Security.Cryptography;
using TgPlatform.Contracts;
using TgPlatform.Runtime.Integrity;

namespace TgPlatform.Runtime.Tests.Integrity;

public sealed class ContentHasherTests
{
    private static readonly byte[] Content = Crc64NvmeTests.Some(300_000, seed: 5);

    [Fact]
    public void Seal_NothingAskedFor_HoldsLengthAndCrcOnly()
    {
        using var hasher = ContentHasher.Rent();
        hasher.Append(Content);
        var seal = hasher.Seal();
        Assert.Equal(Content.Length, seal.Length);
        Assert.Equal(Crc64Nvme.ToDigest(Crc64Nvme.Append(0, Content)), Assert.Single(seal.Digests));
    }

    [Fact]
    public void Seal_EverythingAskedFor_AgreesWithTheOneShotSums()
    {
        using var hasher = ContentHasher.Rent(DigestAlgorithm.Sha256, DigestAlgorithm.Md5, DigestAlgorithm.Crc64Nvme, DigestAlgorithm.Sha512, DigestAlgorithm.Sha256);
        foreach (var block in Content.Chunk(4099))
            hasher.Append(block);
        Assert.Equal(
            [
                Crc64Nvme.ToDigest(Crc64Nvme.Append(0, Content)),
                new(DigestAlgorithm.Sha256, SHA256.HashData(Content)),
                new(DigestAlgorithm.Md5, CryptographicOperations.HashData(HashAlgorithmName.MD5, Content)),
                new(DigestAlgorithm.Sha512, SHA512.HashData(Content)),
            ],
            hasher.Seal().Digests);
    }

    [Fact]
    public void TryContinue_CrcOnly_GivesTheSumOfTheWhole()
    {
        using var earlier = ContentHasher.Rent();
        earlier.Append(Content.AsSpan(0, 123_457));
        using var later = ContentHasher.Rent();
        Assert.True(later.TryContinue(earlier.Length, earlier.Crc64));
        later.Append(Content.AsSpan(123_457));
        Assert.Equal((Content.Length, Crc64Nvme.Append(0, Content)), (later.Length, later.Crc64));
    }

    [Fact]
    public void TryContinue_CryptographicSumWanted_RefusesSoThatBytesAreReadAgain()
    {
        using var hasher = ContentHasher.Rent(DigestAlgorithm.Sha256);
        Assert.False(hasher.TryContinue(10, 20));
        hasher.Append(Content);
        Assert.Contains(new Digest(DigestAlgorithm.Sha256, SHA256.HashData(Content)), hasher.Seal().Digests);
    }

    [Fact]
    public void TryContinue_BytesAppendedAlready_Throws()
    {
        using var hasher = ContentHasher.Rent();
        hasher.Append(Content);
        Assert.Throws<InvalidOperationException>(() => hasher.TryContinue(10, 20));
    }

    [Fact]
    public void Rent_AfterAnAbandonedOne_BeginsAfresh()
    {
        using (var abandoned = ContentHasher.Rent(DigestAlgorithm.Sha256))
            abandoned.Append(Content);
        using var hasher = ContentHasher.Rent(DigestAlgorithm.Sha256);
        hasher.Append("abc"u8);
        Assert.Equal("sha256:ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad", hasher.Seal().Digests[1].ToString());
    }

    [Fact]
    public void Append_AnyBlock_AllocatesNothing()
    {
        using var hasher = ContentHasher.Rent(DigestAlgorithm.Sha256);
        hasher.Append(Content);
        var before = GC.GetAllocatedBytesForCurrentThread();
        for (var round = 0; round < 10; round++)
            hasher.Append(Content);
        Assert.Equal(before, GC.GetAllocatedBytesForCurrentThread());
    }
}
