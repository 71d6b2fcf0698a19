using TgPlatform.Contracts;
using TgPlatform.Plugins.S3.Connections;

namespace TgPlatform.Plugins.S3.Sources;

/// <summary>One object by ranges, several at once; each is of the very object that was opened, or fails.</summary>
internal sealed class RangeParts(ObjectReader reader, string key, string etag, S3SourceOptions options) : IPartReader
{
    public int PartBytes => (int)options.RangeSize.Bytes;

    public int MaxConcurrency => options.ParallelRanges;

    public async ValueTask<int> ReadPartAsync(long offset, Memory<byte> destination, CancellationToken cancellationToken)
    {
        using var opened = await reader.OpenAsync(key, offset, destination.Length, etag, cancellationToken)
            ?? throw new FailureException(FailureKind.Transient, $"'{key}' was replaced while it was read.");
        return await opened.ResponseStream.ReadAtLeastAsync(destination, destination.Length, throwOnEndOfStream: false, cancellationToken);
    }

    public ValueTask DisposeAsync() => default;
}
