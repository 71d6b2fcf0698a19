using System.Buffers.Binary;
using System.Numerics;
using System.Security.Cryptography;
using TgPlatform.Plugins.Sandbox.Telegram.Tl;

namespace TgPlatform.Plugins.Sandbox.Telegram.Crypto;

/// <summary>The server's RSA key: what clients encrypt the first step of the key exchange with.</summary>
internal sealed class ServerKey
{
    private readonly RSAParameters _parameters;

    public ServerKey(RSA rsa)
    {
        _parameters = rsa.ExportParameters(includePrivateParameters: true);
        PublicKeyPem = rsa.ExportRSAPublicKeyPem();
        PrivateKeyPem = rsa.ExportRSAPrivateKeyPem();
        Fingerprint = FingerprintOf(_parameters.Modulus!, _parameters.Exponent!);
    }

    public string PublicKeyPem { get; }

    public string PrivateKeyPem { get; }

    public long Fingerprint { get; }

    /// <summary>The key given, or a new one that every client can find.</summary>
    public static ServerKey Create(string? privateKeyPem)
    {
        while (true)
        {
            using var rsa = RSA.Create(2048);
            if (privateKeyPem is not null) rsa.ImportFromPem(privateKeyPem);
            var key = new ServerKey(rsa);
            if (privateKeyPem is not null || IsFoundByAll(key.Fingerprint)) return key;
        }
    }

    /// <summary>
    /// mtcute (0.30.3) stores fingerprints as sixteen hexadecimal digits and looks for them without leading zeros, so it never
    /// finds one key in sixteen and connects again for ever.
    /// </summary>
    internal static bool IsFoundByAll(long fingerprint) => (ulong)fingerprint >> 60 != 0;

    /// <summary>Opens the encrypted_data of req_DH_params: RSA_PAD, or the older SHA-1 form some clients still send.</summary>
    public TlObject? Open(ReadOnlySpan<byte> encrypted)
    {
        if (encrypted.Length != 256) return null;
        var block = RawDecrypt(encrypted);
        return OpenPadded(block) ?? OpenOld(block);
    }

    private static TlObject? OpenPadded(byte[] block)
    {
        var body = block[32..];
        var temporaryKey = SHA256.HashData(body);
        for (var index = 0; index < 32; index++) temporaryKey[index] ^= block[index];
        AesIge.Decrypt(body, temporaryKey, new byte[32]);
        var data = body[..192];
        Array.Reverse(data);
        return SHA256.HashData([.. temporaryKey, .. data]).AsSpan().SequenceEqual(body.AsSpan(192)) ? TlReader.Object(data) : null;
    }

    private static TlObject? OpenOld(byte[] block)
    {
        // One leading zero: the older form encrypts 255 bytes, SHA-1 of the data, the data, random padding.
        var data = block.AsSpan(21);
        if (block[0] != 0 || BinaryPrimitives.ReadUInt32LittleEndian(data) != TlSchema.Current.Find("p_q_inner_data").Id) return null;
        var reader = new TlReader(data);
        var inner = (TlObject)reader.Any();
        var hash = MessageKeys.Sha1(data[..^reader.Remaining]);
        return hash.AsSpan().SequenceEqual(block.AsSpan(1, 20)) ? inner : null;
    }

    private byte[] RawDecrypt(ReadOnlySpan<byte> encrypted)
    {
        // By the two prime factors (RFC 8017 §5.1.2): about four times as fast as one large power.
        var value = BigNumber.Read(encrypted);
        BigInteger p = BigNumber.Read(_parameters.P), q = BigNumber.Read(_parameters.Q);
        var first = BigInteger.ModPow(value % p, BigNumber.Read(_parameters.DP), p);
        var second = BigInteger.ModPow(value % q, BigNumber.Read(_parameters.DQ), q);
        var h = (first - second) * BigNumber.Read(_parameters.InverseQ) % p;
        return BigNumber.Write(second + (h < 0 ? h + p : h) * q, 256);
    }

    private static long FingerprintOf(byte[] modulus, byte[] exponent)
    {
        using var buffer = new PooledBuffer();
        var writer = new TlWriter(buffer, TlSchema.Current);
        writer.Bytes(modulus);
        writer.Bytes(exponent);
        return BinaryPrimitives.ReadInt64LittleEndian(MessageKeys.Sha1(buffer.Span).AsSpan(12));
    }
}
