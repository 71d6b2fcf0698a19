namespace TgPlatform.Contracts;

/// <summary>What the runtime has proven about content before it is committed.</summary>
/// <param name="Length">Length in bytes, counted.</param>
/// <param name="Digests">At least <see cref="DigestAlgorithm.Crc64Nvme"/>, computed.</param>
public sealed record ContentSeal(long Length, IReadOnlyList<Digest> Digests);

/// <summary>Where committed content is.</summary>
/// <param name="Name">The final name under the sink's root, after sanitising and conflict handling, folders separated by <c>/</c>.</param>
/// <param name="Version">The store's own mark for these bytes, such as an ETag; null when it has none.</param>
public sealed record Receipt(string Name, string? Version = null);
