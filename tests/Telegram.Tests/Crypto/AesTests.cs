using System.Security.Cryptography;
using TgPlatform.Plugins.Telegram.Crypto;

namespace TgPlatform.Plugins.Telegram.Tests.Crypto;

/// <summary>Expected values were computed with OpenSSL's block cipher, one block at a time.</summary>
public class AesTests
{
    private const string Expected = "8e5a96f2e9f762a7ce04de11f68ec41d7d0423f445c42cbeb63f420ca1a47c8eec5e2858f7bd77d28ec5717763057a4db7d4bf841213f15371a777cf041f829e";

    private static readonly byte[] Key = Bytes(32, i => i), Iv = Bytes(32, i => 32 + i), Plain = Bytes(64, i => i * 5 + 1);

    internal static byte[] Bytes(int count, Func<int, int> value) => [.. Enumerable.Range(0, count).Select(i => (byte)value(i))];

    [Fact]
    public void Ige_KnownAnswer_BothWays()
    {
        var data = Plain.ToArray();
        AesIge.Encrypt(data, Key, Iv);
        Assert.Equal(Expected, Convert.ToHexStringLower(data));
        AesIge.Decrypt(data, Key, Iv);
        Assert.Equal(Plain, data);
    }

    [Fact]
    public void IgePlain_KnownAnswer_BothWays()
    {
        var data = Plain.ToArray();
        AesIgePlain.Encrypt(data, AesSchedule.ForEncryption(Key), Iv);
        Assert.Equal(Expected, Convert.ToHexStringLower(data));
        AesIgePlain.Decrypt(data, AesSchedule.ForDecryption(Key), Iv);
        Assert.Equal(Plain, data);
    }

    [Fact]
    public void Ige_AnyKeyAndLength_EveryPathAgrees()
    {
        for (var length = 0; length < 1024; length += 16)
        {
            byte[] key = RandomNumberGenerator.GetBytes(32), iv = RandomNumberGenerator.GetBytes(32), data = RandomNumberGenerator.GetBytes(length);
            byte[] fast = [.. data], plain = [.. data];
            AesIge.Encrypt(fast, key, iv);
            AesIgePlain.Encrypt(plain, AesSchedule.ForEncryption(key), iv);
            Assert.Equal(plain, fast);
            AesIge.Decrypt(fast, key, iv);
            AesIgePlain.Decrypt(plain, AesSchedule.ForDecryption(key), iv);
            Assert.Equal(data, fast);
            Assert.Equal(data, plain);
        }
    }

    [Theory]
    [InlineData(4096), InlineData(0, 32), InlineData(16, 16), InlineData(5008, 32, 64), InlineData(16, 160, 80, 1600), InlineData(1 << 20, (1 << 20) + 48, 0, 100_000)]
    public void IgeTogether_AnyNumberAndLengths_GivesWhatEachAloneGives(params int[] lengths)
    {
        var messages = lengths.Select(length => new IgeMessage { Data = RandomNumberGenerator.GetBytes(length) }).ToArray();
        var alone = messages.Select(message => message.Data.ToArray()).ToArray();
        foreach (var (message, data) in messages.Zip(alone))
        {
            RandomNumberGenerator.Fill(message.Key);
            RandomNumberGenerator.Fill(message.Iv);
            AesIge.Decrypt(data, message.Key, message.Iv);
        }

        AesIge.DecryptTogether(messages);

        Assert.Equal(alone, messages.Select(message => message.Data.ToArray()));
    }

    [Fact]
    public void Ige_AMegabyte_AllocatesNothing()
    {
        var data = new byte[1 << 20];
        AesIge.Decrypt(data, Key, Iv);
        var before = GC.GetAllocatedBytesForCurrentThread();

        AesIge.Decrypt(data, Key, Iv);

        Assert.Equal(0, GC.GetAllocatedBytesForCurrentThread() - before);
    }

    [Fact]
    public void Ige_NotWholeBlocks_IsRefused() => Assert.Throws<ArgumentException>(() => AesIge.Encrypt(new byte[17], Key, Iv));

    [Theory]
    [InlineData(100), InlineData(1), InlineData(16), InlineData(33)]
    public void Ctr_InPiecesAcrossACounterOverflow_IsOneStream(int piece)
    {
        var data = new byte[100];
        using var stream = new AesCtr(Key, Convert.FromHexString("fffffffffffffffffffffffffffffffe"));
        for (var at = 0; at < data.Length; at += piece) stream.Apply(data.AsSpan(at, Math.Min(piece, data.Length - at)));

        Assert.Equal("66e9030f7149b42e5dd1d96588266e7e76e7ab2867bc90d2b6e88c029dfb8175", Convert.ToHexStringLower(SHA256.HashData(data)));
    }

    [Fact]
    public void Ctr_ManyChunks_EqualsOneBlockAtATime()
    {
        byte[] whole = new byte[50_000], pieces = new byte[50_000];
        using var first = new AesCtr(Key, Iv.AsSpan(0, 16));
        using var second = new AesCtr(Key, Iv.AsSpan(0, 16));
        first.Apply(whole);
        for (var at = 0; at < pieces.Length; at += 7) second.Apply(pieces.AsSpan(at, Math.Min(7, pieces.Length - at)));

        Assert.Equal(pieces, whole);
    }

    [Theory]
    [InlineData("00000000000000000000000000000000"), InlineData("0000000000000000fffffffffffffff0"), InlineData("ffffffffffffffffffffffffffffffff")]
    public void Ctr_AnyLength_EveryPathAgrees(string iv)
    {
        foreach (var length in new[] { 16, 128, 144, 8192, 8208, 70_000 })
        {
            byte[] key = RandomNumberGenerator.GetBytes(32), fast = RandomNumberGenerator.GetBytes(length), plain = [.. fast];
            using var stream = new AesCtr(key, Convert.FromHexString(iv));
            using var system = new AesCtrPlain(key);
            var next = System.Buffers.Binary.BinaryPrimitives.ReadUInt128BigEndian(Convert.FromHexString(iv));
            stream.Apply(fast);
            system.Apply(plain, ref next);
            Assert.Equal(plain, fast);
        }
    }
}
