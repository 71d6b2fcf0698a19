using System.Runtime.InteropServices;
using TgPlatform.Contracts;
using TgPlatform.Runtime.Ledgers.Sqlite;
using TgPlatform.Runtime.Ledgers.Storage;

namespace TgPlatform.Runtime.Ledgers.Writing;

/// <summary>Writes batches into the file, each in one transaction, with the pipeline's counts in the same transaction.</summary>
internal sealed class BatchWriter : IDisposable
{
    private readonly SqliteFile _file;
    private readonly TimeProvider _time;
    private readonly SqliteStatement _begin;
    private readonly SqliteStatement _commit;
    private readonly PipelineTable _pipelines;
    private readonly ItemTable _items;
    private readonly DeliveryTable _deliveries;
    private readonly AttemptTable _attempts;
    private long _nextPlace;

    public BatchWriter(SqliteFile file, string pipeline, TimeProvider time)
    {
        (_file, _time) = (file, time);
        _begin = file.Prepare("BEGIN IMMEDIATE");
        _commit = file.Prepare("COMMIT");
        _pipelines = new(file, pipeline);
        _items = new(file, _pipelines.Key);
        _deliveries = new(file);
        _attempts = new(file);
    }

    /// <summary>The pipeline's key in the file.</summary>
    public long Pipeline => _pipelines.Key;

    /// <summary>How many items are under way, written with whatever is written.</summary>
    public Func<int> UnderWay { get; set; } = static () => 0;

    /// <summary>Items put down from now on get this place or a later one; those before, an earlier one.</summary>
    public long NextLeftPlace => LeftPlaces.At(Volatile.Read(ref _nextPlace));

    /// <summary>Marks the beginning of a run, and gives what the last one left.</summary>
    public PipelineState Begin() => InTransaction(state =>
    {
        var left = _pipelines.Read();
        (state.StoppedCleanly, state.RunBegan) = (false, state.LastHeard);
        return left;
    });

    /// <summary>Commits a batch.</summary>
    /// <param name="writes">What was said, in order.</param>
    /// <returns>The pipeline's counts afterwards.</returns>
    public LedgerCounts Commit(List<LedgerWrite> writes) => InTransaction(state =>
    {
        foreach (ref readonly var write in CollectionsMarshal.AsSpan(writes))
            Write(write, state);
        return state.Counts;
    });

    /// <summary>Marks the end of a run.</summary>
    public void End() => InTransaction(state => state.StoppedCleanly = true);

    public void Dispose()
    {
        _begin.Dispose();
        _commit.Dispose();
        _pipelines.Dispose();
        _items.Dispose();
        _deliveries.Dispose();
        _attempts.Dispose();
    }

    private T InTransaction<T>(Func<PipelineState, T> action)
    {
        _begin.Run();
        try
        {
            // Read anew each time: another process may have replayed dead letters in between.
            var state = _pipelines.Read();
            (state.LastHeard, state.UnderWay) = (_time.GetUtcNow(), UnderWay());
            var result = action(state);
            _pipelines.Write(state);
            _commit.Run();
            Volatile.Write(ref _nextPlace, state.NextPlace);
            return result;
        }
        catch
        {
            _items.Forget();
            _file.Rollback();
            throw;
        }
    }

    private void Write(in LedgerWrite write, PipelineState state)
    {
        switch (write.Kind)
        {
            case WriteKind.AddItem:
                _items.Add((Item)write.Subject!, write.Text!, write.Fate, state);
                break;
            case WriteKind.MoveCursor:
                state.Cursor = write.Text;
                break;
            case WriteKind.SaveDelivery:
                _deliveries.Save(_items.Find(write.ItemId), (DeliveryMemory)write.Subject!);
                break;
            case WriteKind.EndDelivery:
                _deliveries.End(_items.Find(write.ItemId), write, _time.GetUtcNow(), state);
                break;
            case WriteKind.AddFailure:
                _attempts.Add(_items.Find(write.ItemId), (FailureNote)write.Subject!, state);
                break;
            case WriteKind.EndItem:
                _items.SetFate(write.ItemId, write.Fate, state);
                break;
            case WriteKind.LeaveItem:
                _items.Leave(write.ItemId, state);
                break;
        }
    }
}
