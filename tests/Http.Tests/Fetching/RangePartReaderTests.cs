using System.Security.Cryptography;
using TgPlatform.Contracts;
using TgPlatform.Http.Tests.Support;
using TgPlatform.Plugins.Http;
using TgPlatform.Plugins.Sandbox.Http;

namespace TgPlatform.Http.Tests.Fetching;

public sealed class RangePartReaderTests(WebFixture web) : IClassFixture<WebFixture>
{
    private const string Large = "/bytes/5000000B/large.bin";

    [Theory]
    [InlineData(0)]
    [InlineData(1)]
    [InlineData(65_536)]
    [InlineData(4_999_999)]
    [InlineData(5_000_000)]
    public async Task Open_LargeFile_ComesByRangesFromAnyOffset(int offset)
    {
        await using var source = ByRanges(web.Root + Large);
        var item = (await source.ItemsAsync()).Single();
        string? validator;
        await using (var content = await source.OpenAsync(item))
        {
            Assert.NotNull(content.Parts);
            Assert.Equal((4, 65_536), (content.Parts.MaxConcurrency, content.Parts.PartBytes));
            validator = content.Validator;
        }

        var fetched = await source.FetchAsync(item, new(offset, validator));

        var expected = new byte[5_000_000 - offset];
        GeneratedMedia.Fill(Large, offset, expected);
        Assert.Equal((offset, 5_000_000L), ((int)fetched.Offset, fetched.Length!.Value));
        Assert.Equal(SHA256.HashData(expected), SHA256.HashData(fetched.Bytes));
    }

    [Theory]
    [InlineData("/bytes/65536B/exactly-one-range.bin")]
    [InlineData("/bytes/10B/small.bin")]
    [InlineData("/bytes/0B/empty.bin")]
    [InlineData(Large + "?ranges=ignore")]
    [InlineData(Large + "?etag=none&framing=chunked&ranges=ignore")]
    public async Task Open_SmallFileOrNoHonestRanges_ComesInOnePiece(string target)
    {
        await using var source = ByRanges(web.Root + target);

        await using var content = await source.OpenAsync((await source.ItemsAsync()).Single());

        Assert.NotNull(content.Stream);
        Assert.Equal(0, content.Offset);
        var hash = await SHA256.HashDataAsync(content.Stream);
        var path = target.Split('?')[0];
        Assert.Equal(GeneratedMedia.Sha256(path, Catalogue.LengthOf(path)!.Value), hash);
    }

    [Fact]
    public async Task Open_NothingProvesThatPartsBelongTogether_ComesInOnePiece()
    {
        await using var server = RawServer.Texts(static request => request["Range"] is null
            ? "HTTP/1.1 200 OK|Content-Length: 4||abcd"
            : $"HTTP/1.1 206 Partial Content|Content-Length: 65536|Content-Range: bytes 0-65535/100000|ETag: W/\"x\"||{new string('x', 65_536)}");
        await using var source = ByRanges(server.Root + "/f");

        Assert.Equal("abcd", (await source.FetchAsync()).Text);
    }

    [Theory]
    [InlineData("HTTP/1.1 200 OK|Content-Length: 4|ETag: \"v2\"||abcd", FailureKind.Transient, "the content changed")]
    [InlineData("HTTP/1.1 206 Partial Content|Content-Length: 65536|Content-Range: bytes 0-65535/100000|ETag: \"v1\"", FailureKind.Transient, "the content changed")]
    [InlineData("HTTP/1.1 206 Partial Content|Content-Length: 34464|Content-Range: bytes 65536-99999/100000|ETag: \"v2\"", FailureKind.Transient, "the content changed")]
    [InlineData("HTTP/1.1 206 Partial Content|Content-Length: 34464|Content-Range: bytes 65536-99999/100001|ETag: \"v1\"", FailureKind.Transient, "the content changed")]
    [InlineData("HTTP/1.1 429 Too Many Requests|Content-Length: 0|Retry-After: 3", FailureKind.Throttled, "fewer requests")]
    [InlineData("HTTP/1.1 404 Not Found|Content-Length: 0", FailureKind.Permanent, "no such file")]
    public async Task ReadPart_AnswerThatDoesNotFit_FailsThatPart(string answer, FailureKind kind, string expected)
    {
        await using var server = RawServer.Texts(request => request.RangeStart == 0
            ? $"HTTP/1.1 206 Partial Content|Content-Length: 65536|Content-Range: bytes 0-65535/100000|ETag: \"v1\"||{new string('x', 65_536)}"
            : answer);
        await using var source = ByRanges(server.Root + "/f");
        await using var content = await source.OpenAsync((await source.ItemsAsync()).Single());

        Assert.Equal(65_536, await content.Parts!.ReadPartAsync(0, new byte[65_536], Fetcher.Patience));
        var failure = await Assert.ThrowsAsync<FailureException>(async () => await content.Parts.ReadPartAsync(65_536, new byte[34_464], Fetcher.Patience));

        Assert.Equal(kind, failure.Kind);
        Assert.Contains(expected, failure.Message, StringComparison.Ordinal);
        Assert.Equal("\"v1\"", server.Requests[1]["If-Range"]);
    }

    [Fact]
    public async Task Discover_WithRanges_SharesTheConnectionsOfTheHost()
    {
        await using var source = Fetcher.Source(new HttpSourceOptions { Urls = ["http://h/1"], ConnectionsPerHost = 10, ParallelRanges = 4 });
        await source.ItemsAsync();

        Assert.Equal(2, source.Lanes.Single().MaxConcurrency);
    }

    private static HttpSource ByRanges(string url) => Fetcher.Source(new HttpSourceOptions { Urls = [url], ParallelRanges = 4, RangeSize = ByteSize.FromKiB(64) });
}
