using TgPlatform.Runtime.Ledgers.Sqlite;

namespace TgPlatform.Runtime.Ledgers.Storage;

/// <summary>Reads what is known of an item's deliveries.</summary>
internal sealed class DeliveryRows(SqliteFile file) : IDisposable
{
    private readonly SqliteStatement _list = file.Prepare("SELECT sink, memory, receipt FROM deliveries WHERE item = ?1 ORDER BY sink");

    /// <summary>Deliveries that concern the item's content as it is now; those of earlier rounds are left out.</summary>
    public List<DeliveryMemory> ReadCurrent(in ItemRow item, string itemId)
    {
        var found = new List<DeliveryMemory>();
        try
        {
            for (_list.Bind(1, item.Key); _list.Step();)
            {
                var sink = _list.Text(0)!;
                var begun = Begun(item, itemId, sink);

                // The receipt of what was asked for once more stays until it is replaced.
                if ((begun is { Replaces: not null } ? begun : Ended(item, itemId, sink) ?? begun) is { } current)
                    found.Add(current);
            }

            return found;
        }
        finally
        {
            _list.Reset();
        }
    }

    /// <summary>How deliveries ended, also those of earlier rounds: their content is still there.</summary>
    public List<(string Sink, DeliveryEnd End)> ReadEnds(long item, string itemId)
    {
        var found = new List<(string, DeliveryEnd)>();
        try
        {
            for (_list.Bind(1, item); _list.Step();)
            {
                if (!_list.IsNull(2))
                    found.Add((_list.Text(0)!, DeliveryCodec.ReadEnd(_list.Bytes(2), itemId, _list.Text(0)!, (ulong)item)));
            }

            return found;
        }
        finally
        {
            _list.Reset();
        }
    }

    public void Dispose() => _list.Dispose();

    private DeliveryMemory? Begun(in ItemRow item, string itemId, string sink)
    {
        if (_list.IsNull(1))
            return null;
        var (memory, round) = DeliveryCodec.ReadMemory(_list.Bytes(1), itemId, sink, (ulong)item.Key);
        return round == item.Round ? memory : null;
    }

    private DeliveryMemory? Ended(in ItemRow item, string itemId, string sink)
    {
        if (_list.IsNull(2))
            return null;
        var end = DeliveryCodec.ReadEnd(_list.Bytes(2), itemId, sink, (ulong)item.Key);
        if (end.Round != item.Round)
            return null;
        return new() { ItemId = itemId, Sink = sink, Name = end.WantedName, Length = end.Seal?.Length, Ended = true };
    }
}
