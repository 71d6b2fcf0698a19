using TgPlatform.Contracts;
using TgPlatform.Http.Tests.Support;
using TgPlatform.Plugins.Http;

namespace TgPlatform.Http.Tests.Fetching;

public sealed class ConnectionTests
{
    [Fact]
    public async Task Open_ManyOneAfterAnother_UsesOneConnection()
    {
        await using var server = RawServer.Texts(static request => request.Number % 3 == 0
            ? "HTTP/1.1 404 Not Found|Content-Length: 2||no"
            : "HTTP/1.1 200 OK|Content-Length: 3|ETag: \"x\"||yes");
        await using var source = Fetcher.Source([.. Enumerable.Range(0, 30).Select(index => $"{server.Root}/{index}")]);

        foreach (var item in await source.ItemsAsync())
        {
            try
            {
                await source.FetchAsync(item);
            }
            catch (FailureException missing)
            {
                Assert.Equal(FailureKind.Permanent, missing.Kind);
            }
        }

        Assert.Equal(30, server.Requests.Count);
        Assert.Equal(1, server.Connections);
    }

    [Fact]
    public async Task Open_ManyAtOnce_StaysBelowTheLimitPerHost()
    {
        var (running, most) = (0, 0);
        var full = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        await using var server = new RawServer(async (_, stream) =>
        {
            var now = Interlocked.Increment(ref running);
            if (now == 3)
                full.TrySetResult();
            await full.Task;
            InterlockedMax(ref most, now);
            Interlocked.Decrement(ref running);
            await stream.WriteAsync(RawServer.Bytes("HTTP/1.1 200 OK|Content-Length: 1", "x"u8));
            return true;
        });
        await using var source = Fetcher.Source(new HttpSourceOptions { Urls = [.. Enumerable.Range(0, 24).Select(index => $"{server.Root}/{index}")], ConnectionsPerHost = 3 });

        var items = await source.ItemsAsync();
        await Task.WhenAll(items.Select(item => source.FetchAsync(item)));

        Assert.Equal(3, most);
        Assert.Equal(3, server.Connections);
        Assert.Equal(3, source.Lanes.Single().MaxConcurrency);
    }

    [Fact]
    public async Task Discover_SeveralHosts_MakesALaneForEach()
    {
        await using var source = Fetcher.Source("http://a.example/1", "http://b.example:81/2", "https://a.example/3", "http://A.example/4");

        var items = await source.ItemsAsync();

        Assert.Equal(["a.example", "b.example:81"], source.Lanes.Select(static lane => lane.Name));
        Assert.Equal(["a.example", "b.example:81", "a.example", "a.example"], items.Select(static item => item.Lane));
    }

