namespace TgPlatform.Contracts;

/// <summary>
/// Finds items and opens their content. The runtime calls <see cref="DiscoverAsync"/> once per run and <see cref="OpenAsync"/> from many
/// workers at once. A source does not retry and does not keep state: it lets exceptions out, and the runtime decides. Further powers are
/// separate interfaces: <see cref="IConnecting"/>, <see cref="ICheckable"/>, <see cref="IAcknowledging"/>, <see cref="ILimitingLanes"/>,
/// <see cref="ICompleting"/>, <see cref="ICopyable"/>.
/// </summary>
public interface ISource : IAsyncDisposable
{
    /// <summary>
    /// The independent ways to fetch, at least one once discovery has begun. The runtime reads this often: return the same list until it
    /// changes, then a new one. A lane that has been named stays in the list; what ends is <see cref="Lane.Close"/>d.
    /// </summary>
    IReadOnlyList<Lane> Lanes { get; }

    /// <summary>
    /// Finds items: metadata only, cheap, in an order that is the same on every run. The runtime asks for the next group only while the
    /// pipeline has room. A source that follows something live never ends by itself.
    /// </summary>
    /// <param name="cursor">
    /// <see cref="ItemGroup.Cursor"/> of the last group an earlier run has safely remembered; null to start at the beginning. Groups behind
    /// it must come, groups before it may.
    /// </param>
    /// <param name="cancellationToken">Ends discovery.</param>
    /// <exception cref="FailureException">Discovery cannot go on; the kind says whether the runtime tries again from the last cursor.</exception>
    IAsyncEnumerable<ItemGroup> DiscoverAsync(string? cursor, CancellationToken cancellationToken);

    /// <summary>Opens an item's content on a lane. Called only for items with <see cref="Item.HasContent"/>.</summary>
    /// <param name="item">The item; it may have been found by an earlier process.</param>
    /// <param name="lane">One of <see cref="Lanes"/>; what is opened on it is fetched on it.</param>
    /// <param name="from">
    /// Where to begin. When the content is no longer the one <see cref="ResumePoint.Validator"/> names, or cannot be opened in the middle,
    /// open it at the beginning and say so in <see cref="Content.Offset"/>.
    /// </param>
    /// <param name="cancellationToken">Ends the opening, not the reading.</param>
    /// <exception cref="FailureException">The item cannot be opened; the kind says what the runtime does next.</exception>
    ValueTask<Content> OpenAsync(Item item, Lane lane, ResumePoint from, CancellationToken cancellationToken);
}
