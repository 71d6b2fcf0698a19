using System.Buffers.Binary;
using System.Numerics;
using System.Security.Cryptography;
using System.Text;
using TgPlatform.Plugins.Sandbox.Telegram.Crypto;

namespace TgPlatform.Sandbox.Tests.Telegram.Crypto;

public class PrimitiveTests
{
    [Fact]
    public void Ige_OneStepAtATime_MatchesTheDefinition()
    {
        var (key, iv, plain) = (RandomNumberGenerator.GetBytes(32), RandomNumberGenerator.GetBytes(32), RandomNumberGenerator.GetBytes(16 * 9));
        var encrypted = plain.ToArray();

        AesIge.Encrypt(encrypted, key, iv);

        using var aes = Aes.Create();
        aes.Key = key;
        for (var block = 0; block < 9; block++)
        {
            var before = block == 0 ? iv[..16] : encrypted[((block - 1) * 16)..(block * 16)];
            var beforePlain = block == 0 ? iv[16..] : plain[((block - 1) * 16)..(block * 16)];
            var step = aes.EncryptEcb(Xor(plain[(block * 16)..((block + 1) * 16)], before), PaddingMode.None);
            Assert.Equal(Xor(step, beforePlain), encrypted[(block * 16)..((block + 1) * 16)]);
        }
        AesIge.Decrypt(encrypted, key, iv);
        Assert.Equal(plain, encrypted);
    }

    [Theory]
    [InlineData(1024), InlineData(1024, 0), InlineData(64, 4096, 16), InlineData(32, 32, 48, 1 << 20), InlineData(160, 80, 1600, 16)]
    public void IgeFour_AnyNumberAndLengths_GivesWhatEachAloneGives(params int[] lengths)
    {
        if (!IgeFour.IsSupported) return; // then nobody calls it
        var plain = lengths.Select(RandomNumberGenerator.GetBytes).ToArray();
        var keys = lengths.Select(_ => RandomNumberGenerator.GetBytes(32)).ToArray();
        var alone = plain.Select((data, at) => Encrypted(data, keys[at])).ToArray();

        IgeFour.Encrypt([.. plain.Select((data, at) => new IgeMessage(data, keys[at], keys[at]))]);

        Assert.Equal(alone, plain);
    }

    [Theory]
    [InlineData("00000000000000000000000000000000"), InlineData("0000000000000000fffffffffffffffb"), InlineData("fffffffffffffffffffffffffffffffc")]
    public void Ctr_ManyBlocks_EqualsOneBlockAtATime(string first)
    {
        var (key, data) = (RandomNumberGenerator.GetBytes(32), new byte[10_000]);
        using var cipher = new AesCtr(key, Convert.FromHexString(first));

        cipher.Apply(data);

        using var aes = Aes.Create();
        aes.Key = key;
        var counter = BinaryPrimitives.ReadUInt128BigEndian(Convert.FromHexString(first));
        var block = new byte[16];
        for (var at = 0; at < data.Length; at += 16)
        {
            BinaryPrimitives.WriteUInt128BigEndian(block, counter++);
            Assert.Equal(aes.EncryptEcb(block, PaddingMode.None), data[at..(at + 16)]);
        }
    }

    [Fact]
    public void Ctr_InPiecesOfOddLength_EqualsOneRun()
    {
        // NIST SP 800-38A, F.5.5: CTR-AES256.
        var key = Convert.FromHexString("603deb1015ca71be2b73aef0857d77811f352c073b6108d72d9810a30914dff4");
        var counter = Convert.FromHexString("f0f1f2f3f4f5f6f7f8f9fafbfcfdfeff");
        var data = Convert.FromHexString("6bc1bee22e409f96e93d7e117393172aae2d8a571e03ac9c9eb76fac45af8e51");
        using var cipher = new AesCtr(key, counter);

        cipher.Apply(data.AsSpan(0, 5));
        cipher.Apply(data.AsSpan(5, 20));
        cipher.Apply(data.AsSpan(25));

        Assert.Equal("601ec313775789a5b7a7f504bbf3d228f443e3ca4d62b59aca84e990cacaf5c5", Convert.ToHexStringLower(data));
    }

    [Fact]
    public void IsPrime_KnownNumbers_AreDecided()
    {
        Assert.True(BigNumber.IsPrime(2_147_483_647));
        Assert.True(BigNumber.IsPrime(18_446_744_073_709_551_557));
        Assert.False(BigNumber.IsPrime(3_215_031_751));
        Assert.False(BigNumber.IsPrime(2_147_483_647UL * 65_537));
    }

    [Fact]
    public void Password_RightAndWrong_AreToldApart()
    {
        var check = new SecureRemotePassword("right");
        var (value, proof) = Answer(check, "right");

        Assert.True(check.Proves(value, proof));
        Assert.False(check.Proves(value, Answer(check, "wrong").Proof));
    }

    /// <summary>The client's side of core.telegram.org/api/srp.</summary>
    private static (byte[] Value, byte[] Proof) Answer(SecureRemotePassword check, string password)
    {
        var (p, g) = (DhGroup.Prime, new BigInteger(DhGroup.Generator));
        byte[] Hash(params byte[][] parts) => SHA256.HashData([.. parts.SelectMany(part => part)]);
        var inner = Hash(check.Salt2, Hash(check.Salt1, Encoding.UTF8.GetBytes(password), check.Salt1), check.Salt2);
        var x = BigNumber.Read(Hash(check.Salt2, Rfc2898DeriveBytes.Pbkdf2(inner, check.Salt1, 100_000, HashAlgorithmName.SHA512, 64), check.Salt2));
        var secret = BigNumber.Random(256);
        var value = BigNumber.Write(BigInteger.ModPow(g, secret, p), 256);
        var gPadded = BigNumber.Write(g, 256);
        var u = BigNumber.Read(Hash(value, check.PublicValue));
        var k = BigNumber.Read(Hash(DhGroup.PrimeBytes, gPadded));
        var basis = (((BigNumber.Read(check.PublicValue) - (k * BigInteger.ModPow(g, x, p))) % p) + p) % p;
        var key = Hash(BigNumber.Write(BigInteger.ModPow(basis, secret + (u * x), p), 256));
        return (value, Hash(Xor(Hash(DhGroup.PrimeBytes), Hash(gPadded)), Hash(check.Salt1), Hash(check.Salt2), value, check.PublicValue, key));
    }

    private static byte[] Encrypted(byte[] data, byte[] key)
    {
        byte[] encrypted = [.. data];
        AesIge.Encrypt(encrypted, key, key);
        return encrypted;
    }

    private static byte[] Xor(byte[] first, byte[] second) => [.. first.Zip(second, (a, b) => (byte)(a ^ b))];
}
