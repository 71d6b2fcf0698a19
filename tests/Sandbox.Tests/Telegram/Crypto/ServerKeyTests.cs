using TgPlatform.Plugins.Sandbox.Telegram.Crypto;

namespace TgPlatform.Sandbox.Tests.Telegram.Crypto;

public class ServerKeyTests
{
    [Theory]
    [InlineData(0x00144fc9e3025338, false)]
    [InlineData(0x0fffffffffffffff, false)]
    [InlineData(0x1000000000000000, true)]
    [InlineData(unchecked((long)0xd09d1d85de64fd85), true)]
    public void IsFoundByAll_LeadingZero_IsMissedByOne(long fingerprint, bool expected) => Assert.Equal(expected, ServerKey.IsFoundByAll(fingerprint));

    [Fact]
    public void Create_OfAPrivateKey_IsThatKey()
    {
        var first = ServerKey.Create(null);

        Assert.True(ServerKey.IsFoundByAll(first.Fingerprint));
        Assert.Equal(first.Fingerprint, ServerKey.Create(first.PrivateKeyPem).Fingerprint);
    }
}
