using TgPlatform.Contracts;
using TgPlatform.Runtime.Ledgers.Sqlite;

namespace TgPlatform.Runtime.Ledgers.Storage;

/// <summary>Reads items that have not ended, in groups as they were found.</summary>
internal sealed class PendingItems : IDisposable
{
    private readonly SqliteFile _file;
    private readonly ItemRows _items;
    private readonly DeliveryRows _deliveries;
    private readonly AttemptRows _attempts;

    public PendingItems(string path, long pipeline)
    {
        _file = LedgerFile.OpenForReading(path);
        _items = new(_file, pipeline, ItemSelection.Pending);
        _deliveries = new(_file);
        _attempts = new(_file);
    }

    /// <summary>Reads those from one place up to another.</summary>
    public IEnumerable<PendingGroup> Read(long from, long to)
    {
        var members = new List<Item>();
        var deliveries = new List<DeliveryMemory>();
        var attempts = new List<CountedAttempts>();
        var groupId = "";
        foreach (var stored in _items.Read(from, to))
        {
            if (members.Count > 0 && stored.GroupId != groupId)
            {
                yield return new(new(groupId, members), deliveries) { Attempts = attempts };
                (members, deliveries, attempts) = ([], [], []);
            }

            groupId = stored.GroupId;
            members.Add(stored.Item);
            deliveries.AddRange(_deliveries.ReadCurrent(stored.Row, stored.Item.Id));
            _attempts.Count(stored.Row, stored.Item.Id, attempts);
        }

        if (members.Count > 0)
            yield return new(new(groupId, members), deliveries) { Attempts = attempts };
    }

    public void Dispose()
    {
        _items.Dispose();
        _deliveries.Dispose();
        _attempts.Dispose();
        _file.Dispose();
    }
}
