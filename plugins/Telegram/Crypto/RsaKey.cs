using System.Buffers.Binary;
using System.Numerics;
using System.Security.Cryptography;
using TgPlatform.Plugins.Telegram.Tl;

namespace TgPlatform.Plugins.Telegram.Crypto;

/// <summary>A public key of the service: its fingerprint, and encryption with the padding RSA_PAD
/// (core.telegram.org/mtproto/auth_key, "4.1) RSA_PAD").</summary>
internal sealed partial class RsaKey
{
    private const int LargestData = 144, Padded = 192, Size = 256;

    private readonly BigInteger _modulus, _exponent;

    public RsaKey(ReadOnlySpan<byte> modulus, ReadOnlySpan<byte> exponent)
    {
        _modulus = BigEndian.Number(modulus);
        _exponent = BigEndian.Number(exponent);
        if (_modulus.GetBitLength() != 2048) throw new ArgumentException("a key of the service has 2048 bits");
        var writer = new TlWriter();
        writer.WriteBytes(BigEndian.Bytes(_modulus));
        writer.WriteBytes(BigEndian.Bytes(_exponent));
        Span<byte> hash = stackalloc byte[20];
#pragma warning disable CA5350 // the fingerprint is defined as SHA-1
        SHA1.HashData(writer.Written, hash);
#pragma warning restore CA5350
        Fingerprint = BinaryPrimitives.ReadInt64LittleEndian(hash[12..]);
    }

    /// <summary>The lower 64 bits of the SHA-1 of the key, by which the service offers it.</summary>
    public long Fingerprint { get; }

    public static RsaKey FromPem(string pem)
    {
        using var rsa = RSA.Create();
        rsa.ImportFromPem(pem);
        var parameters = rsa.ExportParameters(includePrivateParameters: false);
        return new RsaKey(parameters.Modulus, parameters.Exponent);
    }

    public byte[] Encrypt(ReadOnlySpan<byte> data) => Encrypt(data, RandomNumberGenerator.Fill);

    /// <param name="data">At most 144 bytes.</param>
    /// <param name="fill">The source of randomness; a test gives its own.</param>
    internal byte[] Encrypt(ReadOnlySpan<byte> data, FillRandom fill)
    {
        if (data.Length > LargestData) throw new ArgumentException($"RSA_PAD takes {LargestData} bytes at most", nameof(data));
        Span<byte> padded = stackalloc byte[Padded], key = stackalloc byte[32], zeros = stackalloc byte[32], hash = stackalloc byte[32];
        Span<byte> block = stackalloc byte[Size];
        data.CopyTo(padded);
        fill(padded[data.Length..]);
        zeros.Clear();
        while (true)
        {
            fill(key);
            var body = block[32..];
            padded.CopyTo(body);
            body[..Padded].Reverse();
            Concatenated(key, padded, body[Padded..]);
            AesIge.Encrypt(body, key, zeros);
            SHA256.HashData(body, hash);
            for (var i = 0; i < 32; i++) block[i] = (byte)(key[i] ^ hash[i]);
            var number = BigEndian.Number(block);
            if (number < _modulus) return BigEndian.Padded(BigInteger.ModPow(number, _exponent, _modulus), Size);
        }
    }

    private static void Concatenated(ReadOnlySpan<byte> first, ReadOnlySpan<byte> second, Span<byte> hash)
    {
        Span<byte> both = stackalloc byte[32 + Padded];
        first.CopyTo(both);
        second.CopyTo(both[first.Length..]);
        SHA256.HashData(both, hash);
    }
}

internal delegate void FillRandom(Span<byte> bytes);
