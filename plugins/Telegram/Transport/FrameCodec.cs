using System.Buffers.Binary;
using System.Security.Cryptography;

namespace TgPlatform.Plugins.Telegram.Transport;

/// <summary>Lengths before packets: one or four bytes in words (abridged), four in bytes (intermediate), the latter with random padding if wanted.</summary>
internal static class FrameCodec
{
    public const int LongestHeader = 4, LongestPadding = 15;

    // The largest answer is a part of 1 MiB and its envelope; containers stay below that too.
    public const int LargestFrame = 4 << 20;

    /// <summary>Writes header and padding around a payload that lies at <see cref="LongestHeader"/>; gives the range to send.</summary>
    public static Range Wrap(FrameKind kind, Span<byte> buffer, int payload)
    {
        if (kind == FrameKind.Abridged)
        {
            var words = payload / 4;
            if (words < 0x7f)
            {
                buffer[3] = (byte)words;
                return 3..(4 + payload);
            }
            BinaryPrimitives.WriteUInt32LittleEndian(buffer, 0x7f | (uint)words << 8);
            return ..(4 + payload);
        }
        var padding = kind == FrameKind.PaddedIntermediate ? RandomNumberGenerator.GetInt32(LongestPadding + 1) : 0;
        RandomNumberGenerator.Fill(buffer.Slice(4 + payload, padding));
        BinaryPrimitives.WriteInt32LittleEndian(buffer, payload + padding);
        return ..(4 + payload + padding);
    }

    /// <summary>Reads a header if it is all there: its own length and that of what follows.</summary>
    public static bool TryReadHeader(FrameKind kind, ReadOnlySpan<byte> data, out int header, out int length)
    {
        header = length = 0;
        if (kind == FrameKind.Abridged)
        {
            if (data.Length < 1) return false;
            header = data[0] == 0x7f ? 4 : 1;
            if (data.Length < header) return false;
            length = 4 * (header == 1 ? data[0] : (int)(BinaryPrimitives.ReadUInt32LittleEndian(data) >> 8));
        }
        else
        {
            header = 4;
            if (data.Length < header) return false;
            length = BinaryPrimitives.ReadInt32LittleEndian(data);
        }
        // Bit 31 would be a quick acknowledgement, which is never asked for.
        if (length is <= 0 or > LargestFrame) throw new ConnectionLostException($"a packet of {length} bytes was announced; the stream is out of step");
        return true;
    }
}
