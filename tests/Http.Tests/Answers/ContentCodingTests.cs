using System.IO.Compression;
using System.Text;
using TgPlatform.Contracts;
using TgPlatform.Http.Tests.Support;

namespace TgPlatform.Http.Tests.Answers;

public sealed class ContentCodingTests
{
    private static readonly byte[] Plain = Encoding.UTF8.GetBytes(string.Concat(Enumerable.Repeat("plain text, ", 500)));

    [Theory]
    [InlineData("gzip")]
    [InlineData("x-gzip")]
    [InlineData("GZIP")]
    [InlineData("deflate")]
    [InlineData("br")]
    [InlineData("gzip, br")]
    [InlineData("identity")]
    public async Task Open_CodedUnasked_GivesThePlainBytes(string coding)
    {
        var coded = Encode(coding);
        await using var server = RawServer.Always($"HTTP/1.1 200 OK|Content-Encoding: {coding}|Content-Length: {coded.Length}|ETag: \"x\"|Content-MD5: 1B2M2Y8AsgTpgAmY7PhCfg==", coded);

        var fetched = await Fetcher.FetchAsync(server.Root + "/file.txt");

        Assert.Equal(Plain, fetched.Bytes);
        // What the headers say is about the coded bytes.
        Assert.Equal(coding == "identity" ? Plain.Length : null, fetched.Length);
        Assert.Equal(coding == "identity", fetched.Validator is not null);
        Assert.Equal(coding == "identity" ? 1 : 0, fetched.Digests.Count);
    }

    [Theory]
    [InlineData("/photos.tar.gz", "gzip")]
    [InlineData("/photos.TGZ?x=1", "x-gzip")]
    [InlineData("/page.html.br", "br")]
    [InlineData("/page.html.zst", "zst")]
    public async Task Open_ArchiveWhoseOwnCompressionIsDeclared_StaysAnArchive(string path, string coding)
    {
        var coded = Encode("gzip");
        await using var server = RawServer.Always($"HTTP/1.1 200 OK|Content-Encoding: {coding}|Content-Length: {coded.Length}", coded);

        var fetched = await Fetcher.FetchAsync(server.Root + path);

        Assert.Equal(coded, fetched.Bytes);
        Assert.Equal(coded.Length, fetched.Length);
    }

    [Theory]
    [InlineData("gzip", 10)]
    [InlineData("gzip", 1)]
    [InlineData("deflate", 1)]
    [InlineData("br", 3)]
    public async Task Open_CodedAndCutOffWithoutDeclaredLength_IsTransient(string coding, int missing)
    {
        var coded = Encode(coding)[..^missing];
        await using var server = RawServer.Always($"HTTP/1.0 200 OK|Content-Encoding: {coding}", coded, keepsOpen: false);

        Assert.Equal(FailureKind.Transient, (await Fetcher.FailureAsync(server.Root + "/file.txt")).Kind);
    }

    [Fact]
    public async Task Open_CodedAndDamaged_IsTransient()
    {
        var coded = Encode("gzip");
        coded[^6] ^= 0xFF;
        await using var server = RawServer.Always($"HTTP/1.1 200 OK|Content-Encoding: gzip|Content-Length: {coded.Length}", coded);

        Assert.Equal(FailureKind.Transient, (await Fetcher.FailureAsync(server.Root + "/file.txt")).Kind);
    }

    [Fact]
    public async Task Open_UnknownCoding_IsPermanentAndNamed()
    {
        await using var server = RawServer.Always("HTTP/1.1 200 OK|Content-Encoding: zstd|Content-Length: 3||abc");

        var failure = await Fetcher.FailureAsync(server.Root + "/file.txt");

        Assert.Equal(FailureKind.Permanent, failure.Kind);
        Assert.Contains("'zstd'", failure.Message, StringComparison.Ordinal);
    }

    private static byte[] Encode(string codings) => codings.ToLowerInvariant().Split(", ").Aggregate(Plain, static (bytes, coding) =>
    {
        using var coded = new MemoryStream();
        using (var coder = Coder(coding, coded))
            coder?.Write(bytes);
        return coding == "identity" ? bytes : coded.ToArray();
    });

    private static Stream? Coder(string coding, Stream into) => coding switch
    {
        "identity" => null,
        "deflate" => new ZLibStream(into, CompressionLevel.Fastest, leaveOpen: true),
        "br" => new BrotliStream(into, CompressionLevel.Fastest, leaveOpen: true),
        _ => new GZipStream(into, CompressionLevel.Fastest, leaveOpen: true),
    };
}
