using System.Numerics;
using System.Security.Cryptography;

namespace TgPlatform.Plugins.Telegram.Crypto;

/// <summary>The checks of core.telegram.org/mtproto/security_guidelines on a Diffie–Hellman group and on public values in it.</summary>
internal static class DiffieHellman
{
    // The group the service has used since the beginning. A test proves it safe; only another one costs a primality test.
    private static readonly BigInteger KnownPrime = BigEndian.Number(Convert.FromHexString(
        "C71CAEB9C6B1C9048E6C522F70F13F73980D40238E3E21C14934D037563D930F48198A0AA7C14058229493D22530F4DBFA336F6E0AC925139543AED44CCE7C37" +
        "20FD51F69458705AC68CD4FE6B6B13ABDC9746512969328454F18FAF8C595F642477FE96BB2A941D5BCD1D4AC8CC49880708FA9B378E3C4F3A9060BEE67CF9A4" +
        "A4A695811051907E162753B56B0F6B410DBA74D8A84B2A14B3144E0EF1284754FD17ED950D5965B4B9DD46582DB1178D169C6BC465B0D6FF9CA3928FEF5B9AE4" +
        "E418FC15E83EBEA0F87FA9FF5EED70050DED2849F47BF959D956850CE929851F0D8115F635B105EE2E4E15D04B2454BF6F4FADF034B10403119CD8E3B92FCC5B"));

    private static BigInteger _lastSafe = KnownPrime;

    /// <summary>Throws unless <paramref name="prime"/> is a safe prime of 2048 bits and <paramref name="generator"/> generates its subgroup of prime order.</summary>
    public static void CheckGroup(BigInteger prime, int generator)
    {
        if (prime.GetBitLength() != 2048) throw new SecurityCheckException(SecurityCheck.Group, "the Diffie-Hellman prime does not have 2048 bits");
        if (!Generates(prime, generator)) throw new SecurityCheckException(SecurityCheck.Group, $"{generator} does not generate the subgroup of prime order");
        if (prime == _lastSafe) return;
        if (!IsSafe(prime)) throw new SecurityCheckException(SecurityCheck.Group, "the Diffie-Hellman modulus is not a safe prime");
        _lastSafe = prime;
    }

    /// <summary>Throws unless 2^1984 &lt; value &lt; prime - 2^1984, which also excludes 0, 1 and prime - 1.</summary>
    public static void CheckPublicValue(BigInteger value, BigInteger prime, string name)
    {
        var margin = BigInteger.One << 2048 - 64;
        if (value <= margin || value >= prime - margin) throw new SecurityCheckException(SecurityCheck.PublicValue, $"{name} is out of range");
    }

    /// <summary>A secret exponent and its public value, which is inside the range the other side will check.</summary>
    public static (BigInteger Secret, BigInteger Public) NewPair(BigInteger prime, int generator)
    {
        while (true)
        {
            var secret = BigEndian.Number(RandomNumberGenerator.GetBytes(256));
            var value = BigInteger.ModPow(generator, secret, prime);
            var margin = BigInteger.One << 2048 - 64;
            if (value > margin && value < prime - margin) return (secret, value);
        }
    }

    // Once (p - 1) / 2 is prime, one power of 2 settles p by Pocklington's theorem, since that factor exceeds its square root.
    internal static bool IsSafe(BigInteger prime)
        => !prime.IsEven && prime % 3 != 0 && BigInteger.ModPow(2, prime - 1, prime).IsOne && Primes.IsProbablyPrime((prime - 1) / 2);

    private static bool Generates(BigInteger prime, int generator) => generator switch
    {
        2 => prime % 8 == 7,
        3 => prime % 3 == 2,
        4 => true,
        5 => (int)(prime % 5) is 1 or 4,
        6 => (int)(prime % 24) is 19 or 23,
        7 => (int)(prime % 7) is 3 or 5 or 6,
        _ => false,
    };
}
