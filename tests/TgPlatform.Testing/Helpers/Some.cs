using TgPlatform.Contracts;

namespace TgPlatform.Testing;

/// <summary>Makes the things a test needs and does not care about.</summary>
public static class Some
{
    /// <summary>The only lane of a test that needs just one.</summary>
    public static Lane Lane(string name = "lane") => new(name);

    /// <summary>An item with content; its name follows from its id.</summary>
    public static Item Item(string id = "1", long? size = null, string? name = null) => new() { Id = id, Name = name ?? $"{id}.bin", Size = size };

    /// <summary>A group of items of the given sizes, named after the group.</summary>
    public static ItemGroup Group(string id, params long?[] sizes) => new(id, [.. sizes.Select((size, index) => Item($"{id}-{index}", size))]);

    /// <summary>A target for content of a known length.</summary>
    public static Target Target(string name = "name.bin", string id = "1", long? length = null, DeliveryState? earlier = null)
        => new() { Item = Item(id, length), Name = name, Length = length, Earlier = earlier };

    /// <summary>What a strategy sees of a ready lane.</summary>
    public static LaneState LaneState(string name = "lane", double bytesPerSecond = 0, int queuedItems = 0, long queuedBytes = 0)
        => new(name, LaneCondition.Ready, queuedItems, queuedBytes, bytesPerSecond);

    /// <summary>Bytes that look random and are the same for the same arguments.</summary>
    public static byte[] Bytes(int length, int seed = 1)
    {
        var bytes = new byte[length];
#pragma warning disable CA5394 // repeatable, not secret
        new Random(seed).NextBytes(bytes);
#pragma warning restore CA5394
        return bytes;
    }

    /// <summary>What the runtime proves before a commit.</summary>
    public static ContentSeal Seal(ReadOnlySpan<byte> content)
        => new(content.Length, [new(DigestAlgorithm.Crc64Nvme, Crc64.OfBytes(content)), new(DigestAlgorithm.Sha256, System.Security.Cryptography.SHA256.HashData(content))]);
}
