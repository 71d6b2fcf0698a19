using System.Security.Cryptography;

namespace TgPlatform.Plugins.Telegram.Crypto;

/// <summary>Message key and AES key of MTProto 2.0 (core.telegram.org/mtproto/description, "Defining AES Key and Initialization Vector").</summary>
internal sealed class MessageKeys : IDisposable
{
    public const int MessageKeyLength = 16;

    // x of the specification: 0 from client to server, 8 back.
    public const int ToServer = 0, FromServer = 8;

    private readonly byte[] _authKey;
    private readonly IncrementalHash _hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);

    public MessageKeys(ReadOnlySpan<byte> authKey)
    {
        if (authKey.Length != 256) throw new ArgumentException("an authorization key has 256 bytes", nameof(authKey));
        _authKey = authKey.ToArray();
    }

    /// <summary>The middle 16 bytes of SHA-256 over a piece of the key and the padded plaintext.</summary>
    public void MessageKey(ReadOnlySpan<byte> paddedPlaintext, int x, Span<byte> messageKey)
    {
        Span<byte> large = stackalloc byte[32];
        _hash.AppendData(_authKey, 88 + x, 32);
        _hash.AppendData(paddedPlaintext);
        _hash.GetHashAndReset(large);
        large.Slice(8, MessageKeyLength).CopyTo(messageKey);
    }

    public void AesKey(ReadOnlySpan<byte> messageKey, int x, Span<byte> key, Span<byte> iv)
    {
        Span<byte> input = stackalloc byte[52], a = stackalloc byte[32], b = stackalloc byte[32];
        messageKey.CopyTo(input);
        _authKey.AsSpan(x, 36).CopyTo(input[16..]);
        SHA256.HashData(input, a);
        _authKey.AsSpan(40 + x, 36).CopyTo(input);
        messageKey.CopyTo(input[36..]);
        SHA256.HashData(input, b);
        a[..8].CopyTo(key);
        b[8..24].CopyTo(key[8..]);
        a[24..].CopyTo(key[24..]);
        b[..8].CopyTo(iv);
        a[8..24].CopyTo(iv[8..]);
        b[24..].CopyTo(iv[24..]);
    }

    public void Dispose() => _hash.Dispose();
}
