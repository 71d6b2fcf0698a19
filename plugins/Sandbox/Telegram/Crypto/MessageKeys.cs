using System.Security.Cryptography;

namespace TgPlatform.Plugins.Sandbox.Telegram.Crypto;

/// <summary>Key derivation of encrypted messages. <c>side</c> is 0 for what clients send and 8 for what the server sends.</summary>
internal static class MessageKeys
{
    /// <summary>msg_key of MTProto 2.0: the middle 16 bytes of SHA-256 over a piece of the key and the padded plaintext.</summary>
    public static void MessageKey(ReadOnlySpan<byte> authKey, ReadOnlySpan<byte> padded, int side, Span<byte> messageKey)
    {
        Span<byte> large = stackalloc byte[32];
        using var hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        hash.AppendData(authKey.Slice(88 + side, 32));
        hash.AppendData(padded);
        hash.GetHashAndReset(large);
        large.Slice(8, 16).CopyTo(messageKey);
    }

    /// <summary>AES key and iv of MTProto 2.0.</summary>
    public static void Derive(ReadOnlySpan<byte> authKey, ReadOnlySpan<byte> messageKey, int side, Span<byte> key, Span<byte> iv)
    {
        Span<byte> first = stackalloc byte[32], second = stackalloc byte[32];
        SHA256.HashData([.. messageKey, .. authKey.Slice(side, 36)], first);
        SHA256.HashData([.. authKey.Slice(40 + side, 36), .. messageKey], second);
        first[..8].CopyTo(key);
        second[8..24].CopyTo(key[8..]);
        first[24..].CopyTo(key[24..]);
        second[..8].CopyTo(iv);
        first[8..24].CopyTo(iv[8..]);
        second[24..].CopyTo(iv[24..]);
    }

    /// <summary>AES key and iv of MTProto 1.0, still used to bind temporary keys (auth.bindTempAuthKey).</summary>
    public static void DeriveOld(ReadOnlySpan<byte> authKey, ReadOnlySpan<byte> messageKey, Span<byte> key, Span<byte> iv)
    {
        var a = Sha1([.. messageKey, .. authKey[..32]]);
        var b = Sha1([.. authKey[32..48], .. messageKey, .. authKey[48..64]]);
        var c = Sha1([.. authKey[64..96], .. messageKey]);
        var d = Sha1([.. messageKey, .. authKey[96..128]]);
        ((ReadOnlySpan<byte>)[.. a[..8], .. b[8..20], .. c[4..16]]).CopyTo(key);
        ((ReadOnlySpan<byte>)[.. a[8..20], .. b[..8], .. c[16..20], .. d[..8]]).CopyTo(iv);
    }

#pragma warning disable CA5350 // The protocol names SHA-1; it is not a choice of ours.
    public static byte[] Sha1(ReadOnlySpan<byte> data) => SHA1.HashData(data);
#pragma warning restore CA5350
}
