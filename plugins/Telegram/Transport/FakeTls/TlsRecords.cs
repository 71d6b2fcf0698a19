using System.Buffers.Binary;

namespace TgPlatform.Plugins.Telegram.Transport.FakeTls;

/// <summary>Our stream inside records of TLS application data (RFC 8446 §5.1). What is received is unwrapped where it lies.</summary>
internal sealed class TlsRecords
{
    public const byte ChangeOfKeys = 20, Handshake = 22, Application = 23;

    public const int HeadLength = 5;

    /// <summary>What the first record has in front of it, and no later one more: a browser changes its keys before it sends anything.</summary>
    public const int LongestHead = HeadLength + HeadLength + 1;

    /// <summary>The most that is sent in one record.</summary>
    public const int Longest = 1 << 14;

    /// <summary>The most that may be received in one.</summary>
    public const int LongestReceived = Longest + 256;

    private readonly byte[] _head = new byte[HeadLength];
    private int _headRead, _left;
    private bool _hasSent;

    /// <summary>Writes the head of the next record to the end of a space.</summary>
    /// <returns>Its length.</returns>
    public int WriteHead(Span<byte> before, int length)
    {
        var head = before[^HeadLength..];
        (head[0], head[1], head[2]) = (Application, 3, 3);
        BinaryPrimitives.WriteUInt16BigEndian(head[3..], (ushort)length);
        if (_hasSent) return HeadLength;
        _hasSent = true;
        ReadOnlySpan<byte> change = [ChangeOfKeys, 3, 3, 0, 1, 1];
        change.CopyTo(before[^LongestHead..]);
        return LongestHead;
    }

    /// <summary>Takes the heads out of what was received, which may be cut anywhere, and closes the gaps.</summary>
    /// <returns>How many bytes are left at the beginning.</returns>
    /// <exception cref="ConnectionLostException">Something else than application data came.</exception>
    public int Unwrap(Span<byte> received)
    {
        var (read, kept) = (0, 0);
        while (read < received.Length)
        {
            var rest = received[read..];
            if (_left == 0)
            {
                var part = Math.Min(HeadLength - _headRead, rest.Length);
                rest[..part].CopyTo(_head.AsSpan(_headRead));
                _headRead += part;
                read += part;
                if (_headRead == HeadLength) Begin();
                continue;
            }
            var content = Math.Min(_left, rest.Length);
            rest[..content].CopyTo(received[kept..]);
            _left -= content;
            read += content;
            kept += content;
        }
        return kept;
    }

    private void Begin()
    {
        var length = BinaryPrimitives.ReadUInt16BigEndian(_head.AsSpan(3));
        if (_head[0] != Application || _head[1] != 3 || _head[2] != 3 || length > LongestReceived) throw new ConnectionLostException($"the proxy sent a record of kind {_head[0]} with {length} bytes; it has ended the stream, or it is out of step");
        (_headRead, _left) = (0, length);
    }
}