    [Fact]
    public async Task Open_NobodyListens_IsTransient()
    {
        using var port = new SilentPort();

        var failure = await Fetcher.FailureAsync($"http://{port.Authority}/x");

        Assert.Equal(FailureKind.Transient, failure.Kind);
        Assert.Contains("refused", failure.Message, StringComparison.OrdinalIgnoreCase);
        Assert.EndsWith("Check host and port, and whether the server runs.", failure.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("http://far.example/x")]
    [InlineData("https://far.example/x")]
    public async Task Open_NobodyListensAtTheProxy_NamesTheProxy(string url)
    {
        using var port = new SilentPort();
        await using var source = Fetcher.Source(new HttpSourceOptions { Urls = [url], Proxy = new($"http://me:hunter2@{port.Authority}") });

        var failure = await source.FailureAsync();

        Assert.StartsWith($"{url}: the proxy {port.Authority} cannot be reached: Connection refused", failure.Message, StringComparison.Ordinal);
        Assert.DoesNotContain("hunter2", failure.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Check_ServerAnswers_AsksForOneByteOfTheFirstUrl()
    {
        await using var server = RawServer.Texts(static _ => "HTTP/1.1 206 Partial Content|Content-Range: bytes 0-0/9|Content-Length: 1||x");
        await using var source = Fetcher.Source($"{server.Root}/a", $"{server.Root}/b");

        Assert.Equal($"{server.Root}/a is there (206)", await source.CheckAsync(Fetcher.Patience));
        var request = Assert.Single(server.Requests);
        Assert.Equal(("/a", "bytes=0-0"), (request.Target, request["Range"]));
    }

    [Fact]
    public async Task Check_HostIsUnknown_Fails()
    {
        await using var source = Fetcher.Source("http://no-such-host.invalid/x");

        var failure = await Assert.ThrowsAsync<FailureException>(async () => await source.CheckAsync(Fetcher.Patience));

        Assert.Contains("the host is not known", failure.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Check_ListIsNotThere_SaysThatNothingWasAsked()
    {
        await using var source = Fetcher.Source(new HttpSourceOptions { List = "/does/not/exist.txt" });

        Assert.StartsWith("nothing was asked: /does/not/exist.txt: there is no such file.", await source.CheckAsync(Fetcher.Patience), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Open_UnknownHost_IsTransientAndSaysSo()
    {
        var failure = await Fetcher.FailureAsync("http://no-such-host.invalid/x");

        Assert.Equal(FailureKind.Transient, failure.Kind);
        Assert.Equal("http://no-such-host.invalid/x: the host is not known. Check its name and the network.", failure.Message);
    }

    [Fact]
    public async Task Open_UntrustedCertificate_IsRefusedUnlessToldOtherwise()
    {
        await using var server = new RawServer(
            async (_, stream) =>
            {
                await stream.WriteAsync(RawServer.Bytes("HTTP/1.1 200 OK|Content-Length: 3", "tls"u8));
                return true;
            },
            Certificates.SelfSigned());

        var failure = await Fetcher.FailureAsync(server.Root + "/x");
        await using var trusting = Fetcher.Source(new HttpSourceOptions { Urls = [server.Root + "/x"], VerifyTls = false });

        Assert.Equal(FailureKind.Permanent, failure.Kind);
        Assert.Contains("verify_tls", failure.Message, StringComparison.Ordinal);
        Assert.Equal("tls", (await trusting.FetchAsync()).Text);
    }

    [Fact]
    public async Task Open_ThroughProxy_SendsItThereWithCredentials()
    {
        await using var proxy = RawServer.Texts(static request => request["Proxy-Authorization"] is null
            ? "HTTP/1.1 407 Proxy Authentication Required|Proxy-Authenticate: Basic realm=\"x\"|Content-Length: 0"
            : "HTTP/1.1 200 OK|Content-Length: 5||proxy");
        await using var source = Fetcher.Source(new HttpSourceOptions { Urls = ["http://far.example/x"], Proxy = new($"http://me:w%40rd@{proxy.Authority}") });

        Assert.Equal("proxy", (await source.FetchAsync()).Text);
        Assert.All(proxy.Requests, static request => Assert.Equal("http://far.example/x", request.Target));
        Assert.Equal("Basic " + Convert.ToBase64String("me:w@rd"u8), proxy.Requests[^1]["Proxy-Authorization"]);
    }

    [Fact]
    public async Task Open_ProxyRefusesCredentials_BlocksTheLane()
    {
        await using var proxy = RawServer.Texts(static _ => "HTTP/1.1 407 Proxy Authentication Required|Proxy-Authenticate: Basic realm=\"x\"|Content-Length: 0");
        await using var source = Fetcher.Source(new HttpSourceOptions { Urls = ["http://far.example/x"], Proxy = new($"http://me:hunter2@{proxy.Authority}") });

        var failure = await source.FailureAsync();

        Assert.Equal(FailureKind.Blocked, failure.Kind);
        Assert.True(failure.ConcernsLane);
        Assert.DoesNotContain("hunter2", failure.ToString(), StringComparison.Ordinal);
    }

    private static void InterlockedMax(ref int target, int value)
    {
        int seen;
        while ((seen = Volatile.Read(ref target)) < value && Interlocked.CompareExchange(ref target, value, seen) != seen)
        {
        }
    }
}
