using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using System.Runtime.Intrinsics;
using ArmAes = System.Runtime.Intrinsics.Arm.Aes;
using Pclmulqdq = System.Runtime.Intrinsics.X86.Pclmulqdq;

namespace TgPlatform.Runtime.Integrity;

/// <summary>
/// CRC-64/NVME by carry-less multiplication: content is folded, 128 bytes at a step, into 16 bytes that leave the same remainder.
/// </summary>
internal static class Crc64Folding
{
    /// <summary>Fewer bytes than this are not worth folding.</summary>
    public const int LeastBytes = Lanes * LaneBytes;

    private const int Lanes = 8;
    private const int LaneBytes = 16;

    private static readonly Vector128<ulong> ByOneLane = Distance(LaneBytes);
    private static readonly Vector128<ulong> ByAllLanes = Distance(Lanes * LaneBytes);

    public static bool IsSupported => BitConverter.IsLittleEndian && (Pclmulqdq.IsSupported || ArmAes.IsSupported);

    /// <summary>Takes whole lanes off the front of <paramref name="bytes"/>, at least <see cref="LeastBytes"/>, and leaves the rest.</summary>
    public static ulong Append(ulong register, ref ReadOnlySpan<byte> bytes)
    {
        var lanes = MemoryMarshal.Cast<byte, Vector128<ulong>>(bytes);
        var sum = FoldSteps(register, ref lanes);
        foreach (var lane in lanes)
            sum = Fold(sum, ByOneLane) ^ lane;
        bytes = bytes[^(bytes.Length % LaneBytes)..];
        return Crc64Table.Append(0, MemoryMarshal.AsBytes(new ReadOnlySpan<Vector128<ulong>>(in sum)));
    }

    private static Vector128<ulong> FoldSteps(ulong register, ref ReadOnlySpan<Vector128<ulong>> lanes)
    {
        // Eight sums that do not wait for one another keep the multiplier busy; as locals they stay in registers.
        var (s0, s1, s2, s3) = (lanes[0] ^ Vector128.CreateScalar(register), lanes[1], lanes[2], lanes[3]);
        var (s4, s5, s6, s7) = (lanes[4], lanes[5], lanes[6], lanes[7]);
        var by = ByAllLanes;
        for (lanes = lanes[Lanes..]; lanes.Length >= Lanes; lanes = lanes[Lanes..])
        {
            s0 = Fold(s0, by) ^ lanes[0];
            s1 = Fold(s1, by) ^ lanes[1];
            s2 = Fold(s2, by) ^ lanes[2];
            s3 = Fold(s3, by) ^ lanes[3];
            s4 = Fold(s4, by) ^ lanes[4];
            s5 = Fold(s5, by) ^ lanes[5];
            s6 = Fold(s6, by) ^ lanes[6];
            s7 = Fold(s7, by) ^ lanes[7];
        }

        by = ByOneLane;
        s1 ^= Fold(s0, by);
        s2 ^= Fold(s1, by);
        s3 ^= Fold(s2, by);
        s4 ^= Fold(s3, by);
        s5 ^= Fold(s4, by);
        s6 ^= Fold(s5, by);
        return s7 ^ Fold(s6, by);
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static Vector128<ulong> Fold(Vector128<ulong> sum, Vector128<ulong> by) => Pclmulqdq.IsSupported
        ? Pclmulqdq.CarrylessMultiply(sum, by, 0x00) ^ Pclmulqdq.CarrylessMultiply(sum, by, 0x11)
        : ArmAes.PolynomialMultiplyWideningLower(sum.GetLower(), by.GetLower()) ^ ArmAes.PolynomialMultiplyWideningUpper(sum, by);

    // A reflected product of two 64-bit values comes out divided by x, hence the 1.
    private static Vector128<ulong> Distance(int bytes) => Vector128.Create(
        Crc64Polynomial.PowerOfX((UInt128)((bytes * 8) + 64 - 1)), Crc64Polynomial.PowerOfX((UInt128)((bytes * 8) - 1)));
}
