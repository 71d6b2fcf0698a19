using TgPlatform.Contracts;
using TgPlatform.Http.Tests.Support;

namespace TgPlatform.Http.Tests.Answers;

public sealed class ResumeTests
{
    private const string Body = "0123456789abcdefghij";
    private static readonly ResumePoint AtFive = new(5, "\"v1\" 20");

    [Theory]
    [InlineData("\"v1\" 20", "\"v1\"")]
    [InlineData("\"v1\"", "\"v1\"")]
    [InlineData("Wed, 01 May 2024 12:00:00 GMT 20", "Wed, 01 May 2024 12:00:00 GMT")]
    public async Task Open_FromTheMiddle_AsksForTheRestOnCondition(string validator, string condition)
    {
        await using var server = Honest();

        var fetched = await Fetcher.FetchAsync(server.Root + "/f", new(5, validator));

        Assert.Equal(("bytes=5-", condition), (server.Requests.Single()["Range"], server.Requests.Single()["If-Range"]));
        Assert.Equal((5, 20L, Body[5..]), ((int)fetched.Offset, fetched.Length!.Value, fetched.Text));
        Assert.Equal(validator, fetched.Validator);
    }

    [Theory]
    [InlineData(null)]
    [InlineData("")]
    [InlineData("garbage")]
    [InlineData("W/\"weak\"x")]
    public async Task Open_WithoutUsableValidator_BeginsAtTheBeginning(string? validator)
    {
        await using var server = Honest();

        var fetched = await Fetcher.FetchAsync(server.Root + "/f", new(5, validator));

        Assert.Null(server.Requests.Single()["Range"]);
        Assert.Equal((0, Body), ((int)fetched.Offset, fetched.Text));
    }

    [Theory]
    // ignores ranges, or the content has changed
    [InlineData("HTTP/1.1 200 OK|Content-Length: 20|ETag: \"v1\"", Body)]
    // another range than asked for
    [InlineData("HTTP/1.1 206 Partial Content|Content-Length: 16|ETag: \"v1\"|Content-Range: bytes 4-19/20", "456789abcdefghij")]
    [InlineData("HTTP/1.1 206 Partial Content|Content-Length: 20|ETag: \"v1\"|Content-Range: bytes 0-19/20", Body)]
    // less than asked for
    [InlineData("HTTP/1.1 206 Partial Content|Content-Length: 5|ETag: \"v1\"|Content-Range: bytes 5-9/20", "56789")]
    // a wrong total, too large, too small, another than before
    [InlineData("HTTP/1.1 206 Partial Content|Content-Length: 15|ETag: \"v1\"|Content-Range: bytes 5-19/21", "56789abcdefghij")]
    [InlineData("HTTP/1.1 206 Partial Content|Content-Length: 15|ETag: \"v1\"|Content-Range: bytes 5-19/10", "56789abcdefghij")]
    [InlineData("HTTP/1.1 206 Partial Content|Content-Length: 5|ETag: \"v1\"|Content-Range: bytes 5-9/10", "56789")]
    // a body of another length than its range
    [InlineData("HTTP/1.1 206 Partial Content|Content-Length: 3|ETag: \"v1\"|Content-Range: bytes 5-19/20", "567")]
    // other content, by a server that does not know If-Range
    [InlineData("HTTP/1.1 206 Partial Content|Content-Length: 15|ETag: \"v2\"|Content-Range: bytes 5-19/20", "XXXXXXXXXXXXXXX")]
    [InlineData("HTTP/1.1 206 Partial Content|Content-Length: 15|ETag: W/\"v1\"|Content-Range: bytes 5-19/20", "XXXXXXXXXXXXXXX")]
    // no range, nonsense, other units, several parts, compressed
    [InlineData("HTTP/1.1 206 Partial Content|Content-Length: 15|ETag: \"v1\"", "56789abcdefghij")]
    [InlineData("HTTP/1.1 206 Partial Content|Content-Length: 15|ETag: \"v1\"|Content-Range: bytes 19-5/20", "56789abcdefghij")]
    [InlineData("HTTP/1.1 206 Partial Content|Content-Length: 15|ETag: \"v1\"|Content-Range: lines 5-19/20", "56789abcdefghij")]
    [InlineData("HTTP/1.1 206 Partial Content|Content-Length: 3|ETag: \"v1\"|Content-Type: multipart/byteranges; boundary=x", "--x")]
    [InlineData("HTTP/1.1 206 Partial Content|Content-Length: 15|ETag: \"v1\"|Content-Encoding: gzip|Content-Range: bytes 5-19/20", "56789abcdefghij")]
    // refused: shorter than what is there already, or of unknown length
    [InlineData("HTTP/1.1 416 Range Not Satisfiable|Content-Length: 0|Content-Range: bytes */4", "")]
    [InlineData("HTTP/1.1 416 Range Not Satisfiable|Content-Length: 0", "")]
    public async Task Open_ServerThatIgnoresOrLies_BeginsAtTheBeginning(string head, string body)
    {
        await using var server = RawServer.Texts(request => request["Range"] is not null ? $"{head}||{body}" : $"HTTP/1.1 200 OK|Content-Length: 20|ETag: \"v2\"||{Body}");

        var fetched = await Fetcher.FetchAsync(server.Root + "/f", AtFive);

        Assert.Equal((0, 20L, Body), ((int)fetched.Offset, fetched.Length!.Value, fetched.Text));
        Assert.InRange(server.Requests.Count, 1, 2);
    }

