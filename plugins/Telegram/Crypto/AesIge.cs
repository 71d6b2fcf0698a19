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

    /// <summary>Whether several messages at once cost hardly more than one.</summary>
    public static bool IsFasterTogether => AesIgeX86.IsSupported;

    /// <summary>Decrypts up to <see cref="AesIgeX86.AtOnce"/> messages of any lengths; their initialisation vectors are used up.</summary>
    public static void DecryptTogether(ReadOnlySpan<IgeMessage> messages)
    {
        foreach (var message in messages) Check(message.Data.Span, message.Iv);
        if (AesIgeX86.IsSupported) AesIgeX86.DecryptTogether(messages);
        else
            foreach (var message in messages) Decrypt(message.Data.Span, message.Key, message.Iv);
    }

    private static void Check(Span<byte> data, ReadOnlySpan<byte> iv)
    {
        if (data.Length % 16 != 0) Refuse("IGE takes whole blocks of 16 bytes");
        if (iv.Length != 32) Refuse("an IGE initialisation vector has 32 bytes");
    }

    [DoesNotReturn]
    private static void Refuse(string message) => throw new ArgumentException(message);
}
