using System.Buffers.Binary;

namespace TgPlatform.Plugins.Sandbox.Telegram.Transport;

/// <summary>The stream inside TLS records, after the handshake: application data, and in front of the client's the one record that changes keys.</summary>
internal sealed class FakeTlsStream(Stream stream, ByteSource source) : Stream
{
    private const int HeadLength = 5, Longest = 16_384;

    // Short and long ones, so that what reads them meets heads at every place.
    private static readonly int[] Sizes = [1, 1_369, Longest, 4, 2_878];

    private readonly byte[] _head = new byte[HeadLength + 1];
    private int _left, _written;
    private bool _hasChangedKeys;

    public override bool CanRead => true;

    public override bool CanWrite => true;

    public override bool CanSeek => false;

    public override long Length => throw new NotSupportedException();

    public override long Position { get => throw new NotSupportedException(); set => throw new NotSupportedException(); }

    public override async ValueTask<int> ReadAsync(Memory<byte> buffer, CancellationToken cancellationToken = default)
    {
        if (!_hasChangedKeys && !await ChangeKeysAsync(cancellationToken)) return 0;
        while (_left == 0)
        {
            if (!await source.FillAsync(_head.AsMemory(0, HeadLength), cancellationToken)) return 0;
            _left = BinaryPrimitives.ReadUInt16BigEndian(_head.AsSpan(3));
            if (!_head.AsSpan(0, 3).SequenceEqual((ReadOnlySpan<byte>)[0x17, 3, 3]) || _left > Longest) throw new InvalidDataException($"A record of kind {_head[0]} with {_left} bytes.");
        }
        var part = buffer[..Math.Min(buffer.Length, _left)];
        if (!await source.FillAsync(part, cancellationToken)) return 0;
        _left -= part.Length;
        return part.Length;
    }

    public override async ValueTask WriteAsync(ReadOnlyMemory<byte> buffer, CancellationToken cancellationToken = default)
    {
        using var records = new MemoryStream(buffer.Length + (buffer.Length / 1_000 * HeadLength) + HeadLength);
        for (var rest = buffer; rest.Length > 0;)
        {
            var part = rest[..Math.Min(rest.Length, Sizes[_written++ % Sizes.Length])];
            records.Write([0x17, 3, 3, (byte)(part.Length >> 8), (byte)part.Length]);
            records.Write(part.Span);
            rest = rest[part.Length..];
        }
        await stream.WriteAsync(records.GetBuffer().AsMemory(0, (int)records.Length), cancellationToken);
    }

    public override Task<int> ReadAsync(byte[] buffer, int offset, int count, CancellationToken cancellationToken) => ReadAsync(buffer.AsMemory(offset, count), cancellationToken).AsTask();

    public override Task WriteAsync(byte[] buffer, int offset, int count, CancellationToken cancellationToken) => WriteAsync(buffer.AsMemory(offset, count), cancellationToken).AsTask();

    public override int Read(byte[] buffer, int offset, int count) => throw new NotSupportedException();

    public override void Write(byte[] buffer, int offset, int count) => throw new NotSupportedException();

    public override long Seek(long offset, SeekOrigin origin) => throw new NotSupportedException();

    public override void SetLength(long value) => throw new NotSupportedException();

    public override void Flush() => stream.Flush();

    protected override void Dispose(bool disposing)
    {
        if (disposing) stream.Dispose();
        base.Dispose(disposing);
    }

    private async ValueTask<bool> ChangeKeysAsync(CancellationToken cancellation)
    {
        if (!await source.FillAsync(_head, cancellation)) return false;
        if (!_head.AsSpan().SequenceEqual((ReadOnlySpan<byte>)[0x14, 3, 3, 0, 1, 1])) throw new InvalidDataException("The client does not change its keys first.");
        return _hasChangedKeys = true;
    }
}
