using System.Buffers;
using TgPlatform.Contracts;

namespace TgPlatform.Runtime.Integrity;

/// <summary>Reads content to its end and sums it up.</summary>
internal static class ContentSum
{
    private const int ReadBytes = 1024 * 1024;

    /// <summary>Length, CRC-64/NVME, and a sum of each kind that is wanted.</summary>
    public static async Task<ContentSeal> OfAsync(Stream content, IEnumerable<DigestAlgorithm> wanted, CancellationToken cancellationToken)
    {
        using var hasher = ContentHasher.Rent([.. wanted]);
        var buffer = ArrayPool<byte>.Shared.Rent(ReadBytes);
        try
        {
            while (await content.ReadAsync(buffer, cancellationToken) is > 0 and var read)
                hasher.Append(buffer.AsSpan(0, read));
        }
        finally
        {
            ArrayPool<byte>.Shared.Return(buffer);
        }

        return hasher.Seal();
    }

    /// <summary>The same of what a sink shows under a name; null when nothing is there, or something that is seen at once to be of another length.</summary>
    public static async Task<ContentSeal?> OfShownAsync(IReadable sink, string name, long length, IEnumerable<DigestAlgorithm> wanted, CancellationToken cancellationToken)
    {
        await using var shown = await sink.OpenCommittedAsync(name, cancellationToken);
        return shown is null || (shown.CanSeek && shown.Length != length) ? null : await OfAsync(shown, wanted, cancellationToken);
    }
}
