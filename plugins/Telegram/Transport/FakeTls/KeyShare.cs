using System.Numerics;
using System.Security.Cryptography;

namespace TgPlatform.Plugins.Telegram.Transport.FakeTls;

/// <summary>
/// What looks like the public key of X25519 (RFC 7748): a point of the curve, and of its large subgroup. Half of all random numbers are on no point of
/// it, by which somebody who looks on could tell. Nobody has its private key, and none is needed.
/// </summary>
internal static class KeyShare
{
    public const int Length = 32;

    private static readonly BigInteger Prime = BigInteger.Pow(2, 255) - 19, A = 486662;

    public static byte[] Create()
    {
        while (true)
        {
            var x = new BigInteger(RandomNumberGenerator.GetBytes(Length), isUnsigned: true) % Prime;
            if (!IsOnCurve(x)) continue;
            // The curve has eight times as many points as the subgroup; doubled three times, every point is in it.
            for (var times = 0; times < 3; times++) x = Doubled(x);
            if (x.IsZero) continue;
            var key = new byte[Length];
            x.TryWriteBytes(key, out _, isUnsigned: true);
            return key;
        }
    }

    /// <summary>Whether x³ + Ax² + x is a square.</summary>
    internal static bool IsOnCurve(BigInteger x) => BigInteger.ModPow(((((x + A) * x) + 1) * x) % Prime, (Prime - 1) / 2, Prime).IsOne;

    private static BigInteger Doubled(BigInteger x)
    {
        var above = BigInteger.ModPow((x * x) - 1, 2, Prime);
        var below = 4 * x * ((x * (x + A)) + 1);
        return above * BigInteger.ModPow(below % Prime, Prime - 2, Prime) % Prime;
    }
}
