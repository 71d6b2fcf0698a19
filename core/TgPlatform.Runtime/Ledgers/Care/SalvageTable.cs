using TgPlatform.Contracts;
using TgPlatform.Runtime.Ledgers.Sqlite;
using TgPlatform.Runtime.Ledgers.Storage;

namespace TgPlatform.Runtime.Ledgers.Care;

/// <summary>Writes scanned rows into a new ledger, under their old keys: their sums depend on them.</summary>
internal sealed class SalvageTable(SqliteFile file) : IDisposable
{
    private readonly SqliteStatement _item = file.Prepare(
        "INSERT OR IGNORE INTO items(key, pipeline, id, fate, round, version, place, sum, body) VALUES(?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9)");

    private readonly SqliteStatement _delivery = file.Prepare(
        "INSERT OR IGNORE INTO deliveries(item, sink, memory, receipt, digest) VALUES(?1, ?2, ?3, ?4, ?5)");
    private readonly SqliteStatement _attempt = file.Prepare("INSERT INTO attempts(item, body) VALUES(?1, ?2)");
    private readonly SqliteStatement _pipeline = file.Prepare("INSERT INTO pipelines(key, name, state) VALUES(?1, ?2, ?3)");

    /// <summary>Adds an item with its rows; false when there is one with its key or id already.</summary>
    public bool Add(ScannedItem item)
    {
        _item.Bind(1, item.Key).Bind(2, item.Pipeline).BindText(3, item.Id).Bind(4, item.Fate).Bind(5, item.Round);
        if (item.Version is { } version)
            _item.BindText(6, version);
        else
            _item.Bind(6, null);
        _item.Bind(7, item.Place).Bind(8, item.Sum).BindBytes(9, item.Body).Run();
        if (file.Changes == 0)
            return false;
        foreach (var (sink, memory, receipt, digest) in item.Deliveries)
            _delivery.Bind(1, item.Key).Bind(2, sink).BindBytes(3, memory).BindBytes(4, receipt).BindBytes(5, digest is null ? [] : digest.Bytes.Span).Run();
        foreach (var attempt in item.Attempts)
            _attempt.Bind(1, item.Key).BindBytes(2, attempt).Run();
        return true;
    }

    /// <summary>Adds a pipeline with the counts of what was saved.</summary>
    /// <param name="pipeline">The pipeline.</param>
    /// <param name="isWhole">False when something was lost: then discovery begins anew.</param>
    public void Add(ScannedPipeline pipeline, bool isWhole)
    {
        var state = pipeline.Counted;
        state.Cursor = isWhole ? pipeline.Stored?.Cursor : null;
        state.StoppedCleanly = isWhole && pipeline.Stored is { StoppedCleanly: true };
        state.NextPlace = Math.Max(state.NextPlace, pipeline.Stored?.NextPlace ?? 0);
        foreach (var (lane, failures) in pipeline.Stored?.LaneFailures ?? [])
            state.LaneFailures[lane] = failures;
        _pipeline.Bind(1, pipeline.Key).Bind(2, pipeline.Name).BindBytes(3, state.Write(new(), (ulong)pipeline.Key)).Run();
    }

    public void Dispose()
    {
        _item.Dispose();
        _delivery.Dispose();
        _attempt.Dispose();
        _pipeline.Dispose();
    }
}
