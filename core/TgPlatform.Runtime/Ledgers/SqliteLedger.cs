using System.Runtime.CompilerServices;
using TgPlatform.Contracts;
using TgPlatform.Runtime.Ledgers.Sqlite;
using TgPlatform.Runtime.Ledgers.Storage;
using TgPlatform.Runtime.Ledgers.Writing;

namespace TgPlatform.Runtime.Ledgers;

/// <summary>
/// The ledger of a pipeline in <c>.tgp/ledger.db</c> beside its file. What is committed survives the death of the process; a power loss may
/// take the last moments, and never leaves the file inconsistent.
/// </summary>
public sealed class SqliteLedger : ILedger
{
    private readonly string _path;
    private readonly LedgerLock _lock;
    private readonly SqliteFile _file;
    private readonly BatchWriter _writer;
    private readonly ItemFinder _finder;
    private readonly Lazy<ContentFinder> _contents;
    private readonly LogFolder _folder;
    private readonly QueuedFacts _facts;
    private readonly WriteQueue _queue = new();
    private readonly Thread _thread;
    private readonly PipelineState _left;
    private readonly long _endPlace;
    private readonly long _firstLeft;
    private long _nextLeft;
    private Exception? _unwritten;
    private bool _disposed;

    private SqliteLedger(string path, LedgerLock @lock, SqliteFile file, BatchWriter writer, TimeProvider time)
    {
        (_path, _lock, _file, _writer) = (path, @lock, file, writer);
        var left = _left = writer.Begin();
        Start = new(left.Cursor, left.Counts.Pending, left.StoppedCleanly);
        _endPlace = left.NextPlace;
        _firstLeft = _nextLeft = LeftPlaces.At(left.NextPlace);
        _facts = new(left.Counts);
        _finder = new(path, writer.Pipeline, time);
        _contents = new(() => new(path, writer.Pipeline));
        _folder = new(file, _finder);
        _thread = new(WriteAll) { IsBackground = true, Name = "ledger" };
        _thread.Start();
    }

    /// <inheritdoc/>
    public LedgerStart Start { get; }

    /// <inheritdoc/>
    public LedgerCounts Counts => _facts.Counts;

    /// <inheritdoc/>
    public UnfinishedWork ReadUnfinished() => Read(file => UnfinishedItems.Read(file, _writer.Pipeline, _left));

    /// <inheritdoc/>
    public void Watch(Func<int> underWay) => _writer.UnderWay = underWay;

    /// <summary>Opens the ledger of a pipeline for a run; makes it when there is none.</summary>
    /// <param name="pipelineFolder">The folder of the pipeline file.</param>
    /// <param name="pipeline">The pipeline's name.</param>
    /// <param name="time">The clock for receipts.</param>
    /// <exception cref="LedgerException">Another process runs the pipeline, or the file cannot be used.</exception>
    public static SqliteLedger Open(string pipelineFolder, string pipeline, TimeProvider time)
    {
        var path = LedgerFile.PathIn(pipelineFolder);
        var held = LedgerLock.Take(path, pipeline);
        SqliteFile? file = null;
        BatchWriter? writer = null;
        try
        {
            file = LedgerFile.OpenForWriting(path);
            return LedgerErrors.Guard(path, () => new SqliteLedger(path, held, file, writer = new(file, pipeline, time), time));
        }
        catch
        {
            writer?.Dispose();
            file?.Dispose();
            held.Dispose();
            throw;
        }
    }

    /// <inheritdoc/>
    public async IAsyncEnumerable<PendingGroup> ReadPendingAsync([EnumeratorCancellation] CancellationToken cancellationToken)
    {
        await FlushAsync(cancellationToken);
        using var pending = new PendingItems(_path, _writer.Pipeline);
        foreach (var group in LedgerErrors.GuardEach(_path, pending.Read(long.MinValue, _firstLeft).Concat(pending.Read(0, _endPlace))))
        {
            cancellationToken.ThrowIfCancellationRequested();
            yield return group;
        }
    }

    /// <inheritdoc/>
    public async IAsyncEnumerable<PendingGroup> ReadLeftAsync([EnumeratorCancellation] CancellationToken cancellationToken)
    {
        await FlushAsync(cancellationToken);
        var (from, to) = (_nextLeft, _writer.NextLeftPlace);
        _nextLeft = to;
        using var pending = new PendingItems(_path, _writer.Pipeline);
        foreach (var group in LedgerErrors.GuardEach(_path, pending.Read(from, to)))
        {
            cancellationToken.ThrowIfCancellationRequested();
            yield return group;
        }
    }

    /// <inheritdoc/>
    public KnownItem? Find(string itemId) => _facts.Find(itemId) ?? _finder.Find(itemId);

    /// <inheritdoc/>
    public void AddGroup(ItemGroup group, IReadOnlyList<ItemFate> fates)
    {
        ArgumentNullException.ThrowIfNull(group);
        ArgumentNullException.ThrowIfNull(fates);
        ArgumentOutOfRangeException.ThrowIfNotEqual(fates.Count, group.Items.Count);
        var writes = new LedgerWrite[fates.Count + (group.Cursor is null ? 0 : 1)];
        for (var index = 0; index < fates.Count; index++)
        {
            var item = group.Items[index];
            writes[index] = LedgerWrite.AddItem(item, group.Id, Find(item.Id)?.Fate, fates[index]);
            _facts.Said(writes[index], item.Version);
        }

        if (group.Cursor is { } cursor)
            writes[^1] = LedgerWrite.MoveCursor(cursor);
        _queue.Add(writes);
    }

