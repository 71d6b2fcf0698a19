using System.Text;
using TgPlatform.Contracts;
using TgPlatform.Runtime.Ledgers.Sqlite;
using TgPlatform.Runtime.Ledgers.Storage;

namespace TgPlatform.Runtime.Ledgers.Writing;

/// <summary>The rows of one pipeline's items.</summary>
internal sealed class ItemTable : IDisposable
{
    private const int MostOnTheWay = 4096;

    private readonly BlobWriter _blob = new();
    private readonly SqliteFile _file;
    private readonly byte[] _id = new byte[4096];

    // What is on its way is named four times: added, begun, delivered, ended.
    private readonly Dictionary<string, ItemRow> _onTheWay = new(StringComparer.Ordinal);
    private readonly SqliteStatement _find;
    private readonly SqliteStatement _add;
    private readonly SqliteStatement _replace;
    private readonly SqliteStatement _setFate;
    private readonly SqliteStatement _setPlace;

    public ItemTable(SqliteFile file, long pipeline)
    {
        _file = file;
        _find = file.Prepare($"SELECT {ItemRow.Columns} FROM items WHERE pipeline = ?1 AND id = ?2").Bind(1, pipeline);
        _add = file.Prepare("INSERT INTO items(pipeline, id, fate, round, version, place, sum, body) VALUES(?1, ?2, ?3, 0, ?4, ?5, ?6, ?7)").Bind(1, pipeline);
        _replace = file.Prepare("UPDATE items SET fate = ?2, round = ?3, version = ?4, place = ?5, sum = ?6, body = ?7 WHERE key = ?1");
        _setFate = file.Prepare("UPDATE items SET fate = ?2, sum = ?3 WHERE key = ?1");
        _setPlace = file.Prepare("UPDATE items SET place = ?2 WHERE key = ?1");
    }

    /// <summary>Adds an item, or begins a known one anew.</summary>
    public void Add(Item item, string groupId, ItemFate fate, PipelineState state)
    {
        var id = Encode(item.Id);
        var body = ItemCodec.Write(_blob, item, groupId, ItemRow.Owner(id));
        var version = item.Version is null ? [] : Encoding.UTF8.GetBytes(item.Version);
        if (Lookup(id) is { } known)
        {
            var round = known.Round + (BeginsAnew(known, item, fate) ? 1 : 0);
            _replace.Bind(1, known.Key).Bind(2, (int)fate).Bind(3, round).Bind(4, item.Version).Bind(5, state.NextPlace);
            _replace.Bind(6, ItemRow.Sum(id, version, item.Version is not null, (int)fate, round)).BindBytes(7, body).Run();
            _onTheWay.Remove(item.Id);
            state.Count(known.Fate, -1);
        }
        else
        {
            _add.BindText(2, id).Bind(3, (int)fate).Bind(4, item.Version).Bind(5, state.NextPlace);
            _add.Bind(6, ItemRow.Sum(id, version, item.Version is not null, (int)fate, 0)).BindBytes(7, body).Run();
            if (fate == ItemFate.Pending)
                Remember(item.Id, new(_file.LastKey, fate, 0, item.Version));
        }

        state.NextPlace++;
        state.Count(fate, 1);
    }

    /// <summary>A known item.</summary>
    /// <exception cref="InvalidOperationException">It was never added.</exception>
    public ItemRow Find(string itemId)
    {
        if (_onTheWay.TryGetValue(itemId, out var row))
            return row;
        row = Lookup(Encode(itemId)) ?? throw new InvalidOperationException($"Item '{itemId}' was not added to the ledger.");
        if (row.Fate == ItemFate.Pending)
            Remember(itemId, row);
        return row;
    }

    public void SetFate(string itemId, ItemFate fate, PipelineState state)
    {
        var known = Find(itemId);
        var version = known.Version is null ? [] : Encoding.UTF8.GetBytes(known.Version);
        _setFate.Bind(1, known.Key).Bind(2, (int)fate).Bind(3, ItemRow.Sum(Encode(itemId), version, known.Version is not null, (int)fate, known.Round)).Run();
        _onTheWay.Remove(itemId);
        state.Count(known.Fate, -1);
        state.Count(fate, 1);
    }

    /// <summary>Puts an item down: it is read again from there.</summary>
    public void Leave(string itemId, PipelineState state)
    {
        _setPlace.Bind(1, Find(itemId).Key).Bind(2, LeftPlaces.At(state.NextPlace++)).Run();
        _onTheWay.Remove(itemId);
    }

    /// <summary>The file is no longer what it was thought to be: a transaction was undone.</summary>
    public void Forget() => _onTheWay.Clear();

    public void Dispose()
    {
        _find.Dispose();
        _add.Dispose();
        _replace.Dispose();
        _setFate.Dispose();
        _setPlace.Dispose();
    }

    private void Remember(string itemId, in ItemRow row)
    {
        if (_onTheWay.Count == MostOnTheWay)
            _onTheWay.Clear();
        _onTheWay[itemId] = row;
    }

    // Deliveries of earlier rounds no longer count: other content, or content that is wanted once more.
    private static bool BeginsAnew(in ItemRow known, Item item, ItemFate fate)
        => fate == ItemFate.Pending && (known.Version != item.Version || known.Fate is ItemFate.Done or ItemFate.Skipped or ItemFate.Filtered);

    private ItemRow? Lookup(ReadOnlySpan<byte> id)
    {
        try
        {
            return _find.BindText(2, id).Step() ? ItemRow.Read(_find, id) : null;
        }
        finally
        {
            _find.Reset();
        }
    }

    private ReadOnlySpan<byte> Encode(string itemId) => _id.AsSpan(0, Encoding.UTF8.GetBytes(itemId, _id));
}
