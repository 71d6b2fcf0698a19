using System.Buffers.Binary;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using System.Runtime.Intrinsics;
using X86Aes = System.Runtime.Intrinsics.X86.Aes;

namespace TgPlatform.Plugins.Telegram.Crypto;

/// <summary>Counter mode with the AES instructions of x86 processors: blocks do not depend on each other, so eight are under way at once.</summary>
internal static class AesCtrX86
{
    private const int Rounds = 14, AtOnce = 8;

    public static bool IsSupported => X86Aes.IsSupported;

    /// <param name="data">Whole blocks.</param>
    /// <param name="next">The counter of the first of them; afterwards of the block behind the last.</param>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public static void Apply(Span<byte> data, ReadOnlySpan<byte> schedule, ref UInt128 next)
    {
        ref var k = ref Unsafe.As<byte, Vector128<byte>>(ref MemoryMarshal.GetReference(schedule));
        ref var block = ref Unsafe.As<byte, Vector128<byte>>(ref MemoryMarshal.GetReference(data));
        ulong high = (ulong)(next >> 64), low = (ulong)next;
        var left = data.Length / 16;
        // The lower half of the counter overflows once in 2^64 blocks; there one block at a time is fast enough.
        for (; left >= AtOnce && low <= ulong.MaxValue - AtOnce; left -= AtOnce)
        {
            Vector128<byte> a = Counter(high, low) ^ k, b = Counter(high, low + 1) ^ k, c = Counter(high, low + 2) ^ k, d = Counter(high, low + 3) ^ k;
            Vector128<byte> e = Counter(high, low + 4) ^ k, f = Counter(high, low + 5) ^ k, g = Counter(high, low + 6) ^ k, h = Counter(high, low + 7) ^ k;
            for (var round = 1; round < Rounds; round++)
            {
                var key = Unsafe.Add(ref k, round);
                (a, b, c, d) = (X86Aes.Encrypt(a, key), X86Aes.Encrypt(b, key), X86Aes.Encrypt(c, key), X86Aes.Encrypt(d, key));
                (e, f, g, h) = (X86Aes.Encrypt(e, key), X86Aes.Encrypt(f, key), X86Aes.Encrypt(g, key), X86Aes.Encrypt(h, key));
            }
            var last = Unsafe.Add(ref k, Rounds);
            block ^= X86Aes.EncryptLast(a, last);
            Unsafe.Add(ref block, 1) ^= X86Aes.EncryptLast(b, last);
            Unsafe.Add(ref block, 2) ^= X86Aes.EncryptLast(c, last);
            Unsafe.Add(ref block, 3) ^= X86Aes.EncryptLast(d, last);
            Unsafe.Add(ref block, 4) ^= X86Aes.EncryptLast(e, last);
            Unsafe.Add(ref block, 5) ^= X86Aes.EncryptLast(f, last);
            Unsafe.Add(ref block, 6) ^= X86Aes.EncryptLast(g, last);
            Unsafe.Add(ref block, 7) ^= X86Aes.EncryptLast(h, last);
            block = ref Unsafe.Add(ref block, AtOnce);
            low += AtOnce;
        }
        for (; left > 0; left--)
        {
            var state = Counter(high, low) ^ k;
            for (var round = 1; round < Rounds; round++) state = X86Aes.Encrypt(state, Unsafe.Add(ref k, round));
            block ^= X86Aes.EncryptLast(state, Unsafe.Add(ref k, Rounds));
            block = ref Unsafe.Add(ref block, 1);
            if (++low == 0) high++;
        }
        next = new UInt128(high, low);
    }

    private static Vector128<byte> Counter(ulong high, ulong low) => Vector128.Create(BinaryPrimitives.ReverseEndianness(high), BinaryPrimitives.ReverseEndianness(low)).AsByte();
}
