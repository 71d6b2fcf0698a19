using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using System.Runtime.Intrinsics;
using ArmAes = System.Runtime.Intrinsics.Arm.Aes;
using Pclmulqdq = System.Runtime.Intrinsics.X86.Pclmulqdq;

namespace TgPlatform.Runtime.Integrity;

/// <summary>
/// CRC-64/NVME by carry-less multiplication: content is folded, 128 bytes at a step (512 where the processor multiplies four lanes at once), into 16 bytes
/// that leave the same remainder.
/// </summary>
internal static class Crc64Folding
{
    /// <summary>Fewer bytes than this are not worth folding.</summary>
    public const int LeastBytes = Lanes * LaneBytes;

    private const int Lanes = 8;
    private const int LaneBytes = 16;

    private const int WideLanes = 4 * Lanes; // eight registers of four lanes each

    private static readonly Vector128<ulong> ByOneLane = Distance(LaneBytes);
    private static readonly Vector128<ulong> ByAllLanes = Distance(Lanes * LaneBytes);
    private static readonly Vector128<ulong> ByFourLanes = Distance(4 * LaneBytes);
    private static readonly Vector128<ulong> ByAllWideLanes = Distance(WideLanes * LaneBytes);

    public static bool IsSupported => BitConverter.IsLittleEndian && (Pclmulqdq.IsSupported || ArmAes.IsSupported);

    /// <summary>Takes whole lanes off the front of <paramref name="bytes"/>, at least <see cref="LeastBytes"/>, and leaves the rest.</summary>
    public static ulong Append(ulong register, ref ReadOnlySpan<byte> bytes)
    {
        var lanes = MemoryMarshal.Cast<byte, Vector128<ulong>>(bytes);
        var sum = Pclmulqdq.V512.IsSupported && lanes.Length >= WideLanes ? FoldWideSteps(register, ref lanes) : FoldSteps(register, ref lanes);
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

    // Code compiled ahead of time knows no such wide registers, and what is compiled in passing would be slow for the first gigabytes.
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static Vector128<ulong> FoldWideSteps(ulong register, ref ReadOnlySpan<Vector128<ulong>> lanes)
    {
        var wide = MemoryMarshal.Cast<Vector128<ulong>, Vector512<ulong>>(lanes);
        var (s0, s1, s2, s3) = (wide[0] ^ Vector512.CreateScalar(register), wide[1], wide[2], wide[3]);
        var (s4, s5, s6, s7) = (wide[4], wide[5], wide[6], wide[7]);
        var by = FourTimes(ByAllWideLanes);
        for (wide = wide[Lanes..]; wide.Length >= Lanes; wide = wide[Lanes..])
        {
            s0 = Fold(s0, by) ^ wide[0];
            s1 = Fold(s1, by) ^ wide[1];
            s2 = Fold(s2, by) ^ wide[2];
            s3 = Fold(s3, by) ^ wide[3];
            s4 = Fold(s4, by) ^ wide[4];
            s5 = Fold(s5, by) ^ wide[5];
            s6 = Fold(s6, by) ^ wide[6];
            s7 = Fold(s7, by) ^ wide[7];
        }

        by = FourTimes(ByFourLanes);
        s1 ^= Fold(s0, by);
        s2 ^= Fold(s1, by);
        s3 ^= Fold(s2, by);
        s4 ^= Fold(s3, by);
        s5 ^= Fold(s4, by);
        s6 ^= Fold(s5, by);
        s7 ^= Fold(s6, by);
        lanes = lanes[^((wide.Length * 4) + (lanes.Length % 4))..];
        var sum = s7.GetLower().GetLower();
        sum = Fold(sum, ByOneLane) ^ s7.GetLower().GetUpper();
        sum = Fold(sum, ByOneLane) ^ s7.GetUpper().GetLower();
        return Fold(sum, ByOneLane) ^ s7.GetUpper().GetUpper();
    }

    private static Vector512<ulong> FourTimes(Vector128<ulong> lane) => Vector512.Create(Vector256.Create(lane, lane), Vector256.Create(lane, lane));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static Vector512<ulong> Fold(Vector512<ulong> sum, Vector512<ulong> by) =>
        Pclmulqdq.V512.CarrylessMultiply(sum, by, 0x00) ^ Pclmulqdq.V512.CarrylessMultiply(sum, by, 0x11);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static Vector128<ulong> Fold(Vector128<ulong> sum, Vector128<ulong> by) => Pclmulqdq.IsSupported
        ? Pclmulqdq.CarrylessMultiply(sum, by, 0x00) ^ Pclmulqdq.CarrylessMultiply(sum, by, 0x11)
        : ArmAes.PolynomialMultiplyWideningLower(sum.GetLower(), by.GetLower()) ^ ArmAes.PolynomialMultiplyWideningUpper(sum, by);

    // A reflected product of two 64-bit values comes out divided by x, hence the 1.
    private static Vector128<ulong> Distance(int bytes) => Vector128.Create(
        Crc64Polynomial.PowerOfX((UInt128)((bytes * 8) + 64 - 1)), Crc64Polynomial.PowerOfX((UInt128)((bytes * 8) - 1)));
}
