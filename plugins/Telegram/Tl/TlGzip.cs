using System.IO.Compression;

namespace TgPlatform.Plugins.Telegram.Tl;

/// <summary>Opens gzip_packed. The service sends gzip; some peers send zlib, and both are told apart by their first byte.</summary>
internal static class TlGzip
{
    public const uint PackedId = 0x3072cfa1;

    // No answer is larger than a container may be (1 MiB) times what deflate can do with text; beyond this it is a bomb.
    private const int LargestAnswer = 32 << 20;

    public static byte[] Unpack(ReadOnlySpan<byte> packed)
    {
        if (packed.Length < 2) throw new TlException("gzip_packed without content");
        using var input = new MemoryStream(packed.ToArray(), writable: false);
        using Stream unpack = packed[0] == 0x1f ? new GZipStream(input, CompressionMode.Decompress) : new ZLibStream(input, CompressionMode.Decompress);
        using var output = new MemoryStream(packed.Length * 4);
        var chunk = new byte[16 << 10];
        try
        {
            for (int read; (read = unpack.Read(chunk)) > 0;)
            {
                if (output.Length + read > LargestAnswer) throw new TlException($"gzip_packed larger than {LargestAnswer} bytes");
                output.Write(chunk, 0, read);
            }
        }
        catch (InvalidDataException error)
        {
            throw new TlException("gzip_packed cannot be unpacked: " + error.Message);
        }
        return output.ToArray();
    }
}
