using TgPlatform.Contracts;
using TgPlatform.Runtime.Ledgers.Sqlite;
using TgPlatform.Runtime.Ledgers.Storage;

namespace TgPlatform.Runtime.Ledgers.Writing;

/// <summary>The rows of failed attempts. Waiting for a full disk may fail for weeks, so only the last ones of an item are kept.</summary>
internal sealed class AttemptTable : IDisposable
{
    /// <summary>Attempts kept of each item.</summary>
    public const int Kept = 50;

    private readonly BlobWriter _blob = new();
    private readonly SqliteStatement _add;
    private readonly SqliteStatement _forget;

    public AttemptTable(SqliteFile file)
    {
        _add = file.Prepare("INSERT INTO attempts(item, body) VALUES(?1, ?2)");
        _forget = file.Prepare($"DELETE FROM attempts WHERE item = ?1 AND key <= (SELECT key FROM attempts WHERE item = ?1 ORDER BY key DESC LIMIT 1 OFFSET {Kept})");
    }

    public void Add(in ItemRow item, FailureNote note, PipelineState state)
    {
        _add.Bind(1, item.Key).BindBytes(2, FailureCodec.Write(_blob, note, item.Round, (ulong)item.Key)).Run();
        _forget.Bind(1, item.Key).Run();
        if (note.Lane is { } lane)
            state.LaneFailures[lane] = state.LaneFailures.GetValueOrDefault(lane) + 1;
    }

    public void Dispose()
    {
        _add.Dispose();
        _forget.Dispose();
    }
}
