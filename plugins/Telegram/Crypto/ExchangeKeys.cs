using System.Buffers.Binary;
using System.Security.Cryptography;

namespace TgPlatform.Plugins.Telegram.Crypto;

/// <summary>The temporary key of the key exchange and the hashes that end it; all defined with SHA-1 (core.telegram.org/mtproto/auth_key).</summary>
internal static class ExchangeKeys
{
    /// <summary>tmp_aes_key and tmp_aes_iv from both nonces.</summary>
    public static (byte[] Key, byte[] Iv) Temporary(ReadOnlySpan<byte> newNonce, ReadOnlySpan<byte> serverNonce)
    {
        byte[] newServer = Sha1(newNonce, serverNonce), serverNew = Sha1(serverNonce, newNonce), newNew = Sha1(newNonce, newNonce);
        byte[] key = [.. newServer, .. serverNew.AsSpan(0, 12)];
        byte[] iv = [.. serverNew.AsSpan(12, 8), .. newNew, .. newNonce[..4]];
        return (key, iv);
    }

    /// <summary>new_nonce_hash1, 2 or 3: what dh_gen_ok, dh_gen_retry or dh_gen_fail must carry.</summary>
    public static Int128 NonceHash(ReadOnlySpan<byte> newNonce, byte number, ReadOnlySpan<byte> authKey)
    {
        byte[] auxiliary = Sha1(authKey, []);
        byte[] data = [.. newNonce, number, .. auxiliary.AsSpan(0, 8)];
        return BinaryPrimitives.ReadInt128LittleEndian(Sha1(data, []).AsSpan(4));
    }

    /// <summary>The lower 64 bits of the SHA-1 of the key: auth_key_id.</summary>
    public static long KeyId(ReadOnlySpan<byte> authKey) => BinaryPrimitives.ReadInt64LittleEndian(Sha1(authKey, []).AsSpan(12));

#pragma warning disable CA5350 // the protocol says SHA-1
    public static byte[] Sha1(ReadOnlySpan<byte> first, ReadOnlySpan<byte> second) => SHA1.HashData([.. first, .. second]);
#pragma warning restore CA5350
}
