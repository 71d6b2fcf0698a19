using System.Runtime.CompilerServices;
using TgPlatform.Plugins.Http.Fetching;

namespace TgPlatform.Plugins.Http.Answers;

/// <summary>
/// The body of an answer. Watches for silence, says what broke in terms of the URL, and gives the connection back when it is disposed: a
/// body read to its end leaves it reusable.
/// </summary>
internal sealed class BodyStream(Stream body, HttpResponseMessage response, IdleLimit idle, string shownUrl) : Stream
{
    public override bool CanRead => true;

    public override bool CanSeek => false;

    public override bool CanWrite => false;

    public override long Length => throw new NotSupportedException();

    public override long Position
    {
        get => throw new NotSupportedException();
        set => throw new NotSupportedException();
    }

    public override ValueTask<int> ReadAsync(Memory<byte> buffer, CancellationToken cancellationToken = default)
    {
        // What has arrived already needs no clock.
        try
        {
            var read = body.ReadAsync(buffer, idle.Token);
            return read.IsCompletedSuccessfully ? read : WaitAsync(read, cancellationToken);
        }
        catch (Exception failure) when (NetworkFailures.Of(failure, shownUrl, idle, cancellationToken) is { } known)
        {
            throw known;
        }
    }

    public override Task<int> ReadAsync(byte[] buffer, int offset, int count, CancellationToken cancellationToken) =>
        ReadAsync(buffer.AsMemory(offset, count), cancellationToken).AsTask();

    public override int Read(byte[] buffer, int offset, int count) => body.Read(buffer, offset, count);

    public override long Seek(long offset, SeekOrigin origin) => throw new NotSupportedException();

    public override void SetLength(long value) => throw new NotSupportedException();

    public override void Write(byte[] buffer, int offset, int count) => throw new NotSupportedException();

    public override void Flush()
    {
    }

    [AsyncMethodBuilder(typeof(PoolingAsyncValueTaskMethodBuilder<>))]
    private async ValueTask<int> WaitAsync(ValueTask<int> read, CancellationToken cancellationToken)
    {
        try
        {
            using var wait = idle.Begin(cancellationToken);
            return await read;
        }
        catch (Exception failure) when (NetworkFailures.Of(failure, shownUrl, idle, cancellationToken) is { } known)
        {
            throw known;
        }
    }

    protected override void Dispose(bool disposing)
    {
        if (disposing)
        {
            body.Dispose();
            response.Dispose();
            idle.Dispose();
        }

        base.Dispose(disposing);
    }
}
