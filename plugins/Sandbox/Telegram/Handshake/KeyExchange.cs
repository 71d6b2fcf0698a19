using System.Buffers.Binary;
using System.Numerics;
using System.Security.Cryptography;
using TgPlatform.Plugins.Sandbox.Telegram.Crypto;
using TgPlatform.Plugins.Sandbox.Telegram.Faults;
using TgPlatform.Plugins.Sandbox.Telegram.Tl;

namespace TgPlatform.Plugins.Sandbox.Telegram.Handshake;

/// <summary>The key exchange of one connection, step by step; a request out of place answers null, which ends the connection.</summary>
internal sealed class KeyExchange(Func<ServerKey> key, Func<int> unixTime)
{
    private byte[] _nonce = [];
    private byte[] _serverNonce = [];
    private byte[] _newNonce = [];
    private byte[] _pq = [];
    private BigInteger _secret;
    private int? _expiresIn;

    /// <summary>The agreed key, once the last step succeeded.</summary>
    public AgreedKey? Agreed { get; private set; }

    public TlObject? Answer(TlObject request, ServerLie lie) => request.Name switch
    {
        "req_pq" or "req_pq_multi" => Begin(request, lie),
        "req_DH_params" when _nonce.Length > 0 => OfferGroup(request, lie),
        "set_client_DH_params" when !_secret.IsZero => Finish(request, lie),
        _ => null,
    };

    private TlObject Begin(TlObject request, ServerLie lie)
    {
        var (p, q) = BigNumber.PrimePair();
        _nonce = request.Bytes("nonce");
        _serverNonce = RandomNumberGenerator.GetBytes(16);
        _pq = BigNumber.Write(lie == ServerLie.PrimePq ? KeyExchangeLies.LargePrime() : (BigInteger)p * q);
        return new TlObject("resPQ")
        {
            ["nonce"] = lie == ServerLie.WrongNonce ? RandomNumberGenerator.GetBytes(16) : _nonce,
            ["server_nonce"] = _serverNonce,
            ["pq"] = _pq,
            ["server_public_key_fingerprints"] = new[] { lie == ServerLie.UnknownKey ? ~key().Fingerprint : key().Fingerprint },
        };
    }

    private TlObject? OfferGroup(TlObject request, ServerLie lie)
    {
        if (!SameNonces(request) || key().Open(request.Bytes("encrypted_data")) is not { } inner) return null;
        if (!inner.Name.StartsWith("p_q_inner_data", StringComparison.Ordinal) || !SameNonces(inner) || !_pq.AsSpan().SequenceEqual(inner.Bytes("pq"))) return null;
        _newNonce = inner.Bytes("new_nonce");
        _expiresIn = inner.Has("expires_in") ? inner.Int("expires_in") : null;
        _secret = BigNumber.Random(256);
        var offer = KeyExchangeLies.Bend(lie, new TlObject("server_DH_inner_data")
        {
            ["nonce"] = _nonce,
            ["server_nonce"] = _serverNonce,
            ["g"] = DhGroup.Generator,
            ["dh_prime"] = DhGroup.PrimeBytes,
            ["g_a"] = BigNumber.Write(BigInteger.ModPow(DhGroup.Generator, _secret, DhGroup.Prime), 256),
            ["server_time"] = unixTime(),
        });
        var answer = TlWriter.ToArray(offer);
        var hash = MessageKeys.Sha1(answer);
        if (lie == ServerLie.WrongAnswerHash) hash[0] ^= 1;
        return new TlObject("server_DH_params_ok")
        {
            ["nonce"] = _nonce,
            ["server_nonce"] = lie == ServerLie.WrongServerNonce ? RandomNumberGenerator.GetBytes(16) : _serverNonce,
            ["encrypted_answer"] = Encrypt([.. hash, .. answer]),
        };
    }

    private TlObject? Finish(TlObject request, ServerLie lie)
    {
        if (!SameNonces(request) || OpenClientPart(request.Bytes("encrypted_data")) is not { } inner || !SameNonces(inner)) return null;
        var publicValue = BigNumber.Read(inner.Bytes("g_b"));
        if (publicValue <= 1 || publicValue >= DhGroup.Prime - 1) return null;
        var value = BigNumber.Write(BigInteger.ModPow(publicValue, _secret, DhGroup.Prime), 256);
        var (answer, field, number) = lie switch
        {
            ServerLie.DhRetry => ("dh_gen_retry", "new_nonce_hash2", (byte)2),
            ServerLie.DhFail => ("dh_gen_fail", "new_nonce_hash3", (byte)3),
            _ => ("dh_gen_ok", "new_nonce_hash1", (byte)1),
        };
        var digest = MessageKeys.Sha1([.. _newNonce, number, .. MessageKeys.Sha1(value)[..8]])[4..];
        if (lie == ServerLie.WrongNewNonceHash) digest[0] ^= 1;
        if (number == 1) Agreed = new AgreedKey(value, FirstSalt(), _expiresIn);
        return new TlObject(answer) { ["nonce"] = _nonce, ["server_nonce"] = _serverNonce, [field] = digest };
    }

    private bool SameNonces(TlObject request) =>
        _nonce.AsSpan().SequenceEqual(request.Bytes("nonce")) && _serverNonce.AsSpan().SequenceEqual(request.Bytes("server_nonce"));

    private byte[] Encrypt(byte[] data)
    {
        var (aesKey, iv) = TemporaryKey();
        byte[] padded = [.. data, .. RandomNumberGenerator.GetBytes(-data.Length & 15)];
        AesIge.Encrypt(padded, aesKey, iv);
        return padded;
    }

    private TlObject? OpenClientPart(byte[] data)
    {
        if (data.Length < 32 || data.Length % 16 != 0) return null;
        var (aesKey, iv) = TemporaryKey();
        AesIge.Decrypt(data, aesKey, iv);
        var reader = new TlReader(data.AsSpan(20));
        var inner = reader.Any() as TlObject;
        var content = data.AsSpan(20, data.Length - 20 - reader.Remaining);
        return MessageKeys.Sha1(content).AsSpan().SequenceEqual(data.AsSpan(0, 20)) ? inner : null;
    }

    private (byte[] Key, byte[] Iv) TemporaryKey()
    {
        var first = MessageKeys.Sha1([.. _newNonce, .. _serverNonce]);
        var second = MessageKeys.Sha1([.. _serverNonce, .. _newNonce]);
        var third = MessageKeys.Sha1([.. _newNonce, .. _newNonce]);
        return ([.. first, .. second[..12]], [.. second[12..], .. third, .. _newNonce[..4]]);
    }

    private long FirstSalt() =>
        BinaryPrimitives.ReadInt64LittleEndian(_newNonce) ^ BinaryPrimitives.ReadInt64LittleEndian(_serverNonce);
}

/// <summary>What a finished exchange gives; a temporary key says for how many seconds it lives.</summary>
internal sealed record AgreedKey(byte[] Value, long Salt, int? ExpiresIn);
