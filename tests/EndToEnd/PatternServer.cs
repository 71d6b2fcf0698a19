using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Logging;

namespace TgPlatform.EndToEnd;

/// <summary>
/// A real web server whose files <c>/NUMBER-BYTES.bin</c> are computed: any size, ranges, ETags, and an optional pace, so that a client can be
/// interrupted in the middle.
/// </summary>
internal sealed class PatternServer : IAsyncDisposable
{
    private const int Chunk = 256 * 1024;

    private readonly WebApplication _server;
    private readonly TimeSpan _pause;
    private readonly Lock _lock = new();
    private readonly List<(long Bytes, TaskCompletionSource Reached)> _waiting = [];
    private TaskCompletionSource _raised = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private long _limit = long.MaxValue;
    private long _sent;

    private PatternServer(WebApplication server, TimeSpan pause) => (_server, _pause) = (server, pause);

    /// <summary>Bytes of content sent so far, over all clients.</summary>
    public long Sent => Interlocked.Read(ref _sent);

    /// <summary>Ends when so many bytes of content have been sent.</summary>
    public Task WhenSentAsync(long bytes)
    {
        lock (_lock)
        {
            if (Sent >= bytes)
                return Task.CompletedTask;
            var reached = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
            _waiting.Add((bytes, reached));
            return reached.Task;
        }
    }

    /// <summary>Holds back what goes beyond so many bytes of content over all clients, until more is allowed: nobody comes to the end before a test is ready.</summary>
    public void SendUpTo(long bytes)
    {
        lock (_lock)
        {
            _limit = bytes;
            _raised.SetResult();
            _raised = new(TaskCreationOptions.RunContinuationsAsynchronously);
        }
    }

    public string Url => _server.Urls.First();

    public static async Task<PatternServer> StartAsync(TimeSpan pauseBetweenChunks = default, Func<HttpRequest, bool>? isAllowed = null)
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        builder.WebHost.UseUrls("http://127.0.0.1:0");
        var server = new PatternServer(builder.Build(), pauseBetweenChunks);
        server._server.Use((context, next) =>
        {
            if (isAllowed is null || isAllowed(context.Request))
                return next(context);
            context.Response.StatusCode = StatusCodes.Status404NotFound;
            return Task.CompletedTask;
        });
        server._server.UseRouting();
        server._server.MapGet("/{number:long}-{length:long}.bin", server.SendAsync);
        await server._server.StartAsync();
        return server;
    }

    /// <summary>What is at a place of a file: eight bytes at a time, from the file's number and the offset.</summary>
    public static void Fill(Span<byte> bytes, long number, long offset)
    {
        for (var index = 0; index < bytes.Length; index++)
        {
            var word = (ulong)((offset + index) / 8 + 1) * 0x9E3779B97F4A7C15UL ^ (ulong)number * 0xBF58476D1CE4E5B9UL;
            bytes[index] = (byte)(word >> (int)((offset + index) % 8 * 8));
        }
    }

    /// <summary>Whether a file on disk holds exactly what the server sends.</summary>
    public static bool IsWhole(string path, long number, long length)
    {
        using var file = File.OpenRead(path);
        if (file.Length != length)
            return false;
        var (expected, read) = (new byte[Chunk], new byte[Chunk]);
        for (long offset = 0; offset < length; offset += Chunk)
        {
            var count = file.ReadAtLeast(read, Chunk, throwOnEndOfStream: false);
            Fill(expected.AsSpan(0, count), number, offset);
            if (!expected.AsSpan(0, count).SequenceEqual(read.AsSpan(0, count)))
                return false;
        }

        return true;
    }

    public ValueTask DisposeAsync() => _server.DisposeAsync();

    private async Task SendAsync(HttpContext context, long number, long length)
    {
        var tag = $"\"{number}-{length}\"";
        var from = RangeStart(context.Request.Headers, tag);
        context.Response.StatusCode = from > 0 ? StatusCodes.Status206PartialContent : StatusCodes.Status200OK;
        context.Response.Headers.ETag = tag;
        context.Response.Headers.AcceptRanges = "bytes";
        context.Response.ContentLength = length - from;
        if (from > 0)
            context.Response.Headers.ContentRange = $"bytes {from}-{length - 1}/{length}";
        var chunk = new byte[Chunk];
        for (var offset = from; offset < length; offset += Chunk)
        {
            var count = (int)Math.Min(Chunk, length - offset);
            // Large files of tests that look at memory only need not be computed byte by byte.
            if (offset % (16 * Chunk) == from % (16 * Chunk) || length < 1L << 31)
                Fill(chunk.AsSpan(0, count), number, offset);
            await AllowedAsync(context.RequestAborted);
            await context.Response.Body.WriteAsync(chunk.AsMemory(0, count), context.RequestAborted);
            Count(count);
            if (_pause > TimeSpan.Zero)
                await Task.Delay(_pause, context.RequestAborted);
        }
    }

    private async Task AllowedAsync(CancellationToken aborted)
    {
        while (true)
        {
            Task raised;
            lock (_lock)
            {
                if (_sent < _limit)
                    return;
                raised = _raised.Task;
            }

            await raised.WaitAsync(aborted);
        }
    }

    private void Count(int bytes)
    {
        lock (_lock)
        {
            _sent += bytes;
            foreach (var (_, reached) in _waiting.Where(one => one.Bytes <= _sent))
                reached.TrySetResult();
            _waiting.RemoveAll(one => one.Bytes <= _sent);
        }
    }

    private static long RangeStart(IHeaderDictionary headers, string tag)
    {
        var range = headers.Range.ToString();
        if (!range.StartsWith("bytes=", StringComparison.Ordinal) || (headers.IfRange.Count > 0 && headers.IfRange != tag))
            return 0;
        return long.Parse(range[6..range.IndexOf('-', StringComparison.Ordinal)], null);
    }
}
