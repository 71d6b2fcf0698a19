namespace TgPlatform.Contracts;

/// <summary>
/// Content that may be fetched by several requests at once. The runtime owns the memory, decides how many parts are in flight, and puts
/// them in order.
/// </summary>
public interface IPartReader : IAsyncDisposable
{
    /// <summary>Size of one part in bytes, 4 KiB to 16 MiB. Every part starts at a multiple of it; when
    /// <see cref="Content.Offset"/> lies inside a part, the runtime asks for the whole part and cuts off its head.</summary>
    int PartBytes { get; }

    /// <summary>How many parts may be asked for at once, at least 1. The runtime stays below it when that is as fast.</summary>
    int MaxConcurrency { get; }

    /// <summary>
    /// Fetches one part into <paramref name="destination"/>. Called by several workers at once for different offsets; the runtime never
    /// asks for bytes at or beyond <see cref="Content.Length"/>.
    /// </summary>
    /// <param name="offset">The first byte of the part.</param>
    /// <param name="destination">As long as the part: <see cref="PartBytes"/>, or less for the last one.</param>
    /// <param name="cancellationToken">Ends the request.</param>
    /// <returns>How many bytes were written; fewer than asked for means that the content is shorter than declared.</returns>
    /// <exception cref="FailureException">The part cannot be had; the kind says whether it is worth trying again.</exception>
    ValueTask<int> ReadPartAsync(long offset, Memory<byte> destination, CancellationToken cancellationToken);
}
