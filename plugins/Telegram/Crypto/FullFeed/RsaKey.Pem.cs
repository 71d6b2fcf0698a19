using System.Security.Cryptography;

namespace TgPlatform.Plugins.Telegram.Crypto;

internal sealed partial class RsaKey
{
    /// <summary>The key as other libraries want it.</summary>
    public string ToPem()
    {
        using var rsa = RSA.Create(new RSAParameters { Modulus = BigEndian.Bytes(_modulus), Exponent = BigEndian.Bytes(_exponent) });
        return rsa.ExportRSAPublicKeyPem();
    }
}
