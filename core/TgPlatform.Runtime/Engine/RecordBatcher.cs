using TgPlatform.Contracts;
using TgPlatform.Runtime.Events;

namespace TgPlatform.Runtime.Engine;

/// <summary>
/// Collects records for one record sink, per type, and writes a batch when it is full, heavy, or old. Batches of one sink are written one
/// after another, in order; adding waits while a batch is being written, and so holds the pipeline back.
/// </summary>
internal sealed class RecordBatcher(IRecordSink sink, BatchSettings settings, EngineSettings engine, string sourceName, TimeProvider time) : IAsyncDisposable
{
    private readonly SemaphoreSlim _one = new(1, 1);
    private readonly SinkCalls _calls = new(time);
    private readonly HashSet<(string Type, string Key, string? Version)> _stored = [];
    private LateBatch? _late;
    private readonly Dictionary<string, Batch> _batches = [];

    private sealed class Batch
    {
        public List<(Record Record, Action<Exception?> Written)> Entries { get; } = [];

        public long Bytes { get; set; }

        public ITimer? Age { get; set; }
    }

    /// <summary>Adds an item's record; <paramref name="written"/> is called when it is safe, or with what prevented that.</summary>
    public async ValueTask AddAsync(Item item, Action<Exception?> written, CancellationToken cancellationToken)
    {
        var type = item.RecordType ?? sourceName;
        await _one.WaitAsync(cancellationToken);
        try
        {
            if (!_batches.TryGetValue(type, out var batch))
                _batches[type] = batch = new();
            if (batch.Entries.Count == 0)
                batch.Age = time.CreateTimer(_ => _ = FlushAsync(type), null, settings.Age, Timeout.InfiniteTimeSpan);
            batch.Entries.Add((new(type, item.Id, item), written));
            batch.Bytes += item.Fields.Sum(static field => field.Key.Length + field.Value.ToString().Length);
            if (batch.Entries.Count >= settings.Items || batch.Bytes >= settings.Bytes.Bytes)
                await WriteAsync(type, batch, cancellationToken);
        }
        finally
        {
            _one.Release();
        }
    }

    /// <summary>Writes everything collected.</summary>
    public async Task FlushAllAsync()
    {
        foreach (var type in _batches.Keys.ToList())
            await FlushAsync(type);
    }

    public async ValueTask DisposeAsync()
    {
        foreach (var batch in _batches.Values)
            batch.Age?.Dispose();
        await sink.DisposeAsync();
    }

    private async Task FlushAsync(string type)
    {
        await _one.WaitAsync();
        try
        {
            if (_batches.TryGetValue(type, out var batch) && batch.Entries.Count > 0)
                await WriteAsync(type, batch, CancellationToken.None);
        }
        finally
        {
            _one.Release();
        }
    }

    private async Task WriteAsync(string type, Batch batch, CancellationToken cancellationToken)
    {
        batch.Age?.Dispose();
        var entries = batch.Entries.ToArray();
        batch.Entries.Clear();
        var bytes = batch.Bytes;
        batch.Bytes = 0;
        Exception? whole = null;
        IReadOnlyDictionary<int, Exception>? some = null;
        try
        {
            entries = TakeFree(type, entries);
            if (entries.Length > 0)
                await WriteAsync(type, Array.ConvertAll(entries, static entry => entry.Record), bytes, cancellationToken);
        }
        catch (BatchException failure)
        {
            some = failure.Failures;
        }
        catch (Exception failure)
        {
            whole = failure;
        }

        for (var index = 0; index < entries.Length; index++)
            entries[index].Written(whole ?? some?.GetValueOrDefault(index));
    }

    /// <summary>Sees that the sink is free, and sorts out what an earlier batch, that was left alone, has stored after all.</summary>
    private (Record Record, Action<Exception?> Written)[] TakeFree(string type, (Record Record, Action<Exception?> Written)[] entries)
    {
        if (_late is { HasEnded: false })
            throw new FailureException(FailureKind.Transient, "the sink is still at work on a batch that it has not ended in time") { RetryAfter = engine.WriteTimeout };
        if (_late is not null)
            _stored.UnionWith(_late.Stored());
        _late = null;
        if (_stored.Count == 0)
            return entries;
        return Array.FindAll(entries, entry =>
        {
            var isStored = _stored.Remove((type, entry.Record.Key, entry.Record.Item.Version));
            if (isStored)
                entry.Written(null);
            return !isStored;
        });
    }

    private async ValueTask WriteAsync(string type, Record[] records, long bytes, CancellationToken abort)
    {
        try
        {
            await _calls.RunAsync(
                static (one, ending) => one.Sink.WriteBatchAsync(one.Type, one.Records, ending), (Sink: sink, Type: type, Records: records), Limit.OfSink(engine, bytes), "the sink did not write the batch", abort);
        }
        catch (LateCallException late)
        {
            _late = new(late.Call, type, records);
            throw;
        }
    }
}
