using TgPlatform.Contracts;
using TgPlatform.Http.Tests.Support;
using TgPlatform.Plugins.Http;
using TgPlatform.Testing;

namespace TgPlatform.Http.Tests.Fetching;

public sealed class IdleLimitTests
{
    private readonly ManualTimeProvider _time = new();
    private readonly TaskCompletionSource _asked = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private readonly TaskCompletionSource _never = new();

    [Fact]
    public async Task Open_NoAnswer_IsGivenUpAfterTheLimit()
    {
        await using var server = SilentAfter("");
        await using var source = Source(server);
        var item = (await source.ItemsAsync()).Single();

        var opening = source.OpenAsync(item).AsTask();
        await _asked.Task;
        _time.Advance(TimeSpan.FromSeconds(9));
        Assert.False(opening.IsCompleted);
        _time.Advance(TimeSpan.FromSeconds(2));

        var failure = await Assert.ThrowsAsync<FailureException>(() => opening);
        Assert.Equal(FailureKind.Transient, failure.Kind);
        Assert.Equal($"{server.Root}/f: nothing came for 10 s. If the server is just slow, raise idle_timeout.", failure.Message);
    }

    [Fact]
    public async Task Read_BodyThatStops_IsGivenUpAfterTheLimit()
    {
        await using var server = SilentAfter("HTTP/1.1 200 OK|Content-Length: 10||hello");
        await using var source = Source(server);
        await using var content = await source.OpenAsync((await source.ItemsAsync()).Single());
        var buffer = new byte[10];

        await content.Stream!.ReadExactlyAsync(buffer.AsMemory(0, 5), Fetcher.Patience);
        // Nobody is reading: the pause is ours, not the server's.
        _time.Advance(TimeSpan.FromMinutes(5));
        var reading = content.Stream.ReadAsync(buffer, Fetcher.Patience).AsTask();
        _time.Advance(TimeSpan.FromSeconds(9));
        Assert.False(reading.IsCompleted);
        _time.Advance(TimeSpan.FromSeconds(2));

        Assert.Equal(FailureKind.Transient, (await Assert.ThrowsAsync<FailureException>(() => reading)).Kind);
    }

    [Fact]
    public async Task Read_Cancelled_EndsAsCancelled()
    {
        await using var server = SilentAfter("HTTP/1.1 200 OK|Content-Length: 10||hello");
        await using var source = Source(server);
        await using var content = await source.OpenAsync((await source.ItemsAsync()).Single());
        using var cancel = new CancellationTokenSource();

        await content.Stream!.ReadExactlyAsync(new byte[5], Fetcher.Patience);
        var reading = content.Stream.ReadAsync(new byte[5], cancel.Token).AsTask();
        await cancel.CancelAsync();

        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => reading);
    }

    [Fact]
    public async Task Open_Cancelled_EndsAsCancelled()
    {
        await using var server = SilentAfter("");
        await using var source = Source(server);
        var item = (await source.ItemsAsync()).Single();
        using var cancel = new CancellationTokenSource();

        var opening = source.OpenAsync(item, source.Lanes[0], default, cancel.Token).AsTask();
        await _asked.Task;
        await cancel.CancelAsync();

        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => opening);
    }

    private HttpSource Source(RawServer server) =>
        Fetcher.Source(new HttpSourceOptions { Urls = [server.Root + "/f"], IdleTimeout = TimeSpan.FromSeconds(10) }, new PluginContext { Time = _time });

    private RawServer SilentAfter(string answer) => new(async (_, stream) =>
    {
        if (answer.Length > 0)
            await stream.WriteAsync(RawServer.Bytes(answer, []));
        _asked.TrySetResult();
        await _never.Task;
        return false;
    });
}
