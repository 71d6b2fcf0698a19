using System.Runtime.Intrinsics;

namespace TgPlatform.Plugins.Telegram.Crypto;

/// <summary>IGE by table look-ups, for processors without AES instructions.</summary>
internal static class AesIgePlain
{
    public static void Encrypt(Span<byte> data, in AesSchedule schedule, ReadOnlySpan<byte> iv)
    {
        Vector128<byte> before = Vector128.Create(iv[..16]), plainBefore = Vector128.Create(iv[16..]);
        for (var at = 0; at < data.Length; at += 16)
        {
            var block = data.Slice(at, 16);
            var plain = Vector128.Create((ReadOnlySpan<byte>)block);
            before = EncryptBlock((plain ^ before).AsUInt32(), schedule).AsByte() ^ plainBefore;
            plainBefore = plain;
            before.CopyTo(block);
        }
    }

    public static void Decrypt(Span<byte> data, in AesSchedule schedule, ReadOnlySpan<byte> iv)
    {
        Vector128<byte> cipherBefore = Vector128.Create(iv[..16]), before = Vector128.Create(iv[16..]);
        for (var at = 0; at < data.Length; at += 16)
        {
            var block = data.Slice(at, 16);
            var cipher = Vector128.Create((ReadOnlySpan<byte>)block);
            before = DecryptBlock((cipher ^ before).AsUInt32(), schedule).AsByte() ^ cipherBefore;
            cipherBefore = cipher;
            before.CopyTo(block);
        }
    }

    private static Vector128<uint> EncryptBlock(Vector128<uint> block, in AesSchedule k)
    {
        var t = AesTables.Encrypt;
        uint a = block[0] ^ k[0], b = block[1] ^ k[1], c = block[2] ^ k[2], d = block[3] ^ k[3];
        for (var i = 4; i < 56; i += 4)
            (a, b, c, d) = (Round(t, a, b, c, d) ^ k[i], Round(t, b, c, d, a) ^ k[i + 1], Round(t, c, d, a, b) ^ k[i + 2], Round(t, d, a, b, c) ^ k[i + 3]);
        var s = AesTables.SBox;
        return Vector128.Create(Last(s, a, b, c, d) ^ k[56], Last(s, b, c, d, a) ^ k[57], Last(s, c, d, a, b) ^ k[58], Last(s, d, a, b, c) ^ k[59]);
    }

    private static Vector128<uint> DecryptBlock(Vector128<uint> block, in AesSchedule k)
    {
        var t = AesTables.Decrypt;
        uint a = block[0] ^ k[0], b = block[1] ^ k[1], c = block[2] ^ k[2], d = block[3] ^ k[3];
        for (var i = 4; i < 56; i += 4)
            (a, b, c, d) = (Round(t, a, d, c, b) ^ k[i], Round(t, b, a, d, c) ^ k[i + 1], Round(t, c, b, a, d) ^ k[i + 2], Round(t, d, c, b, a) ^ k[i + 3]);
        var s = AesTables.InverseSBox;
        return Vector128.Create(Last(s, a, d, c, b) ^ k[56], Last(s, b, a, d, c) ^ k[57], Last(s, c, b, a, d) ^ k[58], Last(s, d, c, b, a) ^ k[59]);
    }

    private static uint Round(uint[] t, uint a, uint b, uint c, uint d)
        => t[a & 255] ^ uint.RotateLeft(t[b >> 8 & 255], 8) ^ uint.RotateLeft(t[c >> 16 & 255], 16) ^ uint.RotateLeft(t[d >> 24], 24);

    private static uint Last(byte[] s, uint a, uint b, uint c, uint d)
        => s[a & 255] | (uint)s[b >> 8 & 255] << 8 | (uint)s[c >> 16 & 255] << 16 | (uint)s[d >> 24] << 24;
}
