using System.IO.Compression;

namespace TgPlatform.Plugins.Sandbox.Telegram.Session;

/// <summary>What goes into and comes out of gzip_packed. Some clients put zlib (RFC 1950) there instead of gzip (RFC 1952).</summary>
internal static class Compression
{
    public static byte[] Pack(ReadOnlySpan<byte> data)
    {
        using var packed = new MemoryStream();
        using (var gzip = new GZipStream(packed, CompressionLevel.Fastest, leaveOpen: true)) gzip.Write(data);
        return packed.ToArray();
    }

    public static byte[] Unpack(byte[] data)
    {
        var isGzip = data is [0x1f, 0x8b, ..];
        using var source = new MemoryStream(data);
        using Stream plain = isGzip ? new GZipStream(source, CompressionMode.Decompress) : new ZLibStream(source, CompressionMode.Decompress);
        using var result = new MemoryStream();
        plain.CopyTo(result);
        return result.ToArray();
    }
}
