using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using System.Runtime.Intrinsics;
using X86Aes = System.Runtime.Intrinsics.X86.Aes;

namespace TgPlatform.Plugins.Sandbox.Telegram.Crypto;

/// <summary>IGE encryption of up to four packets in the time of one: each is a chain in which every block waits for the one before, and the processor does the others' meanwhile.</summary>
internal static class IgeFour
{
    public const int AtOnce = 4;

    private const int LastRound = 14;

    public static bool IsSupported => X86Aes.IsSupported;

    /// <summary>Encrypts one to four packets of any lengths in place.</summary>
    public static void Encrypt(IReadOnlyCollection<IgeMessage> messages)
    {
        for (var left = messages.Where(one => !one.Left.IsEmpty).ToArray(); left.Length > 0; left = [.. left.Where(one => !one.Left.IsEmpty)])
        {
            var blocks = left.Min(one => one.Left.Length) / 16;
            // A place nobody has does what the first does, reading and writing the same at the same step: it costs nothing, since all only wait.
            Run(left[0], left[1 % left.Length], left.Length > 2 ? left[2] : left[0], left.Length > 3 ? left[3] : left[0], blocks);
            foreach (var one in left) one.Left = one.Left[(blocks * 16)..];
        }
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static void Run(IgeMessage first, IgeMessage second, IgeMessage third, IgeMessage fourth, int blocks)
    {
        ref Vector128<byte> ka = ref first.Keys[0], kb = ref second.Keys[0], kc = ref third.Keys[0], kd = ref fourth.Keys[0];
        ref Vector128<byte> a = ref Start(first), b = ref Start(second), c = ref Start(third), d = ref Start(fourth);
        Vector128<byte> plainA = first.Plain, plainB = second.Plain, plainC = third.Plain, plainD = fourth.Plain;
        Vector128<byte> stateA = first.Cipher, stateB = second.Cipher, stateC = third.Cipher, stateD = fourth.Cipher;
        for (var index = 0; index < blocks; index++)
        {
            Vector128<byte> lastA = Unsafe.Add(ref ka, LastRound) ^ plainA, lastB = Unsafe.Add(ref kb, LastRound) ^ plainB;
            Vector128<byte> lastC = Unsafe.Add(ref kc, LastRound) ^ plainC, lastD = Unsafe.Add(ref kd, LastRound) ^ plainD;
            (plainA, plainB, plainC, plainD) = (Unsafe.Add(ref a, index), Unsafe.Add(ref b, index), Unsafe.Add(ref c, index), Unsafe.Add(ref d, index));
            (stateA, stateB, stateC, stateD) = (stateA ^ (plainA ^ ka), stateB ^ (plainB ^ kb), stateC ^ (plainC ^ kc), stateD ^ (plainD ^ kd));
            for (var round = 1; round < LastRound; round++)
            {
                stateA = X86Aes.Encrypt(stateA, Unsafe.Add(ref ka, round));
                stateB = X86Aes.Encrypt(stateB, Unsafe.Add(ref kb, round));
                stateC = X86Aes.Encrypt(stateC, Unsafe.Add(ref kc, round));
                stateD = X86Aes.Encrypt(stateD, Unsafe.Add(ref kd, round));
            }
            (stateA, stateB, stateC, stateD) = (X86Aes.EncryptLast(stateA, lastA), X86Aes.EncryptLast(stateB, lastB), X86Aes.EncryptLast(stateC, lastC), X86Aes.EncryptLast(stateD, lastD));
            (Unsafe.Add(ref a, index), Unsafe.Add(ref b, index), Unsafe.Add(ref c, index), Unsafe.Add(ref d, index)) = (stateA, stateB, stateC, stateD);
        }
        (first.Cipher, second.Cipher, third.Cipher, fourth.Cipher) = (stateA, stateB, stateC, stateD);
        (first.Plain, second.Plain, third.Plain, fourth.Plain) = (plainA, plainB, plainC, plainD);
    }

    private static ref Vector128<byte> Start(IgeMessage message) => ref Unsafe.As<byte, Vector128<byte>>(ref MemoryMarshal.GetReference(message.Left.Span));
}
