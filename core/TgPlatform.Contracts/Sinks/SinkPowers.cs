namespace TgPlatform.Contracts;

/// <summary>
/// A sink whose deliveries keep bytes in memory beyond the write that brought them. What they keep counts against the pipeline's limit
/// (<c>engine.buffer.bytes</c>), of which such sinks get the larger part.
/// </summary>
public interface IBuffering
{
    /// <summary>
    /// What one delivery cannot do without. The runtime sets it aside before the first write, and waits for room as long as it must; it is free
    /// again when the delivery was disposed. Whatever a delivery keeps beyond it is taken from <see cref="PluginContext.ContentMemory"/>.
    /// </summary>
    /// <param name="target">What the delivery is begun with.</param>
    /// <returns>Bytes of memory; 0 when it keeps none.</returns>
    long LeastBytes(Target target);
}

/// <summary>A delivery whose bytes survive the process, so that a later attempt may continue.</summary>
public interface IResumable
{
    /// <summary>
    /// How far the delivery is safe now. Read after each write, so it must be cheap. The runtime keeps it in the ledger and hands it back as
    /// <see cref="Target.Earlier"/>.
    /// </summary>
    DeliveryState State { get; }
}

/// <summary>
/// A resumable delivery whose kept bytes can be read again. Before continuing, the runtime reads them and proves that they are the ones it
/// wrote; a delivery without this power must prove that itself when it begins.
/// </summary>
public interface IReadBack
{
    /// <summary>Opens the bytes from 0 to <see cref="IDelivery.Offset"/>. Called before the first write.</summary>
    /// <param name="cancellationToken">Ends the call.</param>
    ValueTask<Stream> OpenWrittenAsync(CancellationToken cancellationToken);
}

/// <summary>A delivery whose sink can give bytes that are there already a second name.</summary>
public interface ILinking
{
    /// <summary>
    /// Puts committed content in the place of what was written, so that the same bytes are stored once. Nothing becomes visible by it:
    /// <see cref="IDelivery.CommitAsync"/> follows in any case. Called when every byte was written, at most once.
    /// </summary>
    /// <param name="committedName">The <see cref="Receipt.Name"/> of content that was committed with the same digests.</param>
    /// <param name="seal">Length and digests of what was written.</param>
    /// <param name="cancellationToken">Ends the call.</param>
    /// <returns>False, and nothing changed, when that content is no longer there or no longer the same, or cannot have two names.</returns>
    ValueTask<bool> LinkAsync(string committedName, ContentSeal seal, CancellationToken cancellationToken);
}

/// <summary>A sink that can say beforehand what a name will become.</summary>
public interface INaming
{
    /// <summary>
    /// The final name for a wanted one: sanitised, shortened, confined. Looks at nothing but its argument. Names that the store would not
    /// keep apart (by case, for instance) must be made the same by <see cref="CollisionKey"/>.
    /// </summary>
    /// <param name="name">A wanted name, hostile.</param>
    /// <returns>The name under the sink's root, folders separated by <c>/</c>.</returns>
    /// <exception cref="FailureException">The name cannot be used at all.</exception>
    string FinalName(string name);

    /// <summary>What two names share when the store would not keep them apart.</summary>
    /// <param name="finalName">A name from <see cref="FinalName"/>.</param>
    string CollisionKey(string finalName);
}

/// <summary>A sink that does not let one item of a run take another one's name.</summary>
public interface INotesNames
{
    /// <summary>
    /// A name has become an item's without a delivery: what was there is the item's own. From then on it counts as if the sink had committed the item
    /// under it in this run.
    /// </summary>
    /// <param name="item">The item.</param>
    /// <param name="name">The name, as <see cref="Receipt.Name"/>.</param>
    /// <exception cref="FailureException">Another item of this run has the name already.</exception>
    void NoteName(Item item, string name);
}

/// <summary>A record sink that can tell which records it holds, so that a user can have them verified.</summary>
public interface IListsRecords
{
    /// <summary>
    /// Lists the identities of all records it holds whole, in no particular order, each at least once; and of those that can still be told but are
    /// damaged, as <see cref="RecordIdentity.IsDamaged"/>, unless the same record was written whole later. Called on a sink of its own that is given
    /// nothing to write and is not connected; changes nothing.
    /// </summary>
    /// <param name="cancellationToken">Ends the listing.</param>
    /// <exception cref="FailureException">They cannot be read now; the message says why and what to do.</exception>
    IAsyncEnumerable<RecordIdentity> ListRecordsAsync(CancellationToken cancellationToken);

    /// <summary>
    /// The files of this machine it keeps records in, as absolute paths: another sink that shows the folder they are in is not blamed for them. None for
    /// a sink that keeps its records elsewhere.
    /// </summary>
    IReadOnlyList<string> Files => [];
}

/// <summary>What tells a record from all others of its sink.</summary>
/// <param name="Type">Its <see cref="Record.Type"/>.</param>
/// <param name="Key">Its <see cref="Record.Key"/>.</param>
public readonly record struct RecordIdentity(string Type, string Key)
{
    /// <summary>Whether the record is there and cannot be read whole any more.</summary>
    public bool IsDamaged { get; init; }
}

/// <summary>A sink whose committed content can be listed and read again, so that a user can have everything verified.</summary>
public interface IReadable
{
    /// <summary>Opens committed content.</summary>
    /// <param name="name">A <see cref="Receipt.Name"/>.</param>
    /// <param name="cancellationToken">Ends the call.</param>
    /// <returns>The content from its beginning, or null when nothing is there.</returns>
    ValueTask<Stream?> OpenCommittedAsync(string name, CancellationToken cancellationToken);

    /// <summary>Lists everything visible under the sink's root, in no particular order.</summary>
    /// <param name="cancellationToken">Ends the listing.</param>
    /// <returns>Names as in <see cref="Receipt.Name"/>.</returns>
    IAsyncEnumerable<string> ListCommittedAsync(CancellationToken cancellationToken);
}
