using TgPlatform.Contracts;
using TgPlatform.Http.Tests.Support;
using TgPlatform.Plugins.Http;

namespace TgPlatform.Http.Tests.Fetching;

public sealed class RedirectTests
{
    [Theory]
    [InlineData(301)]
    [InlineData(302)]
    [InlineData(303)]
    [InlineData(307)]
    [InlineData(308)]
    public async Task Open_Redirect_IsFollowed(int status)
    {
        await using var server = RawServer.Texts(request => request.Target == "/a/from"
            ? $"HTTP/1.1 {status} Moved|Location: ../to?x=1|Content-Length: 0"
            : "HTTP/1.1 200 OK|Content-Length: 0");

        Assert.Equal(0, (await Fetcher.FetchAsync(server.Root + "/a/from")).Length);
        Assert.Equal(["/a/from", "/to?x=1"], server.Requests.Select(static request => request.Target));
    }

    [Fact]
    public async Task Open_ToAnotherHost_TakesNoSecretAlong()
    {
        await using var other = RawServer.Texts(static _ => "HTTP/1.1 200 OK|Content-Length: 0");
        await using var server = RawServer.Texts(request => request.Target == "/same"
            ? $"HTTP/1.1 302 Found|Content-Length: 0|Location: {other.Root}/there"
            : "HTTP/1.1 302 Found|Content-Length: 0|Location: /same");
        await using var source = Fetcher.Source(new HttpSourceOptions
        {
            Urls = [server.Root.Replace("://", "://me:word@", StringComparison.Ordinal) + "/from"],
            Headers = new Dictionary<string, Secret> { ["X-Api-Key"] = new("key"), ["Cookie"] = new("session=1"), ["User-Agent"] = new("me/1.0") },
        });

        await source.FetchAsync();

        Assert.All(server.Requests, static request =>
        {
            Assert.Equal("Basic bWU6d29yZA==", request["Authorization"]);
            Assert.Equal("key", request["X-Api-Key"]);
        });
        var there = other.Requests.Single();
        Assert.Null(there["Authorization"]);
        Assert.Null(there["X-Api-Key"]);
        Assert.Null(there["Cookie"]);
        Assert.Equal("me/1.0", there["User-Agent"]);
    }

    [Theory]
    [InlineData(true, "Basic dTpw")]
    [InlineData(false, null)]
    public async Task Open_ToAnotherHostWithCredentialsOfItsOwn_SendsThoseOverTlsOnly(bool isTls, string? expected)
    {
        await using var other = new RawServer(
            static async (_, stream) =>
            {
                await stream.WriteAsync(RawServer.Bytes("HTTP/1.1 200 OK|Content-Length: 0", []));
                return true;
            },
            isTls ? Certificates.SelfSigned() : null);
        await using var server = RawServer.Texts(_ => $"HTTP/1.1 302 Found|Content-Length: 0|Location: {other.Root}/there");
        await using var source = Fetcher.Source(new HttpSourceOptions
        {
            Urls = [server.Root + "/from"],
            Auth = [new() { Host = server.Authority, Token = new("first") }, new() { Host = other.Authority, Username = "u", Password = new("p") }],
            VerifyTls = false,
        });

        await source.FetchAsync();

        Assert.Equal("Bearer first", server.Requests.Single()["Authorization"]);
        Assert.Equal(expected, other.Requests.Single()["Authorization"]);
    }

    [Fact]
    public async Task Open_PlainRedirectWithinTheUsersOwnHost_KeepsItsCredentials()
    {
        await using var server = RawServer.Texts(static request => request.Target == "/from"
            ? "HTTP/1.1 302 Found|Content-Length: 0|Location: /to"
            : "HTTP/1.1 200 OK|Content-Length: 0");
        await using var source = Fetcher.Source(new HttpSourceOptions { Urls = [server.Root + "/from"], Auth = [new() { Host = server.Authority, Token = new("abc") }] });

        await source.FetchAsync();

        Assert.Equal(["Bearer abc", "Bearer abc"], server.Requests.Select(static request => request["Authorization"]));
    }

    [Fact]
    public async Task Open_Circle_EndsWithFailure()
    {
        await using var server = RawServer.Texts(static _ => "HTTP/1.1 302 Found|Location: /|Content-Length: 0");

        var failure = await Fetcher.FailureAsync(server.Root + "/");

        Assert.Equal(FailureKind.Permanent, failure.Kind);
        Assert.Contains("redirects in circles", failure.Message, StringComparison.Ordinal);
        Assert.Equal(11, server.Requests.Count);
        Assert.Equal(1, server.Connections);
    }

    [Theory]
    [InlineData("", "without saying where")]
    [InlineData("|Location: ftp://h/x", "no http or https URL")]
    [InlineData("|Location: file:///etc/passwd", "no http or https URL")]
    public async Task Open_RedirectToNowhere_EndsWithFailure(string location, string expected)
    {
        await using var server = RawServer.Texts(_ => $"HTTP/1.1 302 Found|Content-Length: 0{location}");

        var failure = await Fetcher.FailureAsync(server.Root + "/");

        Assert.Equal(FailureKind.Permanent, failure.Kind);
        Assert.Contains(expected, failure.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Open_RedirectFromTlsToPlain_IsRefused()
    {
        await using var plain = RawServer.Texts(static _ => "HTTP/1.1 200 OK|Content-Length: 0");
        await using var server = new RawServer(
            async (_, stream) =>
            {
                await stream.WriteAsync(RawServer.Bytes($"HTTP/1.1 302 Found|Content-Length: 0|Location: {plain.Root}/?token=abc", []));
                return true;
            },
            Certificates.SelfSigned());
        await using var source = Fetcher.Source(new HttpSourceOptions { Urls = [server.Root + "/"], VerifyTls = false });

        var failure = await source.FailureAsync();

        Assert.Contains("from https to http", failure.Message, StringComparison.Ordinal);
        Assert.DoesNotContain("token=abc", failure.Message, StringComparison.Ordinal);
        Assert.Empty(plain.Requests);
    }
}
