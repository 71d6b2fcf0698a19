using System.Buffers.Binary;
using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;
using X86Aes = System.Runtime.Intrinsics.X86.Aes;

namespace TgPlatform.Plugins.Sandbox.Telegram.Crypto;

/// <summary>Encrypted counters with the AES instructions of x86: none waits for another, so eight are under way at once.</summary>
internal static class CounterBlocks
{
    public const int AtOnce = 8;

    private const int LastRound = 14;

    public static bool IsSupported => X86Aes.IsSupported;

    /// <param name="stream">A multiple of eight blocks.</param>
    /// <param name="next">The counter of the first; afterwards of the one behind the last.</param>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public static void Fill(Span<Vector128<byte>> stream, ReadOnlySpan<Vector128<byte>> keys, ref UInt128 next)
    {
        var counter = next;
        for (; stream.Length >= AtOnce; stream = stream[AtOnce..])
        {
            Vector128<byte> a = Block(counter) ^ keys[0], b = Block(counter + 1) ^ keys[0], c = Block(counter + 2) ^ keys[0], d = Block(counter + 3) ^ keys[0];
            Vector128<byte> e = Block(counter + 4) ^ keys[0], f = Block(counter + 5) ^ keys[0], g = Block(counter + 6) ^ keys[0], h = Block(counter + 7) ^ keys[0];
            for (var round = 1; round < LastRound; round++)
            {
                var key = keys[round];
                (a, b, c, d) = (X86Aes.Encrypt(a, key), X86Aes.Encrypt(b, key), X86Aes.Encrypt(c, key), X86Aes.Encrypt(d, key));
                (e, f, g, h) = (X86Aes.Encrypt(e, key), X86Aes.Encrypt(f, key), X86Aes.Encrypt(g, key), X86Aes.Encrypt(h, key));
            }
            var last = keys[LastRound];
            (stream[7], stream[6], stream[5], stream[4]) = (X86Aes.EncryptLast(h, last), X86Aes.EncryptLast(g, last), X86Aes.EncryptLast(f, last), X86Aes.EncryptLast(e, last));
            (stream[3], stream[2], stream[1], stream[0]) = (X86Aes.EncryptLast(d, last), X86Aes.EncryptLast(c, last), X86Aes.EncryptLast(b, last), X86Aes.EncryptLast(a, last));
            counter += AtOnce;
        }
        next = counter;
    }

    private static Vector128<byte> Block(UInt128 counter) =>
        Vector128.Create(BinaryPrimitives.ReverseEndianness((ulong)(counter >> 64)), BinaryPrimitives.ReverseEndianness((ulong)counter)).AsByte();
}
