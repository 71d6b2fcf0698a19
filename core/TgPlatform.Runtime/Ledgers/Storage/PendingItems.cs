using TgPlatform.Contracts;
using TgPlatform.Runtime.Ledgers.Sqlite;

namespace TgPlatform.Runtime.Ledgers.Storage;

/// <summary>Reads the items an earlier run did not end, in groups as they were found.</summary>
internal sealed class PendingItems : IDisposable
{
    private readonly SqliteFile _file;
    private readonly ItemRows _items;
    private readonly DeliveryRows _deliveries;

    public PendingItems(string path, long pipeline, long endPlace)
    {
        _file = LedgerFile.OpenForReading(path);
        _items = new(_file, pipeline, ItemSelection.Pending, endPlace);
        _deliveries = new(_file);
    }

    public IEnumerable<PendingGroup> Read()
    {
        var members = new List<Item>();
        var deliveries = new List<DeliveryMemory>();
        var groupId = "";
        foreach (var stored in _items.Read())
        {
            if (members.Count > 0 && stored.GroupId != groupId)
            {
                yield return new(new(groupId, members), deliveries);
                (members, deliveries) = ([], []);
            }

            groupId = stored.GroupId;
            members.Add(stored.Item);
            deliveries.AddRange(_deliveries.ReadCurrent(stored.Row, stored.Item.Id));
        }

        if (members.Count > 0)
            yield return new(new(groupId, members), deliveries);
    }

    public void Dispose()
    {
        _items.Dispose();
        _deliveries.Dispose();
        _file.Dispose();
    }
}
