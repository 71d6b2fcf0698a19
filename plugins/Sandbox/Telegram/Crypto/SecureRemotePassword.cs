using System.Numerics;
using System.Security.Cryptography;
using System.Text;

namespace TgPlatform.Plugins.Sandbox.Telegram.Crypto;

/// <summary>The server's side of the password check (core.telegram.org/api/srp).</summary>
internal sealed class SecureRemotePassword
{
    private const int Rounds = 100_000;

    private readonly BigInteger _verifier;
    private readonly BigInteger _secret = BigNumber.Random(256);

    public SecureRemotePassword(string password)
    {
        Salt1 = RandomNumberGenerator.GetBytes(16);
        Salt2 = RandomNumberGenerator.GetBytes(16);
        _verifier = BigInteger.ModPow(DhGroup.Generator, BigNumber.Read(HashOf(password)), DhGroup.Prime);
        var multiplier = BigNumber.Read(SHA256.HashData([.. DhGroup.PrimeBytes, .. Generator]));
        PublicValue = BigNumber.Write(((multiplier * _verifier) + BigInteger.ModPow(DhGroup.Generator, _secret, DhGroup.Prime)) % DhGroup.Prime, 256);
    }

    public byte[] Salt1 { get; }

    public byte[] Salt2 { get; }

    /// <summary>srp_B.</summary>
    public byte[] PublicValue { get; }

    private static byte[] Generator { get; } = BigNumber.Write(DhGroup.Generator, 256);

    public bool Proves(byte[] clientValue, byte[] proof)
    {
        var a = BigNumber.Read(clientValue);
        if ((a % DhGroup.Prime).IsZero) return false;
        var padded = BigNumber.Write(a, 256);
        var scrambler = BigNumber.Read(SHA256.HashData([.. padded, .. PublicValue]));
        var shared = BigInteger.ModPow(a * BigInteger.ModPow(_verifier, scrambler, DhGroup.Prime), _secret, DhGroup.Prime);
        var key = SHA256.HashData(BigNumber.Write(shared, 256));
        var mixed = SHA256.HashData(DhGroup.PrimeBytes);
        var generator = SHA256.HashData(Generator);
        for (var index = 0; index < mixed.Length; index++) mixed[index] ^= generator[index];
        var expected = SHA256.HashData([.. mixed, .. SHA256.HashData(Salt1), .. SHA256.HashData(Salt2), .. padded, .. PublicValue, .. key]);
        return CryptographicOperations.FixedTimeEquals(expected, proof);
    }

    private byte[] HashOf(string password)
    {
        var first = Salted(Salted(Encoding.UTF8.GetBytes(password), Salt1), Salt2);
        return Salted(Rfc2898DeriveBytes.Pbkdf2(first, Salt1, Rounds, HashAlgorithmName.SHA512, 64), Salt2);
    }

    private static byte[] Salted(byte[] data, byte[] salt) => SHA256.HashData([.. salt, .. data, .. salt]);
}
