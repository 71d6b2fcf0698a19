using System.Numerics;
using System.Security.Cryptography;

namespace TgPlatform.Plugins.Sandbox.Telegram.Crypto;

/// <summary>Unsigned big-endian numbers as the protocol writes them.</summary>
internal static class BigNumber
{
    public static BigInteger Read(ReadOnlySpan<byte> bytes) => new(bytes, isUnsigned: true, isBigEndian: true);

    /// <summary>Without a length, as short as possible; with one, padded at the front.</summary>
    public static byte[] Write(BigInteger value, int length = 0)
    {
        var bytes = value.ToByteArray(isUnsigned: true, isBigEndian: true);
        if (bytes.Length >= length) return bytes;
        var padded = new byte[length];
        bytes.CopyTo(padded, length - bytes.Length);
        return padded;
    }

    public static BigInteger Random(int bytes) => Read(RandomNumberGenerator.GetBytes(bytes));

    /// <summary>Two different primes of 30 or 31 bits: their product is the pq that clients must factor.</summary>
    public static (uint P, uint Q) PrimePair()
    {
        var first = RandomPrime();
        var second = RandomPrime();
        while (second == first) second = RandomPrime();
        return (Math.Min(first, second), Math.Max(first, second));
    }

    public static bool IsPrime(ulong value)
    {
        if (value < 2 || value % 2 == 0) return value == 2;
        var odd = value - 1;
        var twos = System.Numerics.BitOperations.TrailingZeroCount(odd);
        odd >>= twos;
        // These bases decide for every 64-bit number (J. Sorenson, J. Webster, 2015).
        foreach (var basis in (ReadOnlySpan<ulong>)[2, 3, 5, 7, 11, 13, 17, 19, 23, 29, 31, 37])
        {
            if (basis % value == 0) continue;
            var power = BigInteger.ModPow(basis, odd, value);
            if (power.IsOne || power == value - 1) continue;
            var round = 1;
            for (; round < twos && power != value - 1; round++) power = power * power % value;
            if (power != value - 1) return false;
        }
        return true;
    }

    private static uint RandomPrime()
    {
        var candidate = (uint)RandomNumberGenerator.GetInt32(1 << 29, int.MaxValue) | 1;
        while (!IsPrime(candidate)) candidate += 2;
        return candidate;
    }
}
