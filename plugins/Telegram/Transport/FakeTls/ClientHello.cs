using System.Buffers.Binary;
using System.Security.Cryptography;
using System.Text;

namespace TgPlatform.Plugins.Telegram.Transport.FakeTls;

/// <summary>
/// The first record of a TLS 1.3 connection (RFC 8446 §4.1.2), as a browser sends it: its extensions in random order, made-up values among the
/// real ones (GREASE, RFC 8701), and padding (RFC 7685) up to one fixed length. Its random tells a proxy that knows the secret who is there, and nobody else.
/// </summary>
internal static class ClientHello
{
    /// <summary>The whole record; proxies take no other.</summary>
    public const int Length = 517;

    /// <summary>Where the random lies in this record and in the one that answers it.</summary>
    public const int RandomOffset = 11, RandomLength = 32;

    /// <summary>The longest name that leaves room for everything else.</summary>
    public const int LongestHost = 182;

    private const int LengthOfLength = 2, ExtensionHead = 4;

    /// <param name="secret">The 16 bytes of the proxy's secret.</param>
    /// <param name="host">The server this pretends to speak to, at most <see cref="LongestHost"/> characters of ASCII.</param>
    public static byte[] Create(ReadOnlySpan<byte> secret, string host, DateTimeOffset now)
    {
        byte[] start =
        [
            0x16, 3, 1, 0x02, 0x00, 1, 0, 0x01, 0xfc, 3, 3, .. new byte[RandomLength], RandomLength, .. RandomNumberGenerator.GetBytes(RandomLength),
            0, 32, .. Grease(), 0x13, 1, 0x13, 2, 0x13, 3, 0xc0, 0x2b, 0xc0, 0x2f, 0xc0, 0x2c, 0xc0, 0x30, 0xcc, 0xa9, 0xcc, 0xa8, 0xc0, 0x13, 0xc0, 0x14, 0, 0x9c, 0, 0x9d, 0, 0x2f, 0, 0x35,
            1, 0,
        ];
        var extensions = Extensions(host);
        var padding = Length - start.Length - LengthOfLength - extensions.Length - ExtensionHead;
        byte[] hello = [.. start, .. UInt16(Length - start.Length - LengthOfLength), .. extensions, .. Extension(0x0015, new byte[padding])];
        Sign(hello, secret, now);
        return hello;
    }

    private static byte[] Extensions(string host)
    {
        byte[] group = Grease(), first = Grease(), last = Grease();
        // Two extensions of one number are not allowed.
        while (last[0] == first[0]) last = Grease();
        var name = Encoding.ASCII.GetBytes(host);
        byte[][] extensions =
        [
            Extension(0x0000, [.. UInt16(name.Length + 3), 0, .. UInt16(name.Length), .. name]),
            Extension(0x0017, []),
            Extension(0xff01, [0]),
            Extension(0x000a, [0, 8, .. group, 0, 0x1d, 0, 0x17, 0, 0x18]),
            Extension(0x000b, [1, 0]),
            Extension(0x0023, []),
            Extension(0x0010, [0, 12, 2, .. "h2"u8, 8, .. "http/1.1"u8]),
            Extension(0x0005, [1, 0, 0, 0, 0]),
            Extension(0x000d, [0, 16, 4, 3, 8, 4, 4, 1, 5, 3, 8, 5, 5, 1, 8, 6, 6, 1]),
            Extension(0x0012, []),
            Extension(0x0033, [0, 41, .. group, 0, 1, 0, 0, 0x1d, 0, KeyShare.Length, .. KeyShare.Create()]),
            Extension(0x002d, [1, 1]),
            Extension(0x002b, [6, .. Grease(), 3, 4, 3, 3]),
            Extension(0x001b, [2, 0, 2]),
        ];
        RandomNumberGenerator.Shuffle<byte[]>(extensions);
        return [.. first, 0, 0, .. extensions.SelectMany(extension => extension), .. last, 0, 1, 0];
    }

    private static void Sign(byte[] hello, ReadOnlySpan<byte> secret, DateTimeOffset now)
    {
        var random = hello.AsSpan(RandomOffset, RandomLength);
        HMACSHA256.HashData(secret, hello, random);
        var time = random[^4..];
        BinaryPrimitives.WriteUInt32LittleEndian(time, BinaryPrimitives.ReadUInt32LittleEndian(time) ^ (uint)now.ToUnixTimeSeconds());
    }

    private static byte[] Extension(int number, byte[] content) => [.. UInt16(number), .. UInt16(content.Length), .. content];

    private static byte[] UInt16(int number) => [(byte)(number >> 8), (byte)number];

    private static byte[] Grease()
    {
        var one = (byte)(RandomNumberGenerator.GetInt32(16) << 4 | 0x0a);
        return [one, one];
    }
}