    /// <inheritdoc/>
    public void SaveCursor(string cursor) => _queue.Add([LedgerWrite.MoveCursor(cursor)]);

    /// <inheritdoc/>
    public void SaveDelivery(DeliveryMemory memory)
    {
        ArgumentNullException.ThrowIfNull(memory);
        _queue.Add([LedgerWrite.SaveDelivery(memory)]);
    }

    /// <inheritdoc/>
    public ValueTask SaveDeliverySafelyAsync(DeliveryMemory memory, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(memory);
        return new(_queue.AddSafely([LedgerWrite.SaveDelivery(memory)]).WaitAsync(cancellationToken));
    }

    /// <inheritdoc/>
    public void EndDelivery(string itemId, string sink, Receipt? receipt, ContentSeal? seal)
    {
        var write = LedgerWrite.EndDelivery(itemId, sink, receipt, seal);
        _facts.SaidContent(write);
        _queue.Add([write]);
    }

    /// <inheritdoc/>
    public void EndAtOnce(string itemId, string sink, string name, Receipt? receipt, ContentSeal? seal)
    {
        var write = LedgerWrite.EndDelivery(itemId, sink, receipt, seal);
        _facts.SaidContent(write);
        _queue.Add([LedgerWrite.SaveDelivery(new() { ItemId = itemId, Sink = sink, Name = name }), write]);
    }

    /// <inheritdoc/>
    public void EndRecord(string itemId, string sink) => _queue.Add([LedgerWrite.EndRecord(itemId, sink)]);

    /// <inheritdoc/>
    public CommittedName? FindContent(string sink, Digest digest)
    {
        ArgumentNullException.ThrowIfNull(digest);
        return _facts.FindContent(sink, digest) ?? _contents.Value.Find(sink, digest);
    }

    /// <inheritdoc/>
    public IReadOnlyList<SizeTally> ReadSizes() => Read(file => SizeHistory.Read(file, _writer.Pipeline));

    /// <inheritdoc/>
    public void AddFailure(FailureNote failure)
    {
        ArgumentNullException.ThrowIfNull(failure);
        _queue.Add([LedgerWrite.AddFailure(failure)]);
    }

    /// <inheritdoc/>
    public void EndItem(string itemId, ItemFate fate)
    {
        var known = Find(itemId) ?? throw new InvalidOperationException($"Item '{itemId}' was not added to the ledger.");
        var write = LedgerWrite.EndItem(itemId, known.Fate, fate);
        _facts.Said(write, known.Version);
        _queue.Add([write]);
    }

    /// <inheritdoc/>
    public void Leave(string itemId)
    {
        var write = LedgerWrite.LeaveItem(itemId);
        _facts.Said(write, Find(itemId)?.Version);
        _queue.Add([write]);
    }

    /// <inheritdoc/>
    public ValueTask FlushAsync(CancellationToken cancellationToken) => new(_queue.AddSafely([]).WaitAsync(cancellationToken));

    /// <summary>Writes what is queued and marks the run as stopped cleanly.</summary>
    /// <exception cref="LedgerException">Not everything that was said could be written.</exception>
    public async ValueTask DisposeAsync()
    {
        if (_disposed)
            return;
        _disposed = true;
        _queue.Close();
        await Task.Run(_thread.Join);
        _folder.Dispose();
        _finder.Dispose();
        if (_contents.IsValueCreated)
            _contents.Value.Dispose();
        _writer.Dispose();
        _file.Dispose();
        _lock.Dispose();
        if (_unwritten is not null)
            throw _unwritten;
    }

    private T Read<T>(Func<SqliteFile, T> read) => LedgerErrors.Guard(_path, () =>
    {
        using var file = LedgerFile.OpenForReading(_path);
        return read(file);
    });

    private void WriteAll()
    {
        Exception? foldProblem = null;
        while (_queue.Take() is { } batch)
        {
            if ((foldProblem ?? Try(() => Write(batch))) is { } problem)
            {
                _queue.Failed(batch, problem, canBeCured: problem is LedgerException { CanBeCured: true });
                continue;
            }

            _queue.Done(batch);
            foldProblem = Try(_folder.AfterCommit);
        }

        _unwritten = _queue.Problem ?? Try(_writer.End);
    }

    private void Write(WriteBatch batch)
    {
        if (batch.Writes.Count == 0)
            return;
        var counts = _writer.Commit(batch.Writes);
        _finder.Refresh();
        _facts.Written(batch.Writes, counts);
    }

    // Whatever it is, it must reach those who wait for the batch.
    private Exception? Try(Action action)
    {
        try
        {
            action();
            return null;
        }
        catch (Exception problem)
        {
            return LedgerErrors.Translate(_path, problem) ?? problem;
        }
    }
}
