namespace TgPlatform.Benchmarks;

/// <summary>So many bytes of whatever the buffer held: what comes from no network costs no time.</summary>
internal sealed class BlankStream(long length) : Stream
{
    private long _left = length;

    public override bool CanRead => true;

    public override bool CanSeek => false;

    public override bool CanWrite => false;

    public override long Length => throw new NotSupportedException();

    public override long Position
    {
        get => throw new NotSupportedException();
        set => throw new NotSupportedException();
    }

    public override ValueTask<int> ReadAsync(Memory<byte> buffer, CancellationToken cancellationToken = default) => new(Take(buffer.Length));

    public override int Read(byte[] buffer, int offset, int count) => Take(count);

    public override void Flush()
    {
    }

    public override long Seek(long offset, SeekOrigin origin) => throw new NotSupportedException();

    public override void SetLength(long value) => throw new NotSupportedException();

    public override void Write(byte[] buffer, int offset, int count) => throw new NotSupportedException();

    private int Take(int most)
    {
        var taken = (int)Math.Min(most, _left);
        _left -= taken;
        return taken;
    }
}
