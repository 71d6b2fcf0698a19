using TgPlatform.Plugins.Sandbox.Telegram.Crypto;

namespace TgPlatform.Plugins.Sandbox.Telegram.Transport;

/// <summary>Exact reads from a socket, through a cipher once the transport has announced one.</summary>
internal sealed class ByteSource(Stream stream)
{
    private readonly byte[] _buffer = new byte[16 * 1024];
    private int _start;
    private int _end;

    public AesCtr? Cipher { get; set; }

    /// <summary>False when the peer closed before the first byte; a close in the middle is an error.</summary>
    public async ValueTask<bool> FillAsync(Memory<byte> target, CancellationToken cancellation)
    {
        var rest = target;
        while (rest.Length > 0)
        {
            var read = await ReadAsync(rest, cancellation);
            if (read == 0) return rest.Length == target.Length ? false : throw new EndOfStreamException("The peer closed inside a packet.");
            rest = rest[read..];
        }
        Cipher?.Apply(target.Span);
        return true;
    }

    private async ValueTask<int> ReadAsync(Memory<byte> target, CancellationToken cancellation)
    {
        if (_start == _end)
        {
            if (target.Length >= _buffer.Length) return await stream.ReadAsync(target, cancellation);
            (_start, _end) = (0, await stream.ReadAsync(_buffer, cancellation));
        }
        var count = Math.Min(target.Length, _end - _start);
        _buffer.AsMemory(_start, count).CopyTo(target);
        _start += count;
        return count;
    }
}
