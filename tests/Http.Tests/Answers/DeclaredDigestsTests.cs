using System.Security.Cryptography;
using TgPlatform.Contracts;
using TgPlatform.Http.Tests.Support;

namespace TgPlatform.Http.Tests.Answers;

public sealed class DeclaredDigestsTests
{
    private static readonly byte[] Body = "hello"u8.ToArray();
    private static readonly string Sha256 = Convert.ToBase64String(SHA256.HashData(Body));
    private static readonly string Sha512 = Convert.ToBase64String(SHA512.HashData(Body));
#pragma warning disable CA5351 // what servers declare
    private static readonly string Md5 = Convert.ToBase64String(MD5.HashData(Body));
#pragma warning restore CA5351

    public static TheoryData<string, string> Headers => new()
    {
        { $"Repr-Digest: sha-256=:{Sha256}:", "Sha256" },
        { $"Repr-Digest: sha-512=:{Sha512}:, sha-256=:{Sha256}:", "Sha512 Sha256" },
        { $"Repr-Digest: unixsum=:AAA=:, sha-256=:{Sha256}:;x=1", "Sha256" },
        { $"Digest: SHA-256={Sha256},MD5={Md5}", "Sha256 Md5" },
        { $"Digest: sha-512={Sha512}", "Sha512" },
        { $"Content-MD5: {Md5}", "Md5" },
        { $"Repr-Digest: sha-256=:{Sha256}:|Digest: SHA-256={Md5}", "Sha256" },
        { $"Repr-Digest: sha-256=:{Md5}:", "" },
        { "Repr-Digest: sha-256=:not base64!:", "" },
        { "Repr-Digest: sha-256", "" },
        { "Repr-Digest: ", "" },
        { "Content-MD5: x", "" },
        { $"Content-Digest: sha-256=:{Sha256}:", "" },
    };

    [Theory]
    [MemberData(nameof(Headers))]
    public async Task Open_DeclaredSums_AreThoseThatAreWellFormed(string headers, string expected)
    {
        await using var server = RawServer.Always($"HTTP/1.1 200 OK|Content-Length: 5|{headers}", Body);

        var fetched = await Fetcher.FetchAsync(server.Root + "/f");

        Assert.Equal(expected, string.Join(' ', fetched.Digests.Select(static digest => digest.Algorithm)));
        Assert.All(fetched.Digests, static digest => Assert.Equal(
            digest.Algorithm switch { DigestAlgorithm.Sha256 => Sha256, DigestAlgorithm.Sha512 => Sha512, _ => Md5 },
            Convert.ToBase64String(digest.Bytes.Span)));
    }

    [Fact]
    public async Task Open_Rest_KeepsSumsOfTheWholeOnly()
    {
        await using var server = RawServer.Always($"HTTP/1.1 206 Partial Content|Content-Range: bytes 2-4/5|Content-Length: 3|Repr-Digest: sha-256=:{Sha256}:|Content-MD5: {Md5}||llo");

        var fetched = await Fetcher.FetchAsync(server.Root + "/f", new(2, "\"v\" 5"));

        Assert.Equal([DigestAlgorithm.Sha256], fetched.Digests.Select(static digest => digest.Algorithm));
    }
}
