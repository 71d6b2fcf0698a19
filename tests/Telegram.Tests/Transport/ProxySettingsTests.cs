using TgPlatform.Plugins.Telegram.Transport;

namespace TgPlatform.Plugins.Telegram.Tests.Transport;

public class ProxySettingsTests
{
    // ee, the numbers 0 to 15, and www.example.org.
    private const string Hex = "ee000102030405060708090a0b0c0d0e0f7777772e6578616d706c652e6f7267", Base64Url = "7gABAgMEBQYHCAkKCwwNDg93d3cuZXhhbXBsZS5vcmc";

    [Theory]
    [InlineData($"mtproxy://{Hex}@proxy.example.org:8443")]
    [InlineData($"mtproxy://{Base64Url}@proxy.example.org:8443")]
    [InlineData($"tg://proxy?server=proxy.example.org&port=8443&secret={Hex}")]
    [InlineData($"tg://proxy?server=proxy.example.org&port=8443&secret={Base64Url}")]
    [InlineData($"https://t.me/proxy?server=proxy.example.org&port=8443&secret={Hex}")]
    [InlineData($"https://t.me/proxy?server=proxy.example.org&port=8443&secret={Base64Url}")]
    public void Parse_SecretOfAFakeWebServer_IsTakenApart(string text)
    {
        var proxy = ProxySettings.Parse(text);

        Assert.Equal((ProxyKind.MtProxy, "proxy.example.org", 8443, "www.example.org", true), (proxy.Kind, proxy.Host, proxy.Port, proxy.FakeHost, proxy.IsPadded));
        Assert.Equal(Enumerable.Range(0, 16).Select(number => (byte)number), proxy.Secret);
        Assert.Equal(Hex, proxy.SecretText);
        Assert.Equal("MtProxy proxy.example.org:8443", proxy.ToString());
    }

    [Theory]
    [InlineData("7v//////////////////+wB3d3cuZXhhbXBsZS5vcmc"), InlineData("7v__________________-wB3d3cuZXhhbXBsZS5vcmc")]
    public void Parse_SecretWithBothSpecialSignsOfBase64_IsTheSame(string secret)
    {
        var proxy = ProxySettings.Parse($"https://t.me/proxy?server=h.example.org&port=443&secret={secret}");

        Assert.Equal("www.example.org", proxy.FakeHost);
        Assert.Equal("fffffffffffffffffffffffffffffb00", Convert.ToHexStringLower(proxy.Secret));
    }

    [Fact]
    public void Parse_BareAndPaddedSecrets_PretendNothing()
    {
        var bare = ProxySettings.Parse("mtproxy://000102030405060708090a0b0c0d0e0f@h.example.org");
        var padded = ProxySettings.Parse("mtproxy://dd000102030405060708090a0b0c0d0e0f@h.example.org");

        Assert.Equal((null, false, "000102030405060708090a0b0c0d0e0f"), (bare.FakeHost, bare.IsPadded, bare.SecretText));
        Assert.Equal((null, true, "dd000102030405060708090a0b0c0d0e0f"), (padded.FakeHost, padded.IsPadded, padded.SecretText));
    }

    [Theory]
    [InlineData("ee000102030405060708090a0b0c0d0e0f")] // no name
    [InlineData("ee000102030405060708090a0b0c0d0e0f7777772e0d0a")] // a name with a line break
    [InlineData("ee0001020304")]
    [InlineData("aa000102030405060708090a0b0c0d0e0f7777772e6578616d706c652e6f7267")]
    public void Parse_SecretOfNoKnownKind_IsRefusedWithoutShowingIt(string secret)
    {
        var error = Assert.Throws<FormatException>(() => ProxySettings.Parse($"mtproxy://{secret}@h.example.org"));

        Assert.Contains("ee, 16 bytes and the name of a web server", error.Message, StringComparison.Ordinal);
        Assert.DoesNotContain("0001020304", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Parse_NameLongerThanAHelloHolds_IsRefused()
    {
        var secret = "ee000102030405060708090a0b0c0d0e0f" + string.Concat(Enumerable.Repeat("61", 183));

        Assert.Throws<FormatException>(() => ProxySettings.Parse($"mtproxy://{secret}@h.example.org"));
    }
}
