using System.Numerics;
using System.Security.Cryptography;
using TgPlatform.Plugins.Sandbox.Telegram.Crypto;
using TgPlatform.Plugins.Sandbox.Telegram.Faults;
using TgPlatform.Plugins.Sandbox.Telegram.Tl;

namespace TgPlatform.Plugins.Sandbox.Telegram.Handshake;

/// <summary>The group parameters no client may accept.</summary>
internal static class KeyExchangeLies
{
    // 2^2048 - 2543: a prime whose (p - 1) / 2 is composite, held to by a test.
    private static readonly BigInteger PrimeButUnsafe = BigInteger.Pow(2, 2048) - 2543;

    // A safe prime of 1024 bits: the second Oakley group (RFC 2409 §6.2).
    private static readonly byte[] ShortSafePrime = Convert.FromHexString(
        "FFFFFFFFFFFFFFFFC90FDAA22168C234C4C6628B80DC1CD129024E088A67CC74020BBEA63B139B22514A08798E3404DDEF9519B3CD3A431B302B0A6DF25F14374FE" +
        "1356D6D51C245E485B576625E7EC6F44C42E9A637ED6B0BFF5CB6F406B7EDEE386BFB5A899FA5AE9F24117C4B1FE649286651ECE65381FFFFFFFFFFFFFFFF");

    public static TlObject Bend(ServerLie lie, TlObject offer)
    {
        switch (lie)
        {
            case ServerLie.WrongInnerNonce: offer["nonce"] = RandomNumberGenerator.GetBytes(16); break;
            case ServerLie.CompositePrime: offer["dh_prime"] = BigNumber.Write(DhGroup.Prime - 2); break;
            case ServerLie.UnsafePrime: offer["dh_prime"] = BigNumber.Write(PrimeButUnsafe); break;
            case ServerLie.ShortPrime: offer["dh_prime"] = ShortSafePrime; break;
            case ServerLie.BadGenerator: offer["g"] = 1; break;
            // For g = 2 the prime must be 7 mod 8, which this one is not.
            case ServerLie.WrongSubgroup: offer["g"] = 2; break;
            case ServerLie.TrivialPublicValue: offer["g_a"] = new byte[] { 1 }; break;
            case ServerLie.SmallPublicValue: offer["g_a"] = BigNumber.Write(BigInteger.One << 1900); break;
            case ServerLie.LargePublicValue: offer["g_a"] = BigNumber.Write(DhGroup.Prime - 1); break;
            default: break;
        }
        return offer;
    }

    public static BigInteger LargePrime()
    {
        var candidate = (ulong)RandomNumberGenerator.GetInt32(1 << 29, int.MaxValue) << 31 | 1;
        while (!BigNumber.IsPrime(candidate)) candidate += 2;
        return candidate;
    }
}
