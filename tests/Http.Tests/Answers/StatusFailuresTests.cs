using System.Globalization;
using TgPlatform.Contracts;
using TgPlatform.Http.Tests.Support;
using TgPlatform.Plugins.Http;

namespace TgPlatform.Http.Tests.Answers;

public sealed class StatusFailuresTests
{
    [Theory]
    [InlineData("404 Not Found", FailureKind.Permanent, false)]
    [InlineData("410 Gone", FailureKind.Permanent, false)]
    [InlineData("401 Unauthorized", FailureKind.Permanent, false)]
    [InlineData("403 Forbidden", FailureKind.Permanent, false)]
    [InlineData("400 Bad Request", FailureKind.Permanent, false)]
    [InlineData("451 Unavailable For Legal Reasons", FailureKind.Permanent, false)]
    [InlineData("501 Not Implemented", FailureKind.Permanent, false)]
    [InlineData("204 No Content", FailureKind.Permanent, false)]
    [InlineData("408 Request Timeout", FailureKind.Transient, false)]
    [InlineData("425 Too Early", FailureKind.Transient, false)]
    [InlineData("500 Internal Server Error", FailureKind.Transient, false)]
    [InlineData("502 Bad Gateway", FailureKind.Transient, false)]
    [InlineData("503 Service Unavailable", FailureKind.Transient, false)]
    [InlineData("504 Gateway Timeout", FailureKind.Transient, false)]
    [InlineData("202 Accepted", FailureKind.Transient, false)]
    [InlineData("206 Partial Content", FailureKind.Transient, false)]
    [InlineData("416 Range Not Satisfiable", FailureKind.Transient, false)]
    [InlineData("429 Too Many Requests", FailureKind.Throttled, true)]
    public async Task Open_Status_MeansItsKind(string status, FailureKind expected, bool concernsLane)
    {
        await using var server = RawServer.Always($"HTTP/1.1 {status}|Content-Length: 0");

        var failure = await Fetcher.FailureAsync(server.Root + "/file");

        Assert.Equal(expected, failure.Kind);
        Assert.Equal(concernsLane, failure.ConcernsLane);
        Assert.StartsWith(server.Root + "/file: ", failure.Message, StringComparison.Ordinal);
        Assert.Contains(status[..3], failure.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(429, "7", 7)]
    [InlineData(503, "7", 7)]
    [InlineData(503, "0", 0)]
    [InlineData(503, "Tue, 01 Jan 2030 00:01:00 GMT", 60)]
    [InlineData(503, "Tue, 01 Jan 2030 00:00:00 GMT", 0)]
    [InlineData(503, "Mon, 31 Dec 2029 23:00:00 GMT", 0)]
    [InlineData(429, "999999999", 86400)]
    [InlineData(429, "Fri, 31 Dec 9999 23:59:59 GMT", 86400)]
    public async Task Open_RetryAfter_IsTheWait(int status, string retryAfter, int expectedSeconds)
    {
        await using var server = RawServer.Always($"HTTP/1.1 {status} Wait|Content-Length: 0|Date: Tue, 01 Jan 2030 00:00:00 GMT|Retry-After: {retryAfter}");

        var failure = await Fetcher.FailureAsync(server.Root + "/file");

        Assert.Equal(FailureKind.Throttled, failure.Kind);
        Assert.True(failure.ConcernsLane);
        Assert.Equal(TimeSpan.FromSeconds(expectedSeconds), failure.RetryAfter);
    }

    [Theory]
    [InlineData("soon")]
    [InlineData("-5")]
    [InlineData("99999999999999999999")]
    public async Task Open_RetryAfterNonsense_LeavesTheWaitToTheRuntime(string retryAfter)
    {
        await using var server = RawServer.Always($"HTTP/1.1 429 Wait|Content-Length: 0|Retry-After: {retryAfter}");

        var failure = await Fetcher.FailureAsync(server.Root + "/file");

        Assert.Equal(FailureKind.Throttled, failure.Kind);
        Assert.Null(failure.RetryAfter);
    }

    [Fact]
    public async Task Open_RetryAfterDateWithoutDate_CountsFromOurClock()
    {
        var time = new Testing.ManualTimeProvider();
        var until = time.GetUtcNow().AddSeconds(90).ToString("R", CultureInfo.InvariantCulture);
        await using var server = RawServer.Always($"HTTP/1.1 503 Wait|Content-Length: 0|Retry-After: {until}");
        await using var source = Fetcher.Source(new HttpSourceOptions { Urls = [server.Root + "/file"] }, new PluginContext { Time = time });

        Assert.Equal(TimeSpan.FromSeconds(90), (await source.FailureAsync()).RetryAfter);
    }

    [Fact]
    public async Task Open_OurCredentialsRefused_BlocksTheLane()
    {
        await using var server = RawServer.Always("HTTP/1.1 401 Unauthorized|WWW-Authenticate: Bearer|Content-Length: 0");
        await using var source = Fetcher.Source(new HttpSourceOptions { Urls = [server.Root + "/file"], Auth = [new() { Host = server.Authority, Token = new("wrong") }] });

        var failure = await source.FailureAsync();

        Assert.Equal(FailureKind.Blocked, failure.Kind);
        Assert.True(failure.ConcernsLane);
        Assert.DoesNotContain("wrong", failure.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Open_CredentialsOfOneTaskRefused_LeavesTheLaneToTheOthers()
    {
        using var folder = new Testing.TempFolder();
        await using var server = RawServer.Always("HTTP/1.1 401 Unauthorized|Content-Length: 0");
        var tasks = folder.Write("tasks.json", System.Text.Encoding.UTF8.GetBytes("[{\"url\": \"" + server.Root + "/f\", \"headers\": {\"Authorization\": \"Own\"}}]"));
        await using var source = Fetcher.Source(new HttpSourceOptions { Tasks = tasks, Auth = [new() { Host = server.Authority, Token = new("shared") }] });

        var failure = await source.FailureAsync();

        Assert.Equal("Own", server.Requests.Single()["Authorization"]);
        Assert.Equal((FailureKind.Permanent, false), (failure.Kind, failure.ConcernsLane));
    }

    [Fact]
    public async Task Open_ItemThatFailsAndThenWorks_GivesItsContent()
    {
        await using var server = RawServer.Texts(static request => request.Number == 1 ? "HTTP/1.1 503 Wait|Retry-After: 1|Content-Length: 4||wait" : "HTTP/1.1 200 OK|Content-Length: 2||ok");
        await using var source = Fetcher.Source(server.Root + "/file");
        var item = (await source.ItemsAsync()).Single();

        await Assert.ThrowsAsync<FailureException>(() => source.FetchAsync(item));

        Assert.Equal("ok", (await source.FetchAsync(item)).Text);
        Assert.Equal(1, server.Connections);
    }
}
