using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using System.Runtime.Intrinsics;
using ArmAes = System.Runtime.Intrinsics.Arm.Aes;

namespace TgPlatform.Plugins.Telegram.Crypto;

/// <summary>IGE with the AES instructions of Arm processors, which add the round key first and mix the columns apart.</summary>
internal static class AesIgeArm
{
    public static bool IsSupported => ArmAes.IsSupported;

    // Optimised from the first call: a loop this long would run its first megabytes unoptimised.
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public static void Encrypt(Span<byte> data, ReadOnlySpan<byte> schedule, ReadOnlySpan<byte> iv)
    {
        var keys = MemoryMarshal.Cast<byte, Vector128<byte>>(schedule);
        Vector128<byte> before = Vector128.Create(iv[..16]), plainBefore = Vector128.Create(iv[16..]);
        ref var block = ref Unsafe.As<byte, Vector128<byte>>(ref MemoryMarshal.GetReference(data));
        for (var left = data.Length / 16; left > 0; left--)
        {
            var plain = block;
            var state = plain ^ before;
            for (var round = 0; round < 13; round++) state = ArmAes.MixColumns(ArmAes.Encrypt(state, keys[round]));
            before = ArmAes.Encrypt(state, keys[13]) ^ keys[14] ^ plainBefore;
            plainBefore = plain;
            block = before;
            block = ref Unsafe.Add(ref block, 1);
        }
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public static void Decrypt(Span<byte> data, ReadOnlySpan<byte> schedule, ReadOnlySpan<byte> iv)
    {
        var keys = MemoryMarshal.Cast<byte, Vector128<byte>>(schedule);
        Vector128<byte> cipherBefore = Vector128.Create(iv[..16]), before = Vector128.Create(iv[16..]);
        ref var block = ref Unsafe.As<byte, Vector128<byte>>(ref MemoryMarshal.GetReference(data));
        for (var left = data.Length / 16; left > 0; left--)
        {
            var cipher = block;
            var state = cipher ^ before;
            for (var round = 0; round < 13; round++) state = ArmAes.InverseMixColumns(ArmAes.Decrypt(state, keys[round]));
            before = ArmAes.Decrypt(state, keys[13]) ^ keys[14] ^ cipherBefore;
            cipherBefore = cipher;
            block = before;
            block = ref Unsafe.Add(ref block, 1);
        }
    }
}
