using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using System.Runtime.Intrinsics;
using X86Aes = System.Runtime.Intrinsics.X86.Aes;

namespace TgPlatform.Plugins.Telegram.Crypto;

/// <summary>IGE with the AES instructions of x86 processors.</summary>
internal static class AesIgeX86
{
    private const int LastRound = 14;

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

    /// <summary>Two messages, each with its own key: one's chain of blocks runs in the time the other waits for its own.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public static void DecryptPair(Span<byte> first, ReadOnlySpan<byte> firstSchedule, Span<byte> firstIv, Span<byte> second, ReadOnlySpan<byte> secondSchedule, Span<byte> secondIv)
    {
        ref var j = ref Unsafe.As<byte, Vector128<byte>>(ref MemoryMarshal.GetReference(firstSchedule));
        ref var k = ref Unsafe.As<byte, Vector128<byte>>(ref MemoryMarshal.GetReference(secondSchedule));
        Vector128<byte> cipherBefore = Vector128.Create<byte>(firstIv[..16]), before = Vector128.Create<byte>(firstIv[16..]);
        Vector128<byte> otherCipherBefore = Vector128.Create<byte>(secondIv[..16]), otherBefore = Vector128.Create<byte>(secondIv[16..]);
        ref var block = ref Unsafe.As<byte, Vector128<byte>>(ref MemoryMarshal.GetReference(first));
        ref var other = ref Unsafe.As<byte, Vector128<byte>>(ref MemoryMarshal.GetReference(second));
        for (var left = Math.Min(first.Length, second.Length) / 16; left > 0; left--)
        {
            Vector128<byte> cipher = block, otherCipher = other;
            Vector128<byte> state = cipher ^ j ^ before, otherState = otherCipher ^ k ^ otherBefore;
            for (var round = 1; round < LastRound; round++)
            {
                state = X86Aes.Decrypt(state, Unsafe.Add(ref j, round));
                otherState = X86Aes.Decrypt(otherState, Unsafe.Add(ref k, round));
            }
            before = X86Aes.DecryptLast(state, Unsafe.Add(ref j, LastRound) ^ cipherBefore);
            otherBefore = X86Aes.DecryptLast(otherState, Unsafe.Add(ref k, LastRound) ^ otherCipherBefore);
            (cipherBefore, otherCipherBefore) = (cipher, otherCipher);
            (block, other) = (before, otherBefore);
            block = ref Unsafe.Add(ref block, 1);
            other = ref Unsafe.Add(ref other, 1);
        }
        // Whoever is longer goes on from here.
        cipherBefore.CopyTo(firstIv);
        before.CopyTo(firstIv[16..]);
        otherCipherBefore.CopyTo(secondIv);
        otherBefore.CopyTo(secondIv[16..]);
    }
}
