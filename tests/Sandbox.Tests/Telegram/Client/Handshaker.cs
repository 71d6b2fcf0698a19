using System.Buffers.Binary;
using System.Numerics;
using System.Security.Cryptography;
using TgPlatform.Plugins.Sandbox.Telegram;
using TgPlatform.Plugins.Sandbox.Telegram.Crypto;
using TgPlatform.Plugins.Sandbox.Telegram.Tl;
using TgPlatform.Plugins.Sandbox.Telegram.Transport;

namespace TgPlatform.Sandbox.Tests.Telegram.Client;

/// <summary>The client's side of the key exchange, which checks nothing by itself: the tests look at what came.</summary>
internal sealed class Handshaker(Wire wire, string publicKeyPem)
{
    private readonly byte[] _newNonce = RandomNumberGenerator.GetBytes(32);

    public byte[] Nonce { get; } = RandomNumberGenerator.GetBytes(16);

    public TlObject ResPq { get; private set; } = new("");

    public TlObject Parameters { get; private set; } = new("");

    public TlObject Inner { get; private set; } = new("");

    public bool InnerHashIsRight { get; private set; }

    public TlObject Result { get; private set; } = new("");

    public byte[] AuthKey { get; private set; } = [];

    public long Salt { get; private set; }

    public byte[] NewNonceHash(byte number) => MessageKeys.Sha1([.. _newNonce, number, .. MessageKeys.Sha1(AuthKey)[..8]])[4..];

    public async Task RunAsync(int? expiresIn = null, bool oldPadding = false)
    {
        await RequestGroupAsync(expiresIn, oldPadding);
        await FinishAsync();
    }

    public async Task RequestGroupAsync(int? expiresIn = null, bool oldPadding = false)
    {
        ResPq = await AskAsync(new TlObject("req_pq_multi") { ["nonce"] = Nonce });
        var (p, q) = Factor(BinaryPrimitives.ReadUInt64BigEndian(ResPq.Bytes("pq")));
        var name = expiresIn is not null ? "p_q_inner_data_temp_dc" : oldPadding ? "p_q_inner_data" : "p_q_inner_data_dc";
        var inner = new TlObject(name)
        {
            ["pq"] = ResPq.Bytes("pq"),
            ["p"] = BigNumber.Write(p),
            ["q"] = BigNumber.Write(q),
            ["nonce"] = Nonce,
            ["server_nonce"] = ResPq.Bytes("server_nonce"),
            ["new_nonce"] = _newNonce,
            ["expires_in"] = expiresIn,
        };
        if (!oldPadding) inner["dc"] = 2;
        Parameters = await AskAsync(new TlObject("req_DH_params")
        {
            ["nonce"] = Nonce,
            ["server_nonce"] = ResPq.Bytes("server_nonce"),
            ["p"] = BigNumber.Write(p),
            ["q"] = BigNumber.Write(q),
            ["public_key_fingerprint"] = ResPq.List<long>("server_public_key_fingerprints")[0],
            ["encrypted_data"] = RsaEncrypt(TlWriter.ToArray(inner), oldPadding),
        });
        var (key, iv) = TemporaryKey();
        var answer = Parameters.Bytes("encrypted_answer");
        AesIge.Decrypt(answer, key, iv);
        var reader = new TlReader(answer.AsSpan(20));
        Inner = (TlObject)reader.Any();
        InnerHashIsRight = MessageKeys.Sha1(answer.AsSpan(20, answer.Length - 20 - reader.Remaining)).AsSpan().SequenceEqual(answer.AsSpan(0, 20));
    }

