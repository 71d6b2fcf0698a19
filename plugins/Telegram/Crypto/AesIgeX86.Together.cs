using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using System.Runtime.Intrinsics;
using X86Aes = System.Runtime.Intrinsics.X86.Aes;

namespace TgPlatform.Plugins.Telegram.Crypto;

/// <summary>Several messages, each with its own key: one's chain of blocks runs in the time the others wait for their own.</summary>
internal static partial class AesIgeX86
{
    public const int AtOnce = 4;

    private const int LastRound = 14;

    /// <summary>Decrypts up to <see cref="AtOnce"/> messages of any lengths; their initialisation vectors are used up.</summary>
    public static void DecryptTogether(ReadOnlySpan<IgeMessage> messages)
    {
        Span<AesSchedule> schedules = stackalloc AesSchedule[AtOnce];
        for (var i = 0; i < messages.Length; i++) schedules[i] = AesSchedule.ForDecryption(messages[i].Key);
        Span<int> longer = stackalloc int[AtOnce];
        for (int done = 0, end; (end = Next(messages, done, longer)) > done; done = end)
            Decrypt(Chain(messages, schedules, longer[0], done), Chain(messages, schedules, longer[1], done), Chain(messages, schedules, longer[2], done), Chain(messages, schedules, longer[3], done), (end - done) / 16);
    }

    // Up to where those go on together that are longer than what is done. A place that nobody has does what the first does, block by block
    // the same: that costs nothing, since all of them only wait.
    private static int Next(ReadOnlySpan<IgeMessage> messages, int done, Span<int> longer)
    {
        int count = 0, end = int.MaxValue;
        for (var i = 0; i < messages.Length; i++)
        {
            if (messages[i].Data.Length <= done) continue;
            longer[count++] = i;
            end = Math.Min(end, messages[i].Data.Length);
        }
        if (count == 0) return done;
        longer[count..].Fill(longer[0]);
        return end;
    }

    private static IgeChain Chain(ReadOnlySpan<IgeMessage> messages, Span<AesSchedule> schedules, int index, int done)
        => new(messages[index].Data.Span[done..], schedules[index].Bytes, messages[index].Iv);

    // Optimised from the first call: a loop this long would run its first megabytes unoptimised.
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static void Decrypt(IgeChain first, IgeChain second, IgeChain third, IgeChain fourth, int blocks)
    {
        ref Vector128<byte> ka = ref first.Keys, kb = ref second.Keys, kc = ref third.Keys, kd = ref fourth.Keys;
        ref Vector128<byte> a = ref first.Start, b = ref second.Start, c = ref third.Start, d = ref fourth.Start;
        Vector128<byte> cipherA = first.CipherBefore, cipherB = second.CipherBefore, cipherC = third.CipherBefore, cipherD = fourth.CipherBefore;
        Vector128<byte> stateA = first.PlainBefore, stateB = second.PlainBefore, stateC = third.PlainBefore, stateD = fourth.PlainBefore;
        for (var i = 0; i < blocks; i++)
        {
            Vector128<byte> lastA = Unsafe.Add(ref ka, LastRound) ^ cipherA, lastB = Unsafe.Add(ref kb, LastRound) ^ cipherB;
            Vector128<byte> lastC = Unsafe.Add(ref kc, LastRound) ^ cipherC, lastD = Unsafe.Add(ref kd, LastRound) ^ cipherD;
            (cipherA, cipherB, cipherC, cipherD) = (Unsafe.Add(ref a, i), Unsafe.Add(ref b, i), Unsafe.Add(ref c, i), Unsafe.Add(ref d, i));
            (stateA, stateB, stateC, stateD) = (cipherA ^ ka ^ stateA, cipherB ^ kb ^ stateB, cipherC ^ kc ^ stateC, cipherD ^ kd ^ stateD);
            for (var round = 1; round < LastRound; round++)
            {
                stateA = X86Aes.Decrypt(stateA, Unsafe.Add(ref ka, round));
                stateB = X86Aes.Decrypt(stateB, Unsafe.Add(ref kb, round));
                stateC = X86Aes.Decrypt(stateC, Unsafe.Add(ref kc, round));
                stateD = X86Aes.Decrypt(stateD, Unsafe.Add(ref kd, round));
            }
            (stateA, stateB, stateC, stateD) = (X86Aes.DecryptLast(stateA, lastA), X86Aes.DecryptLast(stateB, lastB), X86Aes.DecryptLast(stateC, lastC), X86Aes.DecryptLast(stateD, lastD));
            (Unsafe.Add(ref a, i), Unsafe.Add(ref b, i), Unsafe.Add(ref c, i), Unsafe.Add(ref d, i)) = (stateA, stateB, stateC, stateD);
        }
        // Whoever is longer goes on from here.
        first.Keep(cipherA, stateA);
        second.Keep(cipherB, stateB);
        third.Keep(cipherC, stateC);
        fourth.Keep(cipherD, stateD);
    }
}

/// <summary>One message's place in its chain: the block to go on with, its round keys, and where the two blocks before are kept.</summary>
internal readonly ref struct IgeChain(Span<byte> data, ReadOnlySpan<byte> keys, Span<byte> iv)
{
    private readonly Span<byte> _iv = iv;

    public readonly ref Vector128<byte> Start = ref Unsafe.As<byte, Vector128<byte>>(ref MemoryMarshal.GetReference(data));
    public readonly ref Vector128<byte> Keys = ref Unsafe.As<byte, Vector128<byte>>(ref MemoryMarshal.GetReference(keys));

    public Vector128<byte> CipherBefore => Vector128.Create<byte>(_iv[..16]);
    public Vector128<byte> PlainBefore => Vector128.Create<byte>(_iv[16..]);

    public void Keep(Vector128<byte> cipher, Vector128<byte> plain)
    {
        cipher.CopyTo(_iv);
        plain.CopyTo(_iv[16..]);
    }
}
