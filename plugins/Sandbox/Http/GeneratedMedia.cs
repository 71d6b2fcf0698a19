using System.Buffers.Binary;
using System.Security.Cryptography;
using System.Text;

namespace TgPlatform.Plugins.Sandbox.Http;

/// <summary>
/// Bytes computed from a path: the same on every machine, from any offset, of any length, without anything being stored. Tests and users can
/// compute what a download must contain.
/// </summary>
public static class GeneratedMedia
{
    private const int WordBytes = sizeof(ulong);
    private const int ChunkBytes = 64 << 10;

    /// <summary>Fills a buffer with the content of a path.</summary>
    /// <param name="path">The path in the URL, percent-decoded, without query: <c>/media/photos/photo_001.jpg</c>.</param>
    /// <param name="offset">Where in the content the buffer begins, at least 0.</param>
    /// <param name="destination">Filled completely.</param>
    public static void Fill(string path, long offset, Span<byte> destination)
    {
        ArgumentNullException.ThrowIfNull(path);
        ArgumentOutOfRangeException.ThrowIfNegative(offset);
        Fill(SeedOf(path), offset, destination);
    }

    /// <summary>The SHA-256 sum of the content of a path.</summary>
    /// <param name="path">The path in the URL, percent-decoded, without query.</param>
    /// <param name="length">Length of the content in bytes.</param>
    public static byte[] Sha256(string path, long length) => Hash(path, length, HashAlgorithmName.SHA256);

    internal static byte[] Hash(string path, long length, HashAlgorithmName algorithm)
    {
        var seed = SeedOf(path);
        using var hash = IncrementalHash.CreateHash(algorithm);
        var chunk = new byte[ChunkBytes];
        for (var offset = 0L; offset < length; offset += chunk.Length)
        {
            var part = chunk.AsSpan(0, (int)Math.Min(chunk.Length, length - offset));
            Fill(seed, offset, part);
            hash.AppendData(part);
        }

        return hash.GetHashAndReset();
    }

    internal static ulong SeedOf(string path) => BinaryPrimitives.ReadUInt64LittleEndian(SHA256.HashData(Encoding.UTF8.GetBytes(path)));

    internal static void Fill(ulong seed, long offset, Span<byte> destination)
    {
        Span<byte> word = stackalloc byte[WordBytes];
        var index = (ulong)(offset / WordBytes);
        var within = (int)(offset % WordBytes);
        if (within > 0)
        {
            BinaryPrimitives.WriteUInt64LittleEndian(word, Word(seed, index++));
            var head = word[within..];
            head = head[..Math.Min(head.Length, destination.Length)];
            head.CopyTo(destination);
            destination = destination[head.Length..];
        }

        for (; destination.Length >= WordBytes; destination = destination[WordBytes..])
            BinaryPrimitives.WriteUInt64LittleEndian(destination, Word(seed, index++));
        BinaryPrimitives.WriteUInt64LittleEndian(word, Word(seed, index));
        word[..destination.Length].CopyTo(destination);
    }

    // SplitMix64 asked for its n-th value, which is what makes every offset reachable at once.
    private static ulong Word(ulong seed, ulong index)
    {
        var z = unchecked(seed + ((index + 1) * 0x9E3779B97F4A7C15));
        z = unchecked((z ^ (z >> 30)) * 0xBF58476D1CE4E5B9);
        z = unchecked((z ^ (z >> 27)) * 0x94D049BB133111EB);
        return z ^ (z >> 31);
    }
}
