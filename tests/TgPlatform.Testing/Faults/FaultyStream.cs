using TgPlatform.Contracts;

namespace TgPlatform.Testing;

internal sealed class FaultyStream(Stream inner, FaultPlan plan) : Stream
{
    public override bool CanRead => true;

    public override bool CanSeek => false;

    public override bool CanWrite => false;

    public override long Length => throw new NotSupportedException();

    public override long Position { get => throw new NotSupportedException(); set => throw new NotSupportedException(); }

    public override int Read(byte[] buffer, int offset, int count) => Read(buffer.AsSpan(offset, count));

    public override int Read(Span<byte> buffer)
    {
        plan.Pass("content.read");
        return inner.Read(buffer);
    }

    public override ValueTask<int> ReadAsync(Memory<byte> buffer, CancellationToken cancellationToken = default)
    {
        plan.Pass("content.read");
        return inner.ReadAsync(buffer, cancellationToken);
    }

    public override Task<int> ReadAsync(byte[] buffer, int offset, int count, CancellationToken cancellationToken)
        => ReadAsync(buffer.AsMemory(offset, count), cancellationToken).AsTask();

    public override async ValueTask DisposeAsync()
    {
        await inner.DisposeAsync();
        plan.Pass("content.dispose");
        await base.DisposeAsync();
    }

    public override void Flush()
    {
    }

    public override long Seek(long offset, SeekOrigin origin) => throw new NotSupportedException();

    public override void SetLength(long value) => throw new NotSupportedException();

    public override void Write(byte[] buffer, int offset, int count) => throw new NotSupportedException();
}

internal sealed class FaultyParts(IPartReader inner, FaultPlan plan) : IPartReader
{
    public int PartBytes => inner.PartBytes;

    public int MaxConcurrency => inner.MaxConcurrency;

    public ValueTask<int> ReadPartAsync(long offset, Memory<byte> destination, CancellationToken cancellationToken)
    {
        plan.Pass("content.part");
        return inner.ReadPartAsync(offset, destination, cancellationToken);
    }

    public async ValueTask DisposeAsync()
    {
        await inner.DisposeAsync();
        plan.Pass("content.dispose");
    }
}
