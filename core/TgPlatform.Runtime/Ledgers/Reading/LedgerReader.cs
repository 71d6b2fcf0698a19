using TgPlatform.Contracts;
using TgPlatform.Runtime.Ledgers.Sqlite;
using TgPlatform.Runtime.Ledgers.Storage;
using TgPlatform.Runtime.Ledgers.Writing;

namespace TgPlatform.Runtime.Ledgers.Reading;

/// <summary>
/// Looks into the ledger of a pipeline folder without changing it, also while a run in another process is on. For one thread. Every member
/// throws <see cref="LedgerException"/> when the ledger turns out to be damaged.
/// </summary>
public sealed class LedgerReader : IDisposable
{
    private readonly string _path;
    private readonly SqliteFile _file;

    private LedgerReader(string path) => (_path, _file) = (path, LedgerFile.OpenForReading(path));

    /// <summary>Opens the ledger of a folder.</summary>
    /// <param name="pipelineFolder">The folder of the pipeline files.</param>
    /// <exception cref="LedgerException">There is none, or it cannot be used.</exception>
    public static LedgerReader Open(string pipelineFolder) => new(LedgerFile.PathIn(pipelineFolder));

    /// <summary>The names of the pipelines that were ever run.</summary>
    public IReadOnlyList<string> Pipelines() => LedgerErrors.Guard(_path, () =>
    {
        var names = new List<string>();
        using var list = _file.Prepare("SELECT name FROM pipelines ORDER BY name");
        while (list.Step())
            names.Add(list.Text(0)!);
        return names;
    });

    /// <summary>How a pipeline stands.</summary>
    public LedgerStatus Status(string pipeline) => LedgerErrors.Guard(_path, () =>
    {
        var state = State(pipeline);
        return new LedgerStatus(pipeline, state.Counts, state.Cursor, state.StoppedCleanly, LedgerLock.RunningProcess(_path, pipeline), state.Sinks, state.LaneFailures);
    });

    /// <summary>What has not ended, and how much of it is kept: while a run is on, what it has under way.</summary>
    public UnfinishedWork Unfinished(string pipeline) => LedgerErrors.Guard(_path, () => UnfinishedItems.Read(_file, Key(pipeline), State(pipeline)));

    /// <summary>Items that failed for good, in the order in which they were found.</summary>
    public IEnumerable<FailedItem> DeadLetters(string pipeline) => Failed(pipeline, ItemSelection.Dead);

    /// <summary>Items that have failed and will be tried again.</summary>
    public IEnumerable<FailedItem> Failing(string pipeline) => Failed(pipeline, ItemSelection.Pending).Where(static item => item.Attempts.Count > 0);

    /// <summary>Everything that was committed in the pipeline's sinks and not replaced since.</summary>
    public IEnumerable<CommittedContent> Committed(string pipeline) => Ends(pipeline).Where(static one => one.End.Receipt is not null)
        .Select(static one => new CommittedContent(one.Item.Id, one.Sink, one.End.Receipt!, one.End.Seal, one.End.At));

    /// <summary>The wanted names under which sinks kept what was there instead of taking the item.</summary>
    internal IEnumerable<(string Sink, string Name)> Skipped(string pipeline) =>
        Ends(pipeline).Where(static one => one.End is { Receipt: null, WantedName.Length: > 0 }).Select(static one => (one.Sink, one.End.WantedName));

    /// <summary>The items whose records a sink has taken.</summary>
    internal IEnumerable<Item> Recorded(string pipeline, string sink) =>
        Ends(pipeline).Where(one => one.Sink == sink && one.End is { Receipt: null, WantedName: "" }).Select(static one => one.Item);

    /// <inheritdoc/>
    public void Dispose() => _file.Dispose();

    /// <summary>Everything known of every item.</summary>
    internal IEnumerable<(StoredItem Item, List<DeliveryMemory> Deliveries, List<(string Sink, DeliveryEnd End)> Ends, List<FailureNote> Attempts)> Everything(string pipeline)
    {
        return LedgerErrors.GuardEach(_path, Read());

        IEnumerable<(StoredItem, List<DeliveryMemory>, List<(string, DeliveryEnd)>, List<FailureNote>)> Read()
        {
            using var items = new ItemRows(_file, Key(pipeline), ItemSelection.All);
            using var deliveries = new DeliveryRows(_file);
            using var attempts = new AttemptRows(_file);
            foreach (var item in items.Read())
                yield return (item, deliveries.ReadCurrent(item.Row, item.Item.Id), deliveries.ReadEnds(item.Row.Key, item.Item.Id), attempts.Read(item.Row.Key, item.Item.Id));
        }
    }

    private IEnumerable<FailedItem> Failed(string pipeline, ItemSelection selection) => LedgerErrors.GuardEach(_path, FailedRows.Read(_file, Key(pipeline), selection));

    private IEnumerable<(Item Item, string Sink, DeliveryEnd End)> Ends(string pipeline) => LedgerErrors.GuardEach(_path, ReadEnds(pipeline));

    private IEnumerable<(Item Item, string Sink, DeliveryEnd End)> ReadEnds(string pipeline)
    {
        using var items = new ItemRows(_file, Key(pipeline), ItemSelection.All);
        using var deliveries = new DeliveryRows(_file);
        foreach (var (row, item, _) in items.Read())
        {
            foreach (var (sink, end) in deliveries.ReadEnds(row.Key, item.Id))
                yield return (item, sink, end);
        }
    }

    private PipelineState State(string pipeline)
    {
        using var read = _file.Prepare("SELECT state FROM pipelines WHERE key = ?1");
        var key = Key(pipeline);
        return read.Bind(1, key).Step() ? PipelineState.Read(read.Bytes(0), pipeline, (ulong)key) : throw new DamagedRowException($"the row of pipeline '{pipeline}'");
    }

    private long Key(string pipeline) => PipelineTable.Find(_file, pipeline)
        ?? throw new LedgerException(LedgerProblem.Unusable, $"{_path}: pipeline '{pipeline}' has not been run yet. Known are: {string.Join(", ", Pipelines())}.");
}
