using System.Numerics;
using System.Security.Cryptography;
using System.Text;

namespace TgPlatform.Plugins.Telegram.Crypto;

/// <summary>The password proof of two-step verification (core.telegram.org/api/srp). The password itself is never sent.</summary>
internal static class SrpPassword
{
    private const int Iterations = 100_000, Size = 256;

    internal readonly record struct Question(byte[] Salt1, byte[] Salt2, int G, byte[] P, byte[] ServerB);

    internal readonly record struct Proof(byte[] A, byte[] M1);

    public static Proof Prove(string password, Question question) => Prove(password, question, RandomNumberGenerator.GetBytes(Size));

    internal static Proof Prove(string password, Question question, byte[] secret)
    {
        var p = BigEndian.Number(question.P);
        DiffieHellman.CheckGroup(p, question.G);
        var serverB = BigEndian.Number(question.ServerB);
        DiffieHellman.CheckPublicValue(serverB, p, "the server's SRP value");
        var pBytes = BigEndian.Padded(p, Size);
        var gBytes = BigEndian.Padded(question.G, Size);
        var bBytes = BigEndian.Padded(serverB, Size);

        var x = BigEndian.Number(PasswordHash(password, question.Salt1, question.Salt2));
        var k = BigEndian.Number(Hash(pBytes, gBytes));
        var a = BigEndian.Number(secret);
        var aBytes = BigEndian.Padded(BigInteger.ModPow(question.G, a, p), Size);
        var u = BigEndian.Number(Hash(aBytes, bBytes));
        var t = (serverB - k * BigInteger.ModPow(question.G, x, p) % p + p) % p;
        var shared = Hash(BigEndian.Padded(BigInteger.ModPow(t, a + u * x, p), Size));

        byte[] mixed = Hash(pBytes), g = Hash(gBytes);
        for (var i = 0; i < mixed.Length; i++) mixed[i] ^= g[i];
        return new Proof(aBytes, Hash(mixed, Hash(question.Salt1), Hash(question.Salt2), aBytes, bBytes, shared));
    }

    private static byte[] PasswordHash(string password, byte[] salt1, byte[] salt2)
    {
        var first = Salted(Salted(Encoding.UTF8.GetBytes(password), salt1), salt2);
        return Salted(Rfc2898DeriveBytes.Pbkdf2(first, salt1, Iterations, HashAlgorithmName.SHA512, 64), salt2);
    }

    private static byte[] Salted(byte[] data, byte[] salt) => Hash(salt, data, salt);

    private static byte[] Hash(params ReadOnlySpan<byte[]> pieces)
    {
        using var hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        foreach (var piece in pieces) hash.AppendData(piece);
        return hash.GetHashAndReset();
    }
}
