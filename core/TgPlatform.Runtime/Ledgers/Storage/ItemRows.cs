using TgPlatform.Contracts;
using TgPlatform.Runtime.Ledgers.Sqlite;

namespace TgPlatform.Runtime.Ledgers.Storage;

/// <summary>An item as it is kept.</summary>
internal readonly record struct StoredItem(ItemRow Row, Item Item, string GroupId);

/// <summary>Which items to read.</summary>
internal enum ItemSelection
{
    /// <summary>Those not ended, in the order of finding.</summary>
    Pending,

    /// <summary>Dead letters, in the order of finding.</summary>
    Dead,

    /// <summary>All, in the order of first finding.</summary>
    All,
}

/// <summary>Reads the items of a pipeline.</summary>
internal sealed class ItemRows : IDisposable
{
    // A few at a time, each in a short read of its own: a long one would keep the log from being folded back into the file.
    private const int AtATime = 256;

    private readonly SqliteStatement _list;

    /// <param name="file">The file.</param>
    /// <param name="pipeline">The pipeline's key.</param>
    /// <param name="selection">Which items.</param>
    public ItemRows(SqliteFile file, long pipeline, ItemSelection selection)
    {
        // Conditions as in the partial indexes, literally.
        var (condition, order) = selection switch
        {
            ItemSelection.Pending => ("fate = 0 AND ", "place"),
            ItemSelection.Dead => ("fate = 4 AND ", "place"),
            _ => ("", "key"),
        };
        _list = file.Prepare(
            $"SELECT {ItemRow.Columns}, id, {order}, body FROM items WHERE {condition}pipeline = ?1 AND {order} >= ?2 AND place < ?3 ORDER BY {order} LIMIT {AtATime}");
        _list.Bind(1, pipeline);
    }

    /// <summary>Reads.</summary>
    /// <param name="from">Items in front of this place are left out.</param>
    /// <param name="to">And those from here on.</param>
    /// <exception cref="DamagedRowException">A row is not as it was written.</exception>
    public IEnumerable<StoredItem> Read(long from = long.MinValue, long to = long.MaxValue)
    {
        var some = new List<StoredItem>(AtATime);
        _list.Bind(3, to);
        for (var next = from; ;)
        {
            next = ReadSome(next, some);
            foreach (var item in some)
                yield return item;
            if (some.Count < AtATime)
                yield break;
        }
    }

    public void Dispose() => _list.Dispose();

    private long ReadSome(long from, List<StoredItem> some)
    {
        some.Clear();
        try
        {
            for (_list.Bind(2, from); _list.Step();)
            {
                var id = _list.Bytes(5);
                var row = ItemRow.Read(_list, id);
                var (item, groupId) = ItemCodec.Read(_list.Bytes(7), _list.Text(5)!, row.Version, ItemRow.Owner(id));
                some.Add(new(row, item, groupId));
                from = _list.Integer(6) + 1;
            }

            return from;
        }
        finally
        {
            _list.Reset();
        }
    }
}
