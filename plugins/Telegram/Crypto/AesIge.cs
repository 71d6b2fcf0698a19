using System.Diagnostics.CodeAnalysis;

namespace TgPlatform.Plugins.Telegram.Crypto;

/// <summary>
/// AES-256 in infinite garble extension mode, in place and without allocation. Both directions are one serial chain;
/// the fastest path the processor has is chosen once.
/// </summary>
internal static class AesIge
{
    /// <param name="data">A multiple of 16 bytes, replaced by the result.</param>
    /// <param name="iv">32 bytes: what counts as the block of ciphertext before the first, then the block of plaintext.</param>
    public static void Encrypt(Span<byte> data, ReadOnlySpan<byte> key, ReadOnlySpan<byte> iv)
    {
        Check(data, iv);
        var schedule = AesSchedule.ForEncryption(key);
        if (AesIgeX86.IsSupported) AesIgeX86.Encrypt(data, schedule.Bytes, iv);
        else if (AesIgeArm.IsSupported) AesIgeArm.Encrypt(data, schedule.Bytes, iv);
        else AesIgePlain.Encrypt(data, schedule, iv);
    }

    /// <inheritdoc cref="Encrypt"/>
    public static void Decrypt(Span<byte> data, ReadOnlySpan<byte> key, ReadOnlySpan<byte> iv)
    {
        Check(data, iv);
        var schedule = AesSchedule.ForDecryption(key);
        if (AesIgeX86.IsSupported) AesIgeX86.Decrypt(data, schedule.Bytes, iv);
        else if (AesIgeArm.IsSupported) AesIgeArm.Decrypt(data, schedule.Bytes, iv);
        else AesIgePlain.Decrypt(data, schedule, iv);
    }

    /// <summary>Whether two messages at once cost hardly more than one.</summary>
    public static bool IsFasterInPairs => AesIgeX86.IsSupported;

    /// <summary>Decrypts two messages of any lengths; the initialisation vectors are used up.</summary>
    public static void DecryptPair(Span<byte> first, ReadOnlySpan<byte> firstKey, Span<byte> firstIv, Span<byte> second, ReadOnlySpan<byte> secondKey, Span<byte> secondIv)
    {
        Check(first, firstIv);
        Check(second, secondIv);
        var common = Math.Min(first.Length, second.Length);
        AesSchedule schedule = AesSchedule.ForDecryption(firstKey), secondSchedule = AesSchedule.ForDecryption(secondKey);
        if (AesIgeX86.IsSupported) AesIgeX86.DecryptPair(first[..common], schedule.Bytes, firstIv, second[..common], secondSchedule.Bytes, secondIv);
        else common = 0;
        if (first.Length > common) Decrypt(first[common..], firstKey, firstIv);
        if (second.Length > common) Decrypt(second[common..], secondKey, secondIv);
    }

    private static void Check(Span<byte> data, ReadOnlySpan<byte> iv)
    {
        if (data.Length % 16 != 0) Refuse("IGE takes whole blocks of 16 bytes");
        if (iv.Length != 32) Refuse("an IGE initialisation vector has 32 bytes");
    }

    [DoesNotReturn]
    private static void Refuse(string message) => throw new ArgumentException(message);
}
