using System.Numerics;
using TgPlatform.Plugins.Telegram.Crypto;

namespace TgPlatform.Plugins.Telegram.Tests.Crypto;

public class NumberTests
{
    internal static readonly BigInteger Prime = BigEndian.Number(Convert.FromHexString(
        "C71CAEB9C6B1C9048E6C522F70F13F73980D40238E3E21C14934D037563D930F48198A0AA7C14058229493D22530F4DBFA336F6E0AC925139543AED44CCE7C37" +
        "20FD51F69458705AC68CD4FE6B6B13ABDC9746512969328454F18FAF8C595F642477FE96BB2A941D5BCD1D4AC8CC49880708FA9B378E3C4F3A9060BEE67CF9A4" +
        "A4A695811051907E162753B56B0F6B410DBA74D8A84B2A14B3144E0EF1284754FD17ED950D5965B4B9DD46582DB1178D169C6BC465B0D6FF9CA3928FEF5B9AE4" +
        "E418FC15E83EBEA0F87FA9FF5EED70050DED2849F47BF959D956850CE929851F0D8115F635B105EE2E4E15D04B2454BF6F4FADF034B10403119CD8E3B92FCC5B"));

    [Theory]
    [InlineData(0x17ED48941A08F981, 0x494C553B, 0x53911073)] // the example of the specification
    [InlineData(15, 3, 5)]
    [InlineData(9223371994482243049, 3037000493, 3037000493), InlineData(4611685975477714963, 2147483647, 2147483629)]
    public void PqFactors_OfAProduct_AreItsPrimes(long pq, long one, long other)
        => Assert.Equal(((ulong)Math.Min(one, other), (ulong)Math.Max(one, other)), PqFactors.Of((ulong)pq));

    [Theory]
    [InlineData(2147483647ul), InlineData(1ul << 40), InlineData(0ul), InlineData(1ul), InlineData(ulong.MaxValue)]
    public void PqFactors_OfNoProductOfOddPrimes_IsRefused(ulong pq) => Assert.Throws<SecurityCheckException>(() => PqFactors.Of(pq));

    [Fact]
    public void IsSafe_TheServicesPrime_IsSafe() => Assert.True(DiffieHellman.IsSafe(Prime));

    [Fact]
    public void CheckGroup_AnotherSafeLookingNumber_IsRefused()
    {
        // Same residues, so only the primality test can tell.
        var composite = Prime + 5040;
        Assert.Equal(2048, composite.GetBitLength());

        Assert.Contains("safe prime", Assert.Throws<SecurityCheckException>(() => DiffieHellman.CheckGroup(composite, 4)).Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(1), InlineData(2), InlineData(6), InlineData(8), InlineData(0), InlineData(-3)]
    public void CheckGroup_AGeneratorOfTheWrongGroup_IsRefused(int generator)
        => Assert.Throws<SecurityCheckException>(() => DiffieHellman.CheckGroup(Prime, generator));

    [Fact]
    public void CheckGroup_APrimeOfAnotherSize_IsRefused()
        => Assert.Throws<SecurityCheckException>(() => DiffieHellman.CheckGroup(Prime >> 1, 4));

    [Fact]
    public void CheckPublicValue_OutsideTheRange_IsRefused()
    {
        var edge = BigInteger.One << 1984;
        foreach (var value in new[] { BigInteger.Zero, BigInteger.One, edge, Prime - 1, Prime - edge, Prime })
            Assert.Throws<SecurityCheckException>(() => DiffieHellman.CheckPublicValue(value, Prime, "g_a"));
        DiffieHellman.CheckPublicValue(edge + 1, Prime, "g_a");
        DiffieHellman.CheckPublicValue(Prime - edge - 1, Prime, "g_a");
    }

    [Fact]
    public void NewPair_Always_PassesTheOtherSidesCheck()
    {
        var (secret, value) = DiffieHellman.NewPair(Prime, 3);

        DiffieHellman.CheckPublicValue(value, Prime, "g_b");
        Assert.Equal(BigInteger.ModPow(3, secret, Prime), value);
    }
}