    public async Task FinishAsync()
    {
        var (prime, secret) = (BigNumber.Read(Inner.Bytes("dh_prime")), BigNumber.Random(256));
        var data = TlWriter.ToArray(new TlObject("client_DH_inner_data")
        {
            ["nonce"] = Nonce,
            ["server_nonce"] = ResPq.Bytes("server_nonce"),
            ["g_b"] = BigNumber.Write(BigInteger.ModPow(Inner.Int("g"), secret, prime), 256),
        });
        AuthKey = BigNumber.Write(BigInteger.ModPow(BigNumber.Read(Inner.Bytes("g_a")), secret, prime), 256);
        byte[] padded = [.. MessageKeys.Sha1(data), .. data];
        padded = [.. padded, .. RandomNumberGenerator.GetBytes(-padded.Length & 15)];
        var (key, iv) = TemporaryKey();
        AesIge.Encrypt(padded, key, iv);
        Result = await AskAsync(new TlObject("set_client_DH_params") { ["nonce"] = Nonce, ["server_nonce"] = ResPq.Bytes("server_nonce"), ["encrypted_data"] = padded });
        Salt = BitConverter.ToInt64(_newNonce) ^ BitConverter.ToInt64(ResPq.Bytes("server_nonce"));
    }

    public async Task<TlObject> AskAsync(TlObject request)
    {
        using var body = TlWriter.ToBuffer(request);
        var packet = new PooledBuffer();
        packet.Take(Framing.Headroom + 20).Clear();
        BinaryPrimitives.WriteInt32LittleEndian(packet.Span[(Framing.Headroom + 16)..], body.Length);
        body.Span.CopyTo(packet.Take(body.Length));
        await wire.WriteAsync(packet, default);
        using var answer = await wire.ReadAsync(default) ?? throw new EndOfStreamException();
        if (answer.Length <= 20) throw new TransportErrorException(BitConverter.ToInt32(answer.Span));
        return TlReader.Object(answer.Span[20..]);
    }

    private static (ulong P, ulong Q) Factor(ulong pq)
    {
        // Pollard's rho; both factors are prime and differ.
        for (ulong offset = 1; ; offset++)
        {
            ulong Next(ulong value) => (ulong)((((UInt128)value * value) + offset) % pq);
            ulong slow = 2, fast = 2, divisor = 1;
            while (divisor == 1)
            {
                (slow, fast) = (Next(slow), Next(Next(fast)));
                divisor = (ulong)BigInteger.GreatestCommonDivisor(slow > fast ? slow - fast : fast - slow, pq);
            }
            if (divisor != pq) return (Math.Min(divisor, pq / divisor), Math.Max(divisor, pq / divisor));
        }
    }

    private byte[] RsaEncrypt(byte[] data, bool oldPadding)
    {
        using var rsa = RSA.Create();
        rsa.ImportFromPem(publicKeyPem);
        var (modulus, exponent) = (BigNumber.Read(rsa.ExportParameters(false).Modulus), BigNumber.Read(rsa.ExportParameters(false).Exponent));
        while (true)
        {
            var block = oldPadding ? [0, .. MessageKeys.Sha1(data), .. data, .. RandomNumberGenerator.GetBytes(235 - data.Length)] : RsaPad(data);
            if (BigNumber.Read(block) < modulus) return BigNumber.Write(BigInteger.ModPow(BigNumber.Read(block), exponent, modulus), 256);
        }
    }

    private static byte[] RsaPad(byte[] data)
    {
        byte[] padded = [.. data, .. RandomNumberGenerator.GetBytes(192 - data.Length)];
        var key = RandomNumberGenerator.GetBytes(32);
        var hash = SHA256.HashData([.. key, .. padded]);
        Array.Reverse(padded);
        byte[] body = [.. padded, .. hash];
        AesIge.Encrypt(body, key, new byte[32]);
        return [.. key.Zip(SHA256.HashData(body), (left, right) => (byte)(left ^ right)), .. body];
    }

    private (byte[] Key, byte[] Iv) TemporaryKey()
    {
        var server = ResPq.Bytes("server_nonce");
        byte[] first = MessageKeys.Sha1([.. _newNonce, .. server]), second = MessageKeys.Sha1([.. server, .. _newNonce]), third = MessageKeys.Sha1([.. _newNonce, .. _newNonce]);
        return ([.. first, .. second[..12]], [.. second[12..], .. third, .. _newNonce[..4]]);
    }
}

/// <summary>Four bytes came instead of a message.</summary>
internal sealed class TransportErrorException(int code) : Exception($"Transport error {code}")
{
    public int Code => code;
}
