using System.Buffers;
using System.Security.Cryptography;

namespace TgPlatform.Plugins.S3.Requests;

/// <summary>The bytes of one request, in pooled chunks that are taken as the bytes come. Used by one thread at a time.</summary>
/// <param name="capacity">Most bytes.</param>
internal sealed class PartBuffer(long capacity) : IDisposable
{
    private const int ChunkBytes = 1 << 20;

    private readonly List<byte[]> _chunks = [];

    public long Length { get; private set; }

    public bool IsFull => Length == capacity;

    /// <summary>The memory that so many bytes take: the pool's arrays are powers of two.</summary>
    public static long MemoryOf(long bytes) => (bytes / ChunkBytes * ChunkBytes) + (bytes % ChunkBytes is > 0 and var rest ? (long)System.Numerics.BitOperations.RoundUpToPowerOf2((ulong)rest) : 0);

    /// <summary>Takes as many of the bytes as fit, and tells how many those were.</summary>
    public int Append(ReadOnlySpan<byte> bytes)
    {
        var taken = 0;
        while (taken < bytes.Length && !IsFull)
        {
            var at = (int)(Length % ChunkBytes);
            if (at == 0)
                _chunks.Add(ArrayPool<byte>.Shared.Rent((int)Math.Min(ChunkBytes, capacity - Length)));
            var count = (int)Math.Min(Math.Min(ChunkBytes - at, capacity - Length), bytes.Length - taken);
            bytes.Slice(taken, count).CopyTo(_chunks[^1].AsSpan(at));
            taken += count;
            Length += count;
        }

        return taken;
    }

    /// <summary>The bytes, in order.</summary>
    public IEnumerable<ReadOnlyMemory<byte>> Chunks()
    {
        var left = Length;
        foreach (var chunk in _chunks)
        {
            var count = (int)Math.Min(ChunkBytes, left);
            yield return chunk.AsMemory(0, count);
            left -= count;
        }
    }

    public byte[] Md5()
    {
#pragma warning disable CA5351 // what S3 servers compare and answer with; it finds accidents
        using var md5 = IncrementalHash.CreateHash(HashAlgorithmName.MD5);
#pragma warning restore CA5351
        foreach (var chunk in Chunks())
            md5.AppendData(chunk.Span);
        return md5.GetHashAndReset();
    }

    public uint Crc32C()
    {
        var crc = uint.MaxValue;
        foreach (var chunk in Chunks())
            crc = Requests.Crc32C.Append(crc, chunk.Span);
        return ~crc;
    }

    public void Dispose()
    {
        _chunks.ForEach(static chunk => ArrayPool<byte>.Shared.Return(chunk));
        _chunks.Clear();
        Length = 0;
    }
}
