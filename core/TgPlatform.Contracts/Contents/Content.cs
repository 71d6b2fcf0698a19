namespace TgPlatform.Contracts;

/// <summary>
/// The opened bytes of an item, from <see cref="Offset"/> to the end, and what the opening revealed about them. The runtime reads it once,
/// counts and hashes what it reads, and disposes it.
/// </summary>
public sealed class Content : IAsyncDisposable
{
    /// <summary>Content that is read in order. A stream that can seek tells its length and position by itself.</summary>
    /// <param name="stream">The bytes from <see cref="Offset"/> on; disposed with the content.</param>
    public Content(Stream stream)
    {
        ArgumentNullException.ThrowIfNull(stream);
        Stream = stream;
        if (stream.CanSeek)
            (Offset, Length) = (stream.Position, stream.Length);
    }

    /// <summary>Content that may be fetched by several requests at once.</summary>
    /// <param name="parts">Fetches the parts; disposed with the content.</param>
    /// <param name="length">Length of the whole content in bytes.</param>
    public Content(IPartReader parts, long length)
    {
        ArgumentNullException.ThrowIfNull(parts);
        ArgumentOutOfRangeException.ThrowIfNegative(length);
        Parts = parts;
        Length = length;
    }

    /// <summary>
    /// The bytes in order, from <see cref="Offset"/> on; null when <see cref="Parts"/> is set. Read with buffers the runtime owns; the end of
    /// the stream is the end of the content.
    /// </summary>
    public Stream? Stream { get; }

    /// <summary>The bytes by parts; null when <see cref="Stream"/> is set.</summary>
    public IPartReader? Parts { get; }

    /// <summary>
    /// Where the bytes begin: the offset asked for, or 0 when the content changed or the source cannot start in the middle. Nothing else is
    /// allowed.
    /// </summary>
    public long Offset { get; init; }

    /// <summary>
    /// Length of the whole content in bytes, counted from its beginning, or null when only its end will tell. Content that ends earlier or
    /// goes on longer is never committed.
    /// </summary>
    public long? Length { get; init; }

    /// <summary>What changes when the bytes change: an ETag, a document id. Null when there is nothing to compare, and so no resuming.</summary>
    public string? Validator { get; init; }

    /// <summary>Sums of the whole content that the source declares; each that the runtime can compute is compared before anything is committed.</summary>
    public IReadOnlyList<Digest> Digests { get; init; } = [];

    /// <summary>A better name than <see cref="Item.Name"/>, learnt by opening; hostile as that one. Null when there is none.</summary>
    public string? Name { get; init; }

    /// <summary>When the content was last changed, learnt by opening. Null when not told.</summary>
    public DateTimeOffset? Date { get; init; }

    /// <summary>Media type as declared, for instance <c>image/jpeg</c>. Null when not told.</summary>
    public string? MediaType { get; init; }

    /// <summary>Closes the connection or file behind the content.</summary>
    public ValueTask DisposeAsync() => Stream?.DisposeAsync() ?? Parts!.DisposeAsync();
}
