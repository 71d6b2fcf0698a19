using TgPlatform.Contracts;
using TgPlatform.Plugins.S3.Requests;

namespace TgPlatform.Plugins.S3.Uploads;

/// <summary>
/// What parts cost. Each delivery has memory for the one it fills; further ones, on their way, are sent beside it as long as the pipeline's limit
/// has room, and else one at a time.
/// </summary>
internal sealed class PartMemory(IContentMemory memory, long wantedPart)
{
    private const long LeastPart = 5 << 20;
    private const long Unit = 1 << 20;

    /// <summary>Size of parts: as wanted, unless the whole limit has less room than for one.</summary>
    public long PartBytes { get; } = Math.Min(wantedPart, Math.Max(LeastPart, memory.Limit / Unit * Unit));

    /// <summary>Takes room for a part beside the one that is filled.</summary>
    public bool TryTake(long bytes) => memory.TryTake(bytes);

    public void GiveBack(long bytes) => memory.GiveBack(bytes);

    /// <summary>What a delivery cannot do without: the part it fills, or the whole object.</summary>
    public long LeastBytes(Target target)
    {
        var token = UploadToken.Parse(target.Earlier?.Token);
        var part = token?.Sizes.Of(token.Parts + 1) ?? PartSizes.For(target.Length, PartBytes).Of(1);
        return PartBuffer.MemoryOf(target.Length is { } length ? Math.Min(part, length - (target.Earlier?.Offset ?? 0)) : part);
    }
}
