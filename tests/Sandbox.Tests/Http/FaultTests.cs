using System.Net;
using System.Security.Cryptography;
using TgPlatform.Plugins.Sandbox.Http;

namespace TgPlatform.Sandbox.Tests.Http;

public sealed class FaultTests(SandboxServer server) : IClassFixture<SandboxServer>
{
    private const string File = "/bytes/300KiB/file.bin";

    [Fact]
    public async Task Status_FirstTwoTimes_PassesAtTheThird()
    {
        var statuses = new List<HttpStatusCode>();
        for (var time = 0; time < 3; time++)
        {
            using var response = await server.Client.GetAsync(File + "?status=503&first=2&retry_after=7");
            statuses.Add(response.StatusCode);
            if (time == 0)
                Assert.Equal("7", response.Headers.GetValues("Retry-After").Single());
        }

        Assert.Equal([HttpStatusCode.ServiceUnavailable, HttpStatusCode.ServiceUnavailable, HttpStatusCode.OK], statuses);
    }

    [Fact]
    public async Task Drop_Once_BreaksOffAndThenGivesAll()
    {
        var url = File + "?drop=100000&first=1";

        await Assert.ThrowsAsync<HttpRequestException>(() => server.Client.GetByteArrayAsync(url));
        Assert.Equal(300 << 10, (await server.Client.GetByteArrayAsync(url)).Length);
    }

    [Fact]
    public async Task Ranges_Lie_NamesAnotherRange()
    {
        using var request = new HttpRequestMessage(HttpMethod.Get, File + "?ranges=lie");
        request.Headers.TryAddWithoutValidation("Range", "bytes=100-199");
        using var response = await server.Client.SendAsync(request);

        Assert.Equal(99, response.Content.Headers.ContentRange!.From);
    }

    [Fact]
    public async Task Ranges_Ignore_GivesTheWhole()
    {
        using var request = new HttpRequestMessage(HttpMethod.Get, File + "?ranges=ignore");
        request.Headers.TryAddWithoutValidation("Range", "bytes=100-199");
        using var response = await server.Client.SendAsync(request);

        Assert.Equal(HttpStatusCode.OK, response.StatusCode);
        Assert.Equal(300 << 10, (await response.Content.ReadAsByteArrayAsync()).Length);
    }

    [Theory]
    [InlineData("?framing=chunked", true, null)]
    [InlineData("?framing=close", null, true)]
    public async Task Framing_WithoutLength_StillGivesAllBytes(string fault, bool? isChunked, bool? closes)
    {
        using var response = await server.Client.GetAsync(File + fault, HttpCompletionOption.ResponseHeadersRead);

        Assert.Equal(isChunked, response.Headers.TransferEncodingChunked);
        Assert.Equal(closes, response.Headers.ConnectionClose);
        Assert.Null(response.Content.Headers.ContentLength);
        Assert.Equal(GeneratedMedia.Sha256(File, 300 << 10), SHA256.HashData(await response.Content.ReadAsByteArrayAsync()));
    }

    [Fact]
    public async Task Coding_Gzip_UnpacksToTheFile()
    {
        using var response = await server.Client.GetAsync(File + "?coding=gzip");
        await using var unpacked = new System.IO.Compression.GZipStream(await response.Content.ReadAsStreamAsync(), System.IO.Compression.CompressionMode.Decompress);

        Assert.Equal("gzip", response.Content.Headers.ContentEncoding.Single());
        Assert.Equal(GeneratedMedia.Sha256(File, 300 << 10), await SHA256.HashDataAsync(unpacked));
    }

    [Fact]
    public async Task Redirect_Twice_LeadsToTheFile()
    {
        using var first = await server.Client.GetAsync(File + "?redirect=2");
        using var second = await server.Client.GetAsync(first.Headers.Location);
        using var third = await server.Client.GetAsync(second.Headers.Location);

        Assert.Equal([HttpStatusCode.Redirect, HttpStatusCode.Redirect, HttpStatusCode.OK], new[] { first.StatusCode, second.StatusCode, third.StatusCode });
    }

    [Fact]
    public async Task DispositionEtagDigest_AsAsked_AreSent()
    {
        using var response = await server.Client.GetAsync(File + "?disposition=attachment;filename=..%2Fevil&etag=weak&digest=wrong");
        var honest = $"sha-256=:{Convert.ToBase64String(GeneratedMedia.Sha256(File, 300 << 10))}:";

        Assert.Equal("attachment;filename=../evil", response.Content.Headers.GetValues("Content-Disposition").Single());
        Assert.True(response.Headers.ETag!.IsWeak);
        Assert.NotEqual(honest, response.Headers.GetValues("Repr-Digest").Single());
    }
}
