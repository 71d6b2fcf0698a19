using TgPlatform.Contracts;
using TgPlatform.Runtime.Ledgers.Sqlite;

namespace TgPlatform.Runtime.Ledgers.Storage;

/// <summary>Reads the items an earlier run did not end, in groups as they were found.</summary>
internal sealed class PendingItems : IDisposable
{
    // A few at a time, each in a short read of its own: a long one would keep the log from being folded back into the file.
    private const int AtATime = 256;

    private readonly string _path;
    private readonly SqliteFile _file;
    private readonly SqliteStatement _list;
    private readonly DeliveryRows _deliveries;

    public PendingItems(string path, long pipeline, long endPlace)
    {
        _path = path;
        _file = LedgerFile.OpenForReading(path);
        _deliveries = new(_file);
        _list = _file.Prepare(
            $"SELECT {ItemRow.Columns}, id, place, body FROM items WHERE fate = 0 AND pipeline = ?1 AND place >= ?2 AND place < ?3 ORDER BY place LIMIT {AtATime}");
        _list.Bind(1, pipeline).Bind(3, endPlace);
    }

    public IEnumerable<PendingGroup> Read()
    {
        var members = new List<Item>();
        var deliveries = new List<DeliveryMemory>();
        var groupId = "";
        foreach (var (item, itemGroup, row) in ReadItems())
        {
            if (members.Count > 0 && itemGroup != groupId)
            {
                yield return new(new(groupId, members), deliveries);
                (members, deliveries) = ([], []);
            }

            groupId = itemGroup;
            members.Add(item);
            deliveries.AddRange(_deliveries.ReadCurrent(row, item.Id));
        }

        if (members.Count > 0)
            yield return new(new(groupId, members), deliveries);
    }

    public void Dispose()
    {
        _list.Dispose();
        _deliveries.Dispose();
        _file.Dispose();
    }

    private IEnumerable<(Item Item, string GroupId, ItemRow Row)> ReadItems()
    {
        for (var next = 0L; ;)
        {
            var some = LedgerErrors.Guard(_path, () => ReadSome(ref next));
            foreach (var one in some)
                yield return one;
            if (some.Count < AtATime)
                yield break;
        }
    }

    private List<(Item Item, string GroupId, ItemRow Row)> ReadSome(ref long next)
    {
        var some = new List<(Item, string, ItemRow)>(AtATime);
        try
        {
            for (_list.Bind(2, next); _list.Step();)
            {
                var id = _list.Bytes(5);
                var row = ItemRow.Read(_list, id);
                var (item, groupId) = ItemCodec.Read(_list.Bytes(7), _list.Text(5)!, row.Version, ItemRow.Owner(id));
                some.Add((item, groupId, row));
                next = _list.Integer(6) + 1;
            }

            return some;
        }
        finally
        {
            _list.Reset();
        }
    }
}
