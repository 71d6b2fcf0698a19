using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using System.Runtime.Intrinsics;
using X86Aes = System.Runtime.Intrinsics.X86.Aes;

namespace TgPlatform.Plugins.Telegram.Crypto;

/// <summary>IGE with the AES instructions of x86 processors.</summary>
internal static partial class AesIgeX86
{
    public static bool IsSupported => X86Aes.IsSupported;

    // Optimised from the first call: a loop this long would run its first megabytes unoptimised.
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public static void Encrypt(Span<byte> data, ReadOnlySpan<byte> schedule, ReadOnlySpan<byte> iv)
    {
        var k = MemoryMarshal.Cast<byte, Vector128<byte>>(schedule);
        Vector128<byte> k0 = k[0], k1 = k[1], k2 = k[2], k3 = k[3], k4 = k[4], k5 = k[5], k6 = k[6], k7 = k[7], k8 = k[8], k9 = k[9], k10 = k[10], k11 = k[11], k12 = k[12], k13 = k[13], k14 = k[14];
        Vector128<byte> before = Vector128.Create(iv[..16]), plainBefore = Vector128.Create(iv[16..]);
        ref var block = ref Unsafe.As<byte, Vector128<byte>>(ref MemoryMarshal.GetReference(data));
        for (var left = data.Length / 16; left > 0; left--)
        {
            var plain = block;
            // The chain is the speed limit, so everything that does not depend on it is xored first.
            var state = plain ^ k0 ^ before;
            state = X86Aes.Encrypt(state, k1);
            state = X86Aes.Encrypt(state, k2);
            state = X86Aes.Encrypt(state, k3);
            state = X86Aes.Encrypt(state, k4);
            state = X86Aes.Encrypt(state, k5);
            state = X86Aes.Encrypt(state, k6);
            state = X86Aes.Encrypt(state, k7);
            state = X86Aes.Encrypt(state, k8);
            state = X86Aes.Encrypt(state, k9);
            state = X86Aes.Encrypt(state, k10);
            state = X86Aes.Encrypt(state, k11);
            state = X86Aes.Encrypt(state, k12);
            state = X86Aes.Encrypt(state, k13);
            before = X86Aes.EncryptLast(state, k14 ^ plainBefore);
            plainBefore = plain;
            block = before;
            block = ref Unsafe.Add(ref block, 1);
        }
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public static void Decrypt(Span<byte> data, ReadOnlySpan<byte> schedule, ReadOnlySpan<byte> iv)
    {
        var k = MemoryMarshal.Cast<byte, Vector128<byte>>(schedule);
        Vector128<byte> k0 = k[0], k1 = k[1], k2 = k[2], k3 = k[3], k4 = k[4], k5 = k[5], k6 = k[6], k7 = k[7], k8 = k[8], k9 = k[9], k10 = k[10], k11 = k[11], k12 = k[12], k13 = k[13], k14 = k[14];
        Vector128<byte> cipherBefore = Vector128.Create(iv[..16]), before = Vector128.Create(iv[16..]);
        ref var block = ref Unsafe.As<byte, Vector128<byte>>(ref MemoryMarshal.GetReference(data));
        for (var left = data.Length / 16; left > 0; left--)
        {
            var cipher = block;
            var state = cipher ^ k0 ^ before;
            state = X86Aes.Decrypt(state, k1);
            state = X86Aes.Decrypt(state, k2);
            state = X86Aes.Decrypt(state, k3);
            state = X86Aes.Decrypt(state, k4);
            state = X86Aes.Decrypt(state, k5);
            state = X86Aes.Decrypt(state, k6);
            state = X86Aes.Decrypt(state, k7);
            state = X86Aes.Decrypt(state, k8);
            state = X86Aes.Decrypt(state, k9);
            state = X86Aes.Decrypt(state, k10);
            state = X86Aes.Decrypt(state, k11);
            state = X86Aes.Decrypt(state, k12);
            state = X86Aes.Decrypt(state, k13);
            before = X86Aes.DecryptLast(state, k14 ^ cipherBefore);
            cipherBefore = cipher;
            block = before;
            block = ref Unsafe.Add(ref block, 1);
        }
    }
}
