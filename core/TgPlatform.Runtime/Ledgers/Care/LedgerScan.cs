using System.Text;
using TgPlatform.Contracts;
using TgPlatform.Runtime.Ledgers.Sqlite;
using TgPlatform.Runtime.Ledgers.Storage;

namespace TgPlatform.Runtime.Ledgers.Care;

/// <summary>Reads a ledger from end to end and goes on behind whatever cannot be read; only what its sum proves comes out.</summary>
internal sealed class LedgerScan : IDisposable
{
    // Rows behind a damaged place are found by trying key after key; without any idea of the last one, so many are tried.
    private const long MostKeysTried = 1_000_000;

    private readonly SqliteStatement _items;
    private readonly SqliteStatement _deliveries;
    private readonly SqliteStatement _attempts;
    private readonly Dictionary<long, ScannedPipeline> _pipelines = [];
    private readonly long _lastKey;
    private long _nextKey;
    private bool _inDamage;
    private string? _lastId;
    private bool _allPipelinesKnown;

    public LedgerScan(SqliteFile file)
    {
        _items = file.Prepare("SELECT key, pipeline, id, fate, round, version, place, sum, body FROM items WHERE key >= ?1 ORDER BY key");
        _deliveries = file.Prepare("SELECT sink, memory, receipt FROM deliveries WHERE item = ?1");
        _attempts = file.Prepare("SELECT body FROM attempts WHERE item = ?1 ORDER BY key");
        ReadPipelines(file);
        _lastKey = LastKey(file);
    }

    public List<string> Problems { get; } = [];

    public IReadOnlyCollection<ScannedPipeline> Pipelines => _pipelines.Values;

    /// <summary>How many items that were there did not come out; null when what tells how many there were is lost too. After reading all.</summary>
    public long? Lost => _allPipelinesKnown && Pipelines.All(static pipeline => pipeline.Stored is not null)
        ? Pipelines.Sum(static pipeline => Math.Max(0, pipeline.Stored!.Counts.Found - pipeline.Counted.Counts.Found))
        : null;

    /// <summary>Every item that can be read.</summary>
    public IEnumerable<ScannedItem> Items()
    {
        try
        {
            for (_items.Bind(1, 0); ReadNext() is { } item;)
            {
                ReadRows(item);
                yield return item;
            }
        }
        finally
        {
            _items.Reset();
        }
    }

    /// <summary>Counts an item in its pipeline.</summary>
    public void Take(ScannedItem item)
    {
        // A pipeline whose name is lost still has its items; a run under the right name cannot find them, but an export shows them.
        if (!_pipelines.TryGetValue(item.Pipeline, out var pipeline))
            _pipelines[item.Pipeline] = pipeline = new(item.Pipeline, $"recovered-{item.Pipeline}", null);
        pipeline.Take(item);
    }

    public void Dispose()
    {
        _items.Dispose();
        _deliveries.Dispose();
        _attempts.Dispose();
    }

    private ScannedItem? ReadNext()
    {
        while (true)
        {
            try
            {
                if (!_items.Step())
                    return null;
                _inDamage = false;
                _nextKey = _items.Integer(0) + 1;
                if (ReadItem() is { } item)
                    return item;
            }
            catch (SqliteFailure failure) when (failure.IsDamage)
            {
                if (!_inDamage)
                    Problems.Add($"a stretch of items {(_lastId is null ? "at the beginning" : $"behind '{_lastId}'")} cannot be read: {failure.Message}");
                _inDamage = true;
                if (++_nextKey > _lastKey)
                    return null;
                _items.Reset();
                _items.Bind(1, _nextKey);
            }
        }
    }

    private ScannedItem? ReadItem()
    {
        var item = new ScannedItem(
            _items.Integer(0), _items.Integer(1), _items.Bytes(2).ToArray(), _items.Integer(3), _items.Integer(4),
            _items.IsNull(5) ? null : _items.Bytes(5).ToArray(), _items.Integer(6), _items.Integer(7), _items.Bytes(8).ToArray());
        var id = _lastId = Encoding.UTF8.GetString(item.Id);
        return Proven($"item '{id}'", () =>
        {
            if (item.Sum != ItemRow.Sum(item.Id, item.Version, item.Version is not null, item.Fate, item.Round))
                throw new DamagedRowException($"item '{id}'");
            ItemCodec.Read(item.Body, id, null, ItemRow.Owner(item.Id));
        })
            ? item
            : null;
    }

    private void ReadRows(ScannedItem item)
    {
        var (id, owner) = (Encoding.UTF8.GetString(item.Id), (ulong)item.Key);
        Proven($"deliveries of item '{id}'", () =>
        {
            for (_deliveries.Bind(1, item.Key); _deliveries.Step();)
            {
                var (sink, memory, receipt) = (_deliveries.Text(0)!, Blob(_deliveries, 1), Blob(_deliveries, 2));
                if (memory is not null)
                    DeliveryCodec.ReadMemory(memory, id, sink, owner);
                var ended = receipt is null ? default(DeliveryEnd?) : DeliveryCodec.ReadEnd(receipt, id, sink, owner);
                if (ended is { IsStored: true })
                    item.Committed.Add((sink, ended.Value.Seal?.Length ?? 0));
                item.Deliveries.Add((sink, memory, receipt, ended?.Seal?.Digests.FirstOrDefault(static one => one.Algorithm == DigestAlgorithm.Sha256)));
            }
        });
        _deliveries.Reset();
        Proven($"attempts of item '{id}'", () =>
        {
            for (_attempts.Bind(1, item.Key); _attempts.Step();)
            {
                FailureCodec.Read(_attempts.Bytes(0), id, owner);
                item.Attempts.Add(_attempts.Bytes(0).ToArray());
            }
        });
        _attempts.Reset();
    }

    private void ReadPipelines(SqliteFile file)
    {
        using var list = file.Prepare("SELECT key, name, state FROM pipelines");
        _allPipelinesKnown = Proven("the list of pipelines", () =>
        {
            while (list.Step())
            {
                var (key, name, state) = (list.Integer(0), list.Text(1)!, (PipelineState?)null);
                Proven($"the state of pipeline '{name}'", () => state = PipelineState.Read(list.Bytes(2), name, (ulong)key));
                _pipelines[key] = new(key, name, state);
            }
        });
        if (_allPipelinesKnown)
            return;

        // In this order SQLite reads the index of the names, which may be whole where the table is not.
        using var names = file.Prepare("SELECT key, name FROM pipelines ORDER BY name");
        Proven("the names of pipelines", () =>
        {
            while (names.Step())
                _pipelines.TryAdd(names.Integer(0), new(names.Integer(0), names.Text(1)!, null));
        });
    }

    private long LastKey(SqliteFile file)
    {
        var last = _pipelines.Values.Sum(static pipeline => pipeline.Stored?.NextPlace ?? 0);
        Proven("the last item", () => last = Math.Max(last, file.ReadInteger("SELECT max(key) FROM items")));
        return last > 0 ? last : MostKeysTried;
    }

    private bool Proven(string what, Action read)
    {
        try
        {
            read();
            return true;
        }
        catch (SqliteFailure failure) when (failure.IsDamage)
        {
            Problems.Add($"{what}: cannot be read ({failure.Message})");
        }
        catch (DamagedRowException damage)
        {
            Problems.Add(damage.Message);
        }

        return false;
    }

    private static byte[]? Blob(SqliteStatement row, int column) => row.IsNull(column) ? null : row.Bytes(column).ToArray();
}
