using System.Buffers;
using System.IO.Hashing;

namespace TgPlatform.Peers;

/// <summary>The files of a case: made once with bytes that nothing can compress or skip, and known by their hashes.</summary>
internal sealed class ServedFiles
{
    private const int BlockBytes = 1 << 20;
    private readonly Dictionary<string, ulong> _hashes = [];

    /// <summary>Makes them.</summary>
    public ServedFiles(Workload workload, string folder)
    {
        Directory.CreateDirectory(folder);
        Folder = folder;
        var block = new byte[BlockBytes];
        foreach (var (name, number) in workload.FileNames().Select(static (name, number) => (name, number)))
            _hashes[name] = Make(Path.Combine(folder, name), workload.Bytes, new Random(number), block);
    }

    /// <summary>Where they are.</summary>
    public string Folder { get; }

    /// <summary>Compares what a tool wrote.</summary>
    /// <returns>What is wrong, or null.</returns>
    public string? Compare(string folder, Workload workload)
    {
        var found = Directory.EnumerateFiles(folder, "*", SearchOption.AllDirectories).ToList();
        if (found.Count != _hashes.Count)
            return $"{found.Count} files instead of {_hashes.Count}";
        foreach (var file in found)
        {
            if (new FileInfo(file).Length != workload.Bytes)
                return $"{Path.GetFileName(file)} has {new FileInfo(file).Length} bytes instead of {workload.Bytes}";
            if (!_hashes.TryGetValue(Path.GetFileName(file), out var hash))
                return $"{Path.GetFileName(file)} was never served";
            if (HashOf(file) != hash)
                return $"{Path.GetFileName(file)} has other bytes than were served";
        }

        return null;
    }

    private static ulong Make(string file, long bytes, Random random, byte[] block)
    {
        var hash = new XxHash3();
        using var handle = File.OpenHandle(file, FileMode.Create, FileAccess.Write);
        for (long offset = 0; offset < bytes;)
        {
            var part = block.AsSpan(0, (int)Math.Min(block.Length, bytes - offset));
            random.NextBytes(part);
            hash.Append(part);
            RandomAccess.Write(handle, part, offset);
            offset += part.Length;
        }

        return hash.GetCurrentHashAsUInt64();
    }

    private static ulong HashOf(string file)
    {
        var hash = new XxHash3();
        var block = ArrayPool<byte>.Shared.Rent(BlockBytes);
        using var handle = File.OpenHandle(file);
        long offset = 0;
        while (RandomAccess.Read(handle, block, offset) is > 0 and var read)
        {
            hash.Append(block.AsSpan(0, read));
            offset += read;
        }

        ArrayPool<byte>.Shared.Return(block);
        return hash.GetCurrentHashAsUInt64();
    }
}