    [Fact]
    public async Task Open_TotalNotTold_GivesTheRest()
    {
        await using var server = RawServer.Texts(static _ => $"HTTP/1.1 206 Partial Content|Content-Length: 15|ETag: \"v1\"|Content-Range: bytes 5-19/*||{Body[5..]}");

        var fetched = await Fetcher.FetchAsync(server.Root + "/f", AtFive);

        Assert.Equal((5, Body[5..]), ((int)fetched.Offset, fetched.Text));
        Assert.Null(fetched.Length);
    }

    [Fact]
    public async Task Open_EverythingFetchedAlready_GivesAnEmptyRest()
    {
        await using var server = RawServer.Texts(static _ => "HTTP/1.1 416 Range Not Satisfiable|Content-Length: 0|Content-Range: bytes */20|ETag: \"v1\"");

        var fetched = await Fetcher.FetchAsync(server.Root + "/f", new(20, "\"v1\" 20"));

        Assert.Equal((20, 20L, ""), ((int)fetched.Offset, fetched.Length!.Value, fetched.Text));
    }

    [Fact]
    public async Task Open_EverythingFetchedButOfOtherContent_BeginsAtTheBeginning()
    {
        await using var server = RawServer.Texts(static request => request["Range"] is null
            ? $"HTTP/1.1 200 OK|Content-Length: 20|ETag: \"v2\"||{Body}"
            : "HTTP/1.1 416 Range Not Satisfiable|Content-Length: 0|Content-Range: bytes */20|ETag: \"v2\"");

        Assert.Equal(0, (await Fetcher.FetchAsync(server.Root + "/f", new(20, "\"v1\" 20"))).Offset);
    }

    [Theory]
    [InlineData("ETag: \"v1\"", "\"v1\" 20")]
    [InlineData("ETag: \"v1\"|Last-Modified: Wed, 01 May 2024 12:00:00 GMT", "\"v1\" 20")]
    [InlineData("ETag: W/\"v1\"|Last-Modified: Wed, 01 May 2024 12:00:00 GMT", null)]
    [InlineData("Last-Modified: Wed, 01 May 2024 12:00:00 GMT|Date: Wed, 01 May 2024 12:00:01 GMT", "Wed, 01 May 2024 12:00:00 GMT 20")]
    [InlineData("Last-Modified: Wed, 01 May 2024 12:00:00 GMT|Date: Wed, 01 May 2024 12:00:00 GMT", null)]
    [InlineData("Last-Modified: Wed, 01 May 2024 12:00:00 GMT", null)]
    [InlineData("ETag: unquoted", null)]
    [InlineData("X: y", null)]
    public async Task Open_Validator_IsTheStrongOneOrNone(string headers, string? expected)
    {
        await using var server = RawServer.Texts(_ => $"HTTP/1.1 200 OK|Content-Length: 20|{headers}||{Body}");

        Assert.Equal(expected, (await Fetcher.FetchAsync(server.Root + "/f")).Validator);
    }

    private static RawServer Honest() => RawServer.Texts(static request => request["Range"] is null
        ? $"HTTP/1.1 200 OK|Content-Length: 20|ETag: \"v1\"||{Body}"
        : $"HTTP/1.1 206 Partial Content|Content-Length: {20 - request.RangeStart}|Content-Range: bytes {request.RangeStart}-19/20||{Body[request.RangeStart..]}");
}
