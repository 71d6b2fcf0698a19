using System.Numerics;

namespace TgPlatform.Plugins.Telegram.Crypto;

/// <summary>Splits the product of two primes below 2^63 that opens the key exchange, by Pollard's rho in Brent's form.</summary>
internal static class PqFactors
{
    /// <summary>The two factors, the smaller first; throws when <paramref name="pq"/> is prime, even or too small to be an honest question.</summary>
    public static (ulong P, ulong Q) Of(ulong pq)
    {
        if (pq < 15 || (pq & 1) == 0 || pq >> 63 != 0 || Primes.IsProbablyPrime(pq)) throw new SecurityCheckException(SecurityCheck.Factors, $"pq {pq} is not the product of two odd primes");
        for (ulong c = 1; c < 100; c++)
        {
            var factor = Rho(pq, c);
            if (factor != pq) return factor < pq / factor ? (factor, pq / factor) : (pq / factor, factor);
        }
        throw new SecurityCheckException(SecurityCheck.Factors, $"pq {pq} cannot be factored");
    }

    private static ulong Rho(ulong n, ulong c)
    {
        const int Batch = 128;
        ulong y = 2, x = y, start = y, factor = 1, product = 1;
        for (var length = 1; factor == 1; length *= 2)
        {
            x = y;
            for (var i = 0; i < length; i++) y = Next(y, n, c);
            for (var done = 0; done < length && factor == 1; done += Batch)
            {
                start = y;
                for (var i = 0; i < Math.Min(Batch, length - done); i++)
                {
                    y = Next(y, n, c);
                    product = Multiply(product, x > y ? x - y : y - x, n);
                }
                factor = Gcd(product, n);
            }
        }
        if (factor != n) return factor;
        // The batch jumped over both factors at once: walk it again step by step.
        do
        {
            start = Next(start, n, c);
            factor = Gcd(x > start ? x - start : start - x, n);
        } while (factor == 1);
        return factor;
    }

    private static ulong Next(ulong y, ulong n, ulong c) => (Multiply(y, y, n) + c) % n;

    private static ulong Multiply(ulong a, ulong b, ulong n) => (ulong)((UInt128)a * b % n);

    private static ulong Gcd(ulong a, ulong b) => (ulong)BigInteger.GreatestCommonDivisor(a, b);
}
