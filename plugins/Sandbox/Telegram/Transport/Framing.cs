using System.Buffers.Binary;
using System.Security.Cryptography;
using TgPlatform.Plugins.Sandbox.Telegram.Tl;

namespace TgPlatform.Plugins.Sandbox.Telegram.Transport;

/// <summary>How one packet is delimited on a connection (MTProto transports). Packets start <see cref="Headroom"/> bytes into their buffer.</summary>
internal abstract class Framing
{
    public const int Headroom = 8;
    private const int LongestPacket = 16 * 1024 * 1024;

    public abstract ValueTask<int> ReadLengthAsync(ByteSource source, CancellationToken cancellation);

    /// <summary>Puts the header into the headroom, padding at the end, and gives the bytes to send.</summary>
    public abstract Memory<byte> Frame(PooledBuffer packet);

    /// <summary>The next packet's content, or null when the peer closed.</summary>
    public async ValueTask<PooledBuffer?> ReadAsync(ByteSource source, CancellationToken cancellation)
    {
        var length = await ReadLengthAsync(source, cancellation);
        if (length < 0) return null;
        if (length is < 4 or > LongestPacket) throw new InvalidDataException($"A packet of {length} bytes.");
        var packet = new PooledBuffer(length);
        packet.Take(length);
        if (await source.FillAsync(packet.Memory, cancellation)) return packet;
        packet.Dispose();
        return null;
    }
}

internal sealed class AbridgedFraming : Framing
{
    public override async ValueTask<int> ReadLengthAsync(ByteSource source, CancellationToken cancellation)
    {
        var head = new byte[3];
        if (!await source.FillAsync(head.AsMemory(0, 1), cancellation)) return -1;
        // The top bit asks for a quick acknowledgement, which a server may leave out.
        var words = head[0] & 0x7f;
        if (words < 0x7f) return words * 4;
        if (!await source.FillAsync(head, cancellation)) return -1;
        return (head[0] | head[1] << 8 | head[2] << 16) * 4;
    }

    public override Memory<byte> Frame(PooledBuffer packet)
    {
        var words = (packet.Length - Headroom) / 4;
        if (words < 0x7f)
        {
            packet.Span[Headroom - 1] = (byte)words;
            return packet.Memory[(Headroom - 1)..];
        }
        BinaryPrimitives.WriteInt32LittleEndian(packet.Span[(Headroom - 4)..], words << 8 | 0x7f);
        return packet.Memory[(Headroom - 4)..];
    }
}

internal class IntermediateFraming : Framing
{
    public override async ValueTask<int> ReadLengthAsync(ByteSource source, CancellationToken cancellation)
    {
        var head = new byte[4];
        if (!await source.FillAsync(head, cancellation)) return -1;
        return BinaryPrimitives.ReadInt32LittleEndian(head) & int.MaxValue;
    }

    public override Memory<byte> Frame(PooledBuffer packet)
    {
        BinaryPrimitives.WriteInt32LittleEndian(packet.Span[(Headroom - 4)..], packet.Length - Headroom);
        return packet.Memory[(Headroom - 4)..];
    }
}

internal sealed class PaddedFraming : IntermediateFraming
{
    public override Memory<byte> Frame(PooledBuffer packet)
    {
        RandomNumberGenerator.Fill(packet.Take(RandomNumberGenerator.GetInt32(16)));
        return base.Frame(packet);
    }
}
