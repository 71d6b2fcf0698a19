using System.Buffers.Binary;
using System.Numerics;
using System.Security.Cryptography;
using TgPlatform.Plugins.Telegram.Crypto;
using TgPlatform.Plugins.Telegram.Schema;
using TgPlatform.Plugins.Telegram.Session;
using TgPlatform.Plugins.Telegram.Tl;
using TgPlatform.Plugins.Telegram.Transport;

namespace TgPlatform.Plugins.Telegram.Handshake;

/// <summary>Agrees on a new authorization key with a data centre (core.telegram.org/mtproto/auth_key), checking everything the other side says.</summary>
internal sealed class KeyExchange(FrameSocket socket, IReadOnlyList<RsaKey> keys, int dc, TimeProvider time)
{
    private const int MostRetries = 5;

    private readonly PlainMessages _messages = new(socket, new MessageIds(new ServiceClock(time)));
    private readonly byte[] _newNonce = RandomNumberGenerator.GetBytes(32);
    private readonly Int128 _nonce = BinaryPrimitives.ReadInt128LittleEndian(RandomNumberGenerator.GetBytes(16));
    private Int128 _serverNonce;

    public async Task<NewKey> RunAsync(CancellationToken cancel)
    {
        var offer = await _messages.AskAsync(new ReqPqMulti { Nonce = _nonce }, cancel);
        Check(offer.Nonce == _nonce, SecurityCheck.Nonce);
        _serverNonce = offer.ServerNonce;
        var rsa = keys.FirstOrDefault(k => offer.ServerPublicKeyFingerprints.Contains(k.Fingerprint))
            ?? throw new SecurityCheckException(SecurityCheck.Fingerprint, "the service offered none of the known public keys");
        if (offer.Pq.Length > 8) throw new SecurityCheckException(SecurityCheck.Factors, "pq is longer than 8 bytes");
        var (p, q) = PqFactors.Of((ulong)BigEndian.Number(offer.Pq));

        var answer = await _messages.AskAsync(new ReqDHParams
        {
            Nonce = _nonce, ServerNonce = _serverNonce, P = BigEndian.Bytes(p), Q = BigEndian.Bytes(q),
            PublicKeyFingerprint = rsa.Fingerprint, EncryptedData = rsa.Encrypt(InnerData(offer.Pq, p, q)),
        }, cancel);
        CheckNonces(answer.Nonce, answer.ServerNonce);
        var (key, iv) = ExchangeKeys.Temporary(_newNonce, ServerNonceBytes());
        var group = Decrypt(answer.EncryptedAnswer, key, iv);
        CheckNonces(group.Nonce, group.ServerNonce);
        return await AgreeAsync(group, key, iv, cancel);
    }

    private byte[] InnerData(byte[] pq, ulong p, ulong q)
    {
        var writer = new TlWriter();
        new PQInnerDataDc
        {
            Pq = pq, P = BigEndian.Bytes(p), Q = BigEndian.Bytes(q), Nonce = _nonce, ServerNonce = _serverNonce, NewNonce = _newNonce, Dc = dc,
        }.Write(writer);
        return writer.Written.ToArray();
    }

    private static ServerDHInnerData Decrypt(byte[] encrypted, byte[] key, byte[] iv)
    {
        if (encrypted.Length is < 32 || encrypted.Length % 16 != 0) throw new SecurityCheckException(SecurityCheck.AnswerHash, "the encrypted answer is not whole");
        AesIge.Decrypt(encrypted, key, iv);
        var reader = new TlReader(encrypted.AsSpan(20));
        ServerDHInnerData group;
        try
        {
            group = ServerDHInnerData.Read(ref reader);
        }
        catch (TlException error)
        {
            throw new SecurityCheckException(SecurityCheck.AnswerHash, "the encrypted answer is not what was agreed: " + error.Message);
        }
        var hash = ExchangeKeys.Sha1(encrypted.AsSpan(20, reader.Position), []);
        Check(reader.Left < 16 && hash.AsSpan().SequenceEqual(encrypted.AsSpan(0, 20)), SecurityCheck.AnswerHash);
        return group;
    }

    private async Task<NewKey> AgreeAsync(ServerDHInnerData group, byte[] key, byte[] iv, CancellationToken cancel)
    {
        BigInteger prime = BigEndian.Number(group.DhPrime), theirs = BigEndian.Number(group.GA);
        DiffieHellman.CheckGroup(prime, group.G);
        DiffieHellman.CheckPublicValue(theirs, prime, "g_a");
        long retryId = 0;
        for (var attempt = 0; attempt < MostRetries; attempt++)
        {
            var (secret, ours) = DiffieHellman.NewPair(prime, group.G);
            var authKey = new AuthKey(BigEndian.Padded(BigInteger.ModPow(theirs, secret, prime), 256));
            var end = await _messages.AskAsync(new SetClientDHParams
            {
                Nonce = _nonce, ServerNonce = _serverNonce, EncryptedData = Encrypted(retryId, ours, key, iv),
            }, cancel);
            switch (end)
            {
                case DhGenOk ok:
                    CheckEnd(ok.Nonce, ok.ServerNonce, ok.NewNonceHash1, 1, authKey);
                    return new NewKey(authKey, BinaryPrimitives.ReadInt64LittleEndian(_newNonce) ^ BinaryPrimitives.ReadInt64LittleEndian(ServerNonceBytes()), group.ServerTime);
                case DhGenRetry retry:
                    CheckEnd(retry.Nonce, retry.ServerNonce, retry.NewNonceHash2, 2, authKey);
                    retryId = BinaryPrimitives.ReadInt64LittleEndian(ExchangeKeys.Sha1(authKey.Bytes, []));
                    break;
                case DhGenFail fail:
                    CheckEnd(fail.Nonce, fail.ServerNonce, fail.NewNonceHash3, 3, authKey);
                    throw new ConnectionLostException("the service ended the key exchange with dh_gen_fail");
            }
        }
        throw new ConnectionLostException($"the service asked {MostRetries} times for another key");
    }

    private byte[] Encrypted(long retryId, BigInteger ours, byte[] key, byte[] iv)
    {
        var writer = new TlWriter();
        new ClientDHInnerData { Nonce = _nonce, ServerNonce = _serverNonce, RetryId = retryId, GB = BigEndian.Bytes(ours) }.Write(writer);
        var length = 20 + writer.Length;
        var data = RandomNumberGenerator.GetBytes((length + 15) / 16 * 16);
        ExchangeKeys.Sha1(writer.Written, []).CopyTo(data, 0);
        writer.Written.CopyTo(data.AsSpan(20));
        AesIge.Encrypt(data, key, iv);
        return data;
    }

    private byte[] ServerNonceBytes()
    {
        var bytes = new byte[16];
        BinaryPrimitives.WriteInt128LittleEndian(bytes, _serverNonce);
        return bytes;
    }

    private void CheckEnd(Int128 nonce, Int128 serverNonce, Int128 hash, byte number, AuthKey key)
    {
        CheckNonces(nonce, serverNonce);
        Check(hash == ExchangeKeys.NonceHash(_newNonce, number, key.Bytes), SecurityCheck.NewNonceHash);
    }

    private void CheckNonces(Int128 nonce, Int128 serverNonce)
    {
        Check(nonce == _nonce, SecurityCheck.Nonce);
        Check(serverNonce == _serverNonce, SecurityCheck.ServerNonce);
    }

    private static void Check(bool holds, SecurityCheck check)
    {
        if (!holds) throw new SecurityCheckException(check, $"key exchange: {check} is not what was agreed");
    }
}
