using TgPlatform.Runtime.Ledgers.Storage;
using TgPlatform.Runtime.Ledgers.Writing;

namespace TgPlatform.Runtime.Ledgers.Reading;

/// <summary>Answers what earlier runs know of a pipeline's items without changing anything; nothing is known of a pipeline that was never run.</summary>
public sealed class KnownItems : IDisposable
{
    private readonly ItemFinder? _finder;

    private KnownItems(ItemFinder? finder, IReadOnlyList<SizeTally> sizes, IReadOnlyDictionary<string, KeptContent> kept) => (_finder, Sizes, Kept) = (finder, sizes, kept);

    /// <summary>Whether the pipeline was ever run.</summary>
    public bool HasRun => _finder is not null;

    /// <summary>How large the newest committed contents are, by kind and extension.</summary>
    public IReadOnlyList<SizeTally> Sizes { get; }

    /// <summary>What is kept of pending items, by their ids: of several sinks the one that holds least counts.</summary>
    public IReadOnlyDictionary<string, KeptContent> Kept { get; }

    /// <summary>Opens what is known of a pipeline.</summary>
    /// <param name="pipelineFolder">The folder of the pipeline file.</param>
    /// <param name="pipeline">The pipeline's name.</param>
    /// <param name="time">The clock that ends long reads, so that a run beside it may tidy up.</param>
    /// <exception cref="LedgerException">The ledger cannot be used.</exception>
    public static KnownItems Open(string pipelineFolder, string pipeline, TimeProvider time)
    {
        var path = LedgerFile.PathIn(pipelineFolder);
        if (!File.Exists(path))
            return Nothing();
        using var file = LedgerFile.OpenForReading(path);
        return LedgerErrors.Guard(path, () => PipelineTable.Find(file, pipeline) is { } key
            ? new KnownItems(new(path, key, time), SizeHistory.Read(file, key), UnfinishedItems.ReadBegun(file, key).ToDictionary(static one => one.ItemId, static one => one.Kept))
            : Nothing());
    }

    /// <summary>What is known of an item, or null.</summary>
    /// <exception cref="LedgerException">The ledger is damaged.</exception>
    public KnownItem? Find(string itemId) => _finder?.Find(itemId);

    /// <inheritdoc/>
    public void Dispose() => _finder?.Dispose();

    private static KnownItems Nothing() => new(null, [], new Dictionary<string, KeptContent>());
}
