using System.Numerics;
using System.Security.Cryptography;
using TgPlatform.Plugins.Telegram.Crypto;

namespace TgPlatform.Plugins.Telegram.Tests.Crypto;

public class RsaKeyTests
{
    private const string Pem = """
        -----BEGIN RSA PUBLIC KEY-----
        MIIBCgKCAQEAqJ+A+W++QEQlltiqs/ClCVuodro9mYAh+ZGU/kAMY8gTRouwC7iK
        2OkBdie3uX7sW20GwyMeuJr0zhB+i386uxFrtzFdPS/p+1/qI1W6Xrnc2iSFzPbW
        mCTt6AFej6ToEyZJlPeABAnQTrZKoP1LmDxJ1jqszut9aHD9Ji7iOtzVqnCc8JqI
        IXfCw+jXY+LB+mD6nGmjTE/1i0AqNf72uQzstsbZDEA6rsNE/4785vXdPIKKJ2MM
        cgI8b0ZWK79OurqvXo93DauCjVVph96EoN8cGigXcaRFAKqLS7Yeg5Wlutquv70z
        7bBTwhF2fjQAxX9rq2nCgSf3hRDbbZuSqQIDAQAB
        -----END RSA PUBLIC KEY-----
        """;

    [Fact]
    public void Fingerprint_KnownAnswer() => Assert.Equal(-5922777588964043669, RsaKey.FromPem(Pem).Fingerprint);

    [Fact]
    public void Encrypt_KnownRandomness_KnownAnswer()
    {
        var count = 0;
        var encrypted = RsaKey.FromPem(Pem).Encrypt(AesTests.Bytes(100, i => 10 + i), bytes =>
        {
            for (var i = 0; i < bytes.Length; i++) bytes[i] = (byte)(count++ * 17);
        });

        Assert.Equal("81823934843ea1cd07849ca23d4e0d2e4673c875cd15ed6f0accbd9e525be310", Convert.ToHexStringLower(SHA256.HashData(encrypted)));
    }

    [Fact]
    public void Encrypt_ThenThePrivateKey_FindsTheData()
    {
        using var rsa = RSA.Create(2048);
        var secret = rsa.ExportParameters(includePrivateParameters: true);
        var data = RandomNumberGenerator.GetBytes(144);

        var encrypted = new RsaKey(secret.Modulus, secret.Exponent).Encrypt(data);

        var number = BigInteger.ModPow(BigEndian.Number(encrypted), BigEndian.Number(secret.D), BigEndian.Number(secret.Modulus));
        var block = BigEndian.Padded(number, 256);
        var body = block[32..];
        var hash = SHA256.HashData(body);
        var key = block[..32].Select((b, i) => (byte)(b ^ hash[i])).ToArray();
        AesIge.Decrypt(body, key, new byte[32]);
        var padded = body[..192].Reverse().ToArray();
        Assert.Equal(data, padded[..144]);
        Assert.Equal(SHA256.HashData([.. key, .. padded]), body[192..]);
    }

    [Fact]
    public void Encrypt_TooMuch_IsRefused() => Assert.Throws<ArgumentException>(() => RsaKey.FromPem(Pem).Encrypt(new byte[145]));
}
