using System.Numerics;
using System.Security.Cryptography;

namespace TgPlatform.Plugins.Telegram.Crypto;

/// <summary>Miller–Rabin with random bases.</summary>
internal static class Primes
{
    // 4^-16 that a composite slips through once; a server that tried would have to guess the bases.
    private const int Rounds = 16;

    private static readonly int[] Small = [2, 3, 5, 7, 11, 13, 17, 19, 23, 29, 31, 37, 41, 43, 47, 53, 59, 61, 67, 71, 73, 79, 83, 89, 97];

    public static bool IsProbablyPrime(BigInteger n)
    {
        if (n < 2) return false;
        foreach (var small in Small)
            if (n % small == 0) return n == small;
        var d = n - 1;
        var twos = 0;
        for (; d.IsEven; d >>= 1) twos++;
        for (var round = 0; round < Rounds; round++)
            if (!Passes(n, d, twos)) return false;
        return true;
    }

    private static bool Passes(BigInteger n, BigInteger d, int twos)
    {
        var random = BigEndian.Number(RandomNumberGenerator.GetBytes(n.GetByteCount(isUnsigned: true)));
        var x = BigInteger.ModPow(2 + random % (n - 3), d, n);
        if (x.IsOne || x == n - 1) return true;
        for (var i = 1; i < twos; i++)
        {
            x = x * x % n;
            if (x == n - 1) return true;
        }
        return false;
    }
}
