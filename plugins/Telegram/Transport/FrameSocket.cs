using System.Buffers.Binary;
using System.Net.Sockets;
using System.Runtime.CompilerServices;
using TgPlatform.Plugins.Telegram.Transport.FakeTls;

namespace TgPlatform.Plugins.Telegram.Transport;

/// <summary>
/// Packets over one TCP connection. One caller sends, one receives. A received packet lies in this object's own buffer,
/// may be changed in place, and is valid until the next one is asked for.
/// </summary>
internal sealed class FrameSocket : IAsyncDisposable
{
    // Above this a packet is read to its end and no further, so that the buffer is empty afterwards and nothing is moved.
    private const int Large = 64 << 10;

    private readonly Socket _socket;
    private readonly FrameKind _kind;
    private readonly Obfuscation? _obfuscation;
    private readonly TlsRecords? _records;
    private byte[] _out = new byte[4096], _in = new byte[Large];
    private int _start, _end;
    private byte[]? _opening;

    /// <param name="records">What the stream is wrapped in, for a proxy that pretends to be a web server.</param>
    public FrameSocket(Socket socket, FrameKind kind, Obfuscation? obfuscation, TlsRecords? records = null)
    {
        (_socket, _kind, _obfuscation, _records) = (socket, kind, obfuscation, records);
        _opening = obfuscation?.Opening ?? (kind == FrameKind.Abridged ? [0xef] : BitConverter.GetBytes((uint)kind));
    }

    [AsyncMethodBuilder(typeof(PoolingAsyncValueTaskMethodBuilder))]
    public async ValueTask SendAsync(ReadOnlyMemory<byte> payload, CancellationToken cancel)
    {
        var opening = _opening;
        var gap = (opening?.Length ?? 0) + (_records is null ? 0 : TlsRecords.LongestHead);
        var needed = gap + FrameCodec.LongestHeader + payload.Length + FrameCodec.LongestPadding;
        if (_out.Length < needed) _out = new byte[Math.Max(needed, _out.Length * 2)];
        var frame = _out.AsMemory(gap);
        payload.CopyTo(frame[FrameCodec.LongestHeader..]);
        var range = FrameCodec.Wrap(_kind, frame.Span, payload.Length);
        _obfuscation?.Hide(frame.Span[range]);
        var (offset, length) = range.GetOffsetAndLength(frame.Length);
        var start = gap + offset;
        if (opening is not null)
        {
            // A shorter header leaves a gap before it, so the opening goes right in front of wherever the frame begins.
            start -= opening.Length;
            opening.CopyTo(_out, start);
            _opening = null;
            length += opening.Length;
        }
        while (length > 0)
        {
            // The head of a further record goes over what was sent before it.
            var record = _records is null ? length : Math.Min(length, TlsRecords.Longest);
            var head = _records?.WriteHead(_out.AsSpan(0, start), record) ?? 0;
            for (var sent = -head; sent < record;)
                sent += await Guard(_socket.SendAsync(_out.AsMemory(start + sent, record - sent), SocketFlags.None, cancel));
            (start, length) = (start + record, length - record);
        }
    }

    [AsyncMethodBuilder(typeof(PoolingAsyncValueTaskMethodBuilder<>))]
    public async ValueTask<Memory<byte>> ReceiveAsync(CancellationToken cancel)
    {
        int header, length;
        while (!FrameCodec.TryReadHeader(_kind, _in.AsSpan(_start, _end - _start), out header, out length))
            await FillAsync(FrameCodec.LongestHeader, isExact: false, cancel);
        while (_end - _start < header + length)
            await FillAsync(header + length, isExact: length > Large, cancel);
        var frame = _in.AsMemory(_start + header, length);
        _start += header + length;
        if (length < 20) throw new TransportErrorException(BinaryPrimitives.ReadInt32LittleEndian(frame.Span));
        return _kind == FrameKind.PaddedIntermediate ? WithoutPadding(frame) : frame;
    }

    public ValueTask DisposeAsync()
    {
        _socket.Dispose();
        _obfuscation?.Dispose();
        return ValueTask.CompletedTask;
    }

    // An encrypted packet is 24 bytes and whole blocks; one of the key exchange tells its own length.
    private static Memory<byte> WithoutPadding(Memory<byte> frame)
        => BinaryPrimitives.ReadInt64LittleEndian(frame.Span) == 0 ? frame : frame[..(24 + (frame.Length - 24) / 16 * 16)];

    [AsyncMethodBuilder(typeof(PoolingAsyncValueTaskMethodBuilder))]
    private async ValueTask FillAsync(int wanted, bool isExact, CancellationToken cancel)
    {
        MakeRoom(wanted);
        var room = isExact ? wanted - (_end - _start) : _in.Length - _end;
        var read = await Guard(_socket.ReceiveAsync(_in.AsMemory(_end, room), SocketFlags.None, cancel));
        if (read == 0) throw new ConnectionLostException("the service closed the connection");
        if (_records is not null) read = _records.Unwrap(_in.AsSpan(_end, read));
        _obfuscation?.Reveal(_in.AsSpan(_end, read));
        _end += read;
    }

    private void MakeRoom(int wanted)
    {
        var held = _end - _start;
        if (_in.Length - _start >= wanted && _end < _in.Length) return;
        var target = wanted > _in.Length ? new byte[(int)System.Numerics.BitOperations.RoundUpToPowerOf2((uint)wanted)] : _in;
        _in.AsSpan(_start, held).CopyTo(target);
        (_in, _start, _end) = (target, 0, held);
    }

    [AsyncMethodBuilder(typeof(PoolingAsyncValueTaskMethodBuilder<>))]
    private static async ValueTask<int> Guard(ValueTask<int> transfer)
    {
        try
        {
            return await transfer;
        }
        catch (SocketException error)
        {
            throw new ConnectionLostException("the connection broke: " + error.Message, error);
        }
        catch (ObjectDisposedException error)
        {
            throw new ConnectionLostException("the connection was closed", error);
        }
    }
}
