using Microsoft.Win32.SafeHandles;
using TgPlatform.Plugins.FileSystem.Folders;

namespace TgPlatform.Plugins.FileSystem.Streams;

/// <summary>Reads an open file in order, from a place to the end, without a buffer of its own.</summary>
/// <param name="file">The file.</param>
/// <param name="ownsFile">Whether to close it when disposed.</param>
/// <param name="from">The first byte to read.</param>
/// <param name="atEnd">Called once when the end is reached; may throw.</param>
internal sealed class FileContentStream(SafeFileHandle file, bool ownsFile, long from = 0, Action<SafeFileHandle>? atEnd = null) : Stream
{
    private long _position = from;
    private bool _hasEnded;

    public override bool CanRead => true;

    public override bool CanSeek => false;

    public override bool CanWrite => false;

    public override long Length => throw new NotSupportedException();

    public override long Position { get => throw new NotSupportedException(); set => throw new NotSupportedException(); }

    public override int Read(Span<byte> buffer)
    {
        try
        {
            var count = RandomAccess.Read(file, buffer, _position);
            _position += count;
            if (count == 0 && buffer.Length > 0 && !_hasEnded)
            {
                _hasEnded = true;
                atEnd?.Invoke(file);
            }

            return count;
        }
        catch (Exception failure) when (failure is IOException or UnauthorizedAccessException)
        {
            throw FileFailures.Translate(failure, "A file cannot be read");
        }
    }

    public override int Read(byte[] buffer, int offset, int count) => Read(buffer.AsSpan(offset, count));

    // Blocks, as the sink's writes do: what is not in the system's cache is read ahead by it.
    public override ValueTask<int> ReadAsync(Memory<byte> buffer, CancellationToken cancellationToken = default)
    {
        cancellationToken.ThrowIfCancellationRequested();
        return new(Read(buffer.Span));
    }

    public override Task<int> ReadAsync(byte[] buffer, int offset, int count, CancellationToken cancellationToken)
        => ReadAsync(buffer.AsMemory(offset, count), cancellationToken).AsTask();

    public override void Flush()
    {
    }

    public override long Seek(long offset, SeekOrigin origin) => throw new NotSupportedException();

    public override void SetLength(long value) => throw new NotSupportedException();

    public override void Write(byte[] buffer, int offset, int count) => throw new NotSupportedException();

    protected override void Dispose(bool disposing)
    {
        if (disposing && ownsFile)
            file.Dispose();
        base.Dispose(disposing);
    }
}
