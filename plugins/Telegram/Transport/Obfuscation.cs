using System.Buffers.Binary;
using System.Security.Cryptography;
using TgPlatform.Plugins.Telegram.Crypto;

namespace TgPlatform.Plugins.Telegram.Transport;

/// <summary>Makes the stream look like noise (core.telegram.org/mtproto/mtproto-transports#transport-obfuscation), and opens MTProxies.</summary>
internal sealed class Obfuscation : IDisposable
{
    public const int OpeningLength = 64, SecretLength = 16;

    private readonly AesCtr _outgoing, _incoming;

    /// <param name="secret">The 16 bytes of an MTProxy's or a data centre's secret, or empty.</param>
    /// <param name="dc">The data centre an MTProxy shall pass on to; negative for its media servers.</param>
    public Obfuscation(FrameKind kind, ReadOnlySpan<byte> secret, int dc)
    {
        var opening = NewOpening();
        BinaryPrimitives.WriteUInt32LittleEndian(opening.AsSpan(56), (uint)kind);
        BinaryPrimitives.WriteInt16LittleEndian(opening.AsSpan(60), (short)dc);
        var reversed = opening.AsSpan(8, 48).ToArray();
        Array.Reverse(reversed);
        _outgoing = new AesCtr(Key(opening.AsSpan(8, 32), secret), opening.AsSpan(40, 16));
        _incoming = new AesCtr(Key(reversed.AsSpan(0, 32), secret), reversed.AsSpan(32, 16));
        var encrypted = opening.ToArray();
        _outgoing.Apply(encrypted);
        encrypted.AsSpan(56).CopyTo(opening.AsSpan(56));
        Opening = opening;
    }

    /// <summary>The first bytes to send; everything after them goes through <see cref="Hide"/>.</summary>
    public byte[] Opening { get; }

    public void Hide(Span<byte> outgoing) => _outgoing.Apply(outgoing);
    public void Reveal(Span<byte> incoming) => _incoming.Apply(incoming);

    public void Dispose()
    {
        _outgoing.Dispose();
        _incoming.Dispose();
    }

    // Must not look like another transport or like HTTP or TLS.
    private static byte[] NewOpening()
    {
        while (true)
        {
            var opening = RandomNumberGenerator.GetBytes(OpeningLength);
            var first = BinaryPrimitives.ReadUInt32LittleEndian(opening);
            var isTaken = opening[0] == 0xef || first is 0x44414548 or 0x54534f50 or 0x20544547 or 0x4954504f or 0x02010316 or 0xdddddddd or 0xeeeeeeee;
            if (!isTaken && BinaryPrimitives.ReadUInt32LittleEndian(opening.AsSpan(4)) != 0) return opening;
        }
    }

    private static byte[] Key(ReadOnlySpan<byte> key, ReadOnlySpan<byte> secret)
        => secret.IsEmpty ? key.ToArray() : SHA256.HashData([.. key, .. secret]);
}
