using System.Buffers.Binary;
using System.Numerics;
using System.Security.Cryptography;
using TgPlatform.Plugins.Telegram.Crypto;
using TgPlatform.Plugins.Telegram.Tl;

namespace TgPlatform.Plugins.Telegram.Tests.Support;

/// <summary>The server's part of one key exchange, honest or not.</summary>
internal sealed class ServerExchange(RSAParameters rsa, Lie lie)
{
    private readonly Int128 _serverNonce = BinaryPrimitives.ReadInt128LittleEndian(RandomNumberGenerator.GetBytes(16));
    private readonly BigInteger _secret = BigEndian.Number(RandomNumberGenerator.GetBytes(256));
    private Int128 _nonce;
    private byte[] _newNonce = [], _key = [], _iv = [];
    private int _retries;

    public byte[]? AuthKey { get; private set; }

    public int Dc { get; private set; }

    /// <summary>The body of the answer to the body of a question.</summary>
    public byte[] Answer(byte[] body)
    {
        var r = new TlReader(body);
        return r.ReadUInt32() switch
        {
            0xbe7e8ef1 => ResPq(r.ReadInt128()),
            0xd712e4be => Params(ref r),
            0xf5045f1f => Finish(ref r),
            var id => throw new InvalidDataException($"{id:x8} in a key exchange"),
        };
    }

    private byte[] ResPq(Int128 nonce)
    {
        _nonce = nonce;
        var w = new TlWriter();
        w.WriteUInt32(0x05162463);
        w.WriteInt128(lie == Lie.ResPqNonce ? nonce + 1 : nonce);
        w.WriteInt128(_serverNonce);
        w.WriteBytes(BigEndian.Bytes(lie == Lie.PrimePq ? 2147483647 : 0x17ED48941A08F981));
        w.WriteVector(1);
        w.WriteInt64(lie == Lie.UnknownKey ? 1 : new RsaKey(rsa.Modulus, rsa.Exponent).Fingerprint);
        return w.Written.ToArray();
    }

    private byte[] Params(ref TlReader r)
    {
        r.Take(32);
        BigInteger p = BigEndian.Number(r.ReadBytes()), q = BigEndian.Number(r.ReadBytes());
        if ((p, q) != (0x494C553B, 0x53911073)) throw new InvalidDataException("wrong factors");
        r.ReadInt64();
        var inner = new TlReader(UnpadRsa(r.ReadBytes()));
        if (inner.ReadUInt32() != 0xa9f55f95) throw new InvalidDataException("not p_q_inner_data_dc");
        for (var i = 0; i < 3; i++) inner.ReadBytes();
        inner.Take(32);
        _newNonce = inner.ReadInt256();
        Dc = inner.ReadInt32();
        var serverNonce = new byte[16];
        BinaryPrimitives.WriteInt128LittleEndian(serverNonce, _serverNonce);
        (_key, _iv) = ExchangeKeys.Temporary(_newNonce, serverNonce);

        var w = new TlWriter();
        w.WriteUInt32(0xd0e8075c);
        w.WriteInt128(lie == Lie.ParamsNonce ? 0 : _nonce);
        w.WriteInt128(lie == Lie.ParamsServerNonce ? 0 : _serverNonce);
        w.WriteBytes(EncryptedGroup());
        return w.Written.ToArray();
    }

    private byte[] EncryptedGroup()
    {
        var prime = Crypto.NumberTests.Prime;
        var margin = BigInteger.One << 1984;
        var w = new TlWriter();
        w.WriteUInt32(lie == Lie.Rubbish ? 1 : 0xb5890dba);
        w.WriteInt128(lie == Lie.InnerNonce ? 0 : _nonce);
        w.WriteInt128(lie == Lie.InnerServerNonce ? 0 : _serverNonce);
        w.WriteInt32(lie == Lie.WrongGenerator ? 2 : 3);
        w.WriteBytes(BigEndian.Bytes(lie == Lie.ShortPrime ? prime >> 1 : lie == Lie.UnsafePrime ? prime + 5040 : prime));
        w.WriteBytes(BigEndian.Bytes(lie == Lie.SmallPublicValue ? margin : lie == Lie.LargePublicValue ? prime - 1 : BigInteger.ModPow(3, _secret, prime)));
        w.WriteInt32(1_700_000_000);
        var data = new byte[(20 + w.Length + 15) / 16 * 16];
        ExchangeKeys.Sha1(w.Written, []).CopyTo(data, 0);
        w.Written.CopyTo(data.AsSpan(20));
        if (lie == Lie.AnswerHash) data[0] ^= 1;
        AesIge.Encrypt(data, _key, _iv);
        return data;
    }

    private byte[] Finish(ref TlReader r)
    {
        r.Take(32);
        var encrypted = r.ReadBytes();
        AesIge.Decrypt(encrypted, _key, _iv);
        var inner = new TlReader(encrypted.AsSpan(20));
        if (inner.ReadUInt32() != 0x6643b654) throw new InvalidDataException("not client_DH_inner_data");
        inner.Take(32);
        var retryId = inner.ReadInt64();
        if (retryId != (AuthKey is null ? 0 : BinaryPrimitives.ReadInt64LittleEndian(ExchangeKeys.Sha1(AuthKey, [])))) throw new InvalidDataException("wrong retry_id");
        AuthKey = BigEndian.Padded(BigInteger.ModPow(BigEndian.Number(inner.ReadBytes()), _secret, Crypto.NumberTests.Prime), 256);

        var isRetry = lie == Lie.RetryForever || lie is Lie.Retry or Lie.RetryHash && _retries++ == 0;
        var (id, number) = isRetry ? (0x46dc1fb9u, (byte)2) : lie == Lie.Fail ? (0xa69dae02u, (byte)3) : (0x3bcbf734u, (byte)1);
        var hash = ExchangeKeys.NonceHash(_newNonce, number, AuthKey);
        var w = new TlWriter();
        w.WriteUInt32(id);
        w.WriteInt128(lie == Lie.OkNonce ? 0 : _nonce);
        w.WriteInt128(lie == Lie.OkServerNonce ? 0 : _serverNonce);
        w.WriteInt128(lie is Lie.OkHash or Lie.RetryHash ? 0 : hash);
        return w.Written.ToArray();
    }

    private byte[] UnpadRsa(byte[] encrypted)
    {
        var block = BigEndian.Padded(BigInteger.ModPow(BigEndian.Number(encrypted), BigEndian.Number(rsa.D), BigEndian.Number(rsa.Modulus)), 256);
        var hash = SHA256.HashData(block.AsSpan(32));
        var key = block[..32].Select((b, i) => (byte)(b ^ hash[i])).ToArray();
        AesIge.Decrypt(block.AsSpan(32), key, new byte[32]);
        byte[] padded = [.. block[32..224].Reverse()];
        if (!SHA256.HashData([.. key, .. padded]).AsSpan().SequenceEqual(block.AsSpan(224))) throw new InvalidDataException("RSA_PAD does not fit");
        return padded;
    }
}
