using TgPlatform.Contracts;
using TgPlatform.Http.Tests.Support;

namespace TgPlatform.Http.Tests.Answers;

public sealed class FramingTests
{
    [Theory]
    [InlineData("HTTP/1.1 200 OK|Content-Length: 5||hello", 5L, true)]
    [InlineData("HTTP/1.0 200 OK||hello", null, false)]
    [InlineData("HTTP/1.0 200 OK|Content-Length: 5||hello", 5L, false)]
    [InlineData("HTTP/1.1 200 OK|Connection: close||hello", null, false)]
    [InlineData("HTTP/1.1 200 OK|Transfer-Encoding: chunked||2\r\nhe\r\n3;ext=1\r\nllo\r\n0\r\nTrailer: x\r\n\r\n", null, true)]
    [InlineData("HTTP/1.1 200 OK|Transfer-Encoding: chunked|Content-Length: 3||5\r\nhello\r\n0\r\n\r\n", null, true)]
    [InlineData("HTTP/1.1 203 Changed|Content-Length: 5||hello", 5L, true)]
    public async Task Open_EveryFraming_GivesTheBody(string answer, long? length, bool keepsOpen)
    {
        await using var server = RawServer.Always(answer, keepsOpen: keepsOpen);

        var fetched = await Fetcher.FetchAsync(server.Root + "/f");

        Assert.Equal("hello", fetched.Text);
        Assert.Equal(length, fetched.Length);
    }

    [Theory]
    [InlineData("HTTP/1.1 200 OK|Content-Length: 50||hello")]
    [InlineData("HTTP/1.1 200 OK|Transfer-Encoding: chunked||5\r\nhello\r\n")]
    [InlineData("HTTP/1.1 200 OK|Transfer-Encoding: chunked||50\r\nhello")]
    [InlineData("HTTP/1.1 200 OK|Transfer-Encoding: chunked||zz\r\nhello\r\n0\r\n\r\n")]
    [InlineData("HTTP/1.1 200 OK|Content-Le")]
    [InlineData("nonsense")]
    [InlineData("HTTP/1.1 abc OK")]
    public async Task Open_BrokenOffOrBroken_IsTransient(string answer)
    {
        await using var server = RawServer.Always(answer, keepsOpen: false);

        var failure = await Fetcher.FailureAsync(server.Root + "/f");

        Assert.Equal(FailureKind.Transient, failure.Kind);
        Assert.StartsWith(server.Root + "/f: ", failure.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Open_ServerClosesWithoutAWord_IsTransient()
    {
        await using var server = new RawServer(static (_, _) => Task.FromResult(false));

        Assert.Equal(FailureKind.Transient, (await Fetcher.FailureAsync(server.Root + "/f")).Kind);
    }

    [Fact]
    public async Task Open_MoreThanDeclared_GivesWhatWasDeclaredAndNothingToTheNext()
    {
        await using var server = RawServer.Always("HTTP/1.1 200 OK|Content-Length: 5||helloHTTP/1.1 200 OK\r\nContent-Length: 4\r\n\r\nevil");
        await using var source = Fetcher.Source(server.Root + "/1", server.Root + "/2");

        foreach (var item in await source.ItemsAsync())
            Assert.Equal("hello", (await source.FetchAsync(item)).Text);
    }

    [Fact]
    public async Task Open_TwoLengths_IsNotBelieved()
    {
        await using var server = RawServer.Always("HTTP/1.1 200 OK|Content-Length: 5|Content-Length: 3||hello", keepsOpen: false);
        await using var source = Fetcher.Source(server.Root + "/f");

        var item = (await source.ItemsAsync()).Single();
        var outcome = await Xunit.Record.ExceptionAsync(async () => Assert.NotEqual(3, (await source.FetchAsync(item)).Length));

        Assert.True(outcome is null or FailureException { Kind: FailureKind.Transient }, outcome?.ToString());
    }

    [Fact]
    public async Task Open_LateBody_GivesItAllTheSame()
    {
        var rest = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        await using var server = new RawServer(async (_, stream) =>
        {
            await stream.WriteAsync(RawServer.Bytes("HTTP/1.1 200 OK|Content-Length: 10||hello", []));
            await rest.Task;
            await stream.WriteAsync("world"u8.ToArray());
            return true;
        });
        await using var source = Fetcher.Source(server.Root + "/f");
        await using var content = await source.OpenAsync((await source.ItemsAsync()).Single());
        var buffer = new byte[16];

        await content.Stream!.ReadExactlyAsync(buffer.AsMemory(0, 5), Fetcher.Patience);
        var next = content.Stream.ReadAtLeastAsync(buffer.AsMemory(5), 5, cancellationToken: Fetcher.Patience);
        Assert.False(next.IsCompleted);
        rest.SetResult();

        Assert.Equal(5, await next);
        Assert.Equal(0, await content.Stream.ReadAsync(buffer, Fetcher.Patience));
    }
}
