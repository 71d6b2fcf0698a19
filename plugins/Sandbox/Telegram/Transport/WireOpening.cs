using System.Buffers.Binary;
using System.Security.Cryptography;
using TgPlatform.Plugins.Sandbox.Telegram.Crypto;

namespace TgPlatform.Plugins.Sandbox.Telegram.Transport;

/// <summary>Recognises the transport by its first bytes: abridged, intermediate, padded intermediate, or any of them obfuscated.</summary>
internal static class WireOpening
{
    private const uint Abridged = 0xefefefef;
    private const uint Intermediate = 0xeeeeeeee;
    private const uint Padded = 0xdddddddd;

    /// <summary>With a proxy secret only obfuscated streams keyed with it are accepted. Null when the peer closed or speaks something else.</summary>
    /// <param name="disguise">What opens streams that look like TLS; null where there are none.</param>
    public static async ValueTask<Wire?> OpenAsync(Stream stream, byte[]? secret, CancellationToken cancellation, FakeTls? disguise = null)
    {
        var source = new ByteSource(stream);
        var header = new byte[64];
        if (!await source.FillAsync(header.AsMemory(0, 1), cancellation)) return null;
        if (secret is null && header[0] == 0xef) return new Wire(stream, source, new AbridgedFraming(), null);
        if (!await source.FillAsync(header.AsMemory(1, 3), cancellation)) return null;
        var tag = BinaryPrimitives.ReadUInt32LittleEndian(header);
        if (secret is null && tag is Intermediate or Padded) return new Wire(stream, source, FramingOf(tag)!, null);
        if (disguise is not null && tag == FakeTls.Opening)
            return await disguise.AcceptAsync(stream, source, header.AsMemory(0, 4), cancellation) is { } inside ? await OpenAsync(inside, secret, cancellation) : null;
        if (!await source.FillAsync(header.AsMemory(4), cancellation)) return null;
        return Deobfuscate(stream, source, header, secret);
    }

    private static Wire? Deobfuscate(Stream stream, ByteSource source, byte[] header, byte[]? secret)
    {
        var reversed = header[8..56];
        Array.Reverse(reversed);
        source.Cipher = new AesCtr(KeyOf(header.AsSpan(8, 32), secret), header.AsSpan(40, 16));
        var outgoing = new AesCtr(KeyOf(reversed.AsSpan(0, 32), secret), reversed.AsSpan(32, 16));
        source.Cipher.Apply(header);
        var framing = FramingOf(BinaryPrimitives.ReadUInt32LittleEndian(header.AsSpan(56)));
        var dataCentre = Math.Abs((int)BinaryPrimitives.ReadInt16LittleEndian(header.AsSpan(60)));
        if (framing is not null) return new Wire(stream, source, framing, outgoing) { NamedDataCentre = dataCentre };
        outgoing.Dispose();
        source.Cipher.Dispose();
        return null;
    }

    private static byte[] KeyOf(ReadOnlySpan<byte> key, byte[]? secret) =>
        secret is null ? key.ToArray() : SHA256.HashData([.. key, .. secret]);

    private static Framing? FramingOf(uint tag) => tag switch
    {
        Abridged => new AbridgedFraming(),
        Intermediate => new IntermediateFraming(),
        Padded => new PaddedFraming(),
        _ => null,
    };
}
