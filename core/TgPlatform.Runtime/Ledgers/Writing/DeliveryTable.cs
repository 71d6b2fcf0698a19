using TgPlatform.Contracts;
using TgPlatform.Runtime.Ledgers.Sqlite;
using TgPlatform.Runtime.Ledgers.Storage;

namespace TgPlatform.Runtime.Ledgers.Writing;

/// <summary>The rows of deliveries: how far they are, and the receipts of those that have ended.</summary>
internal sealed class DeliveryTable : IDisposable
{
    private readonly BlobWriter _blob = new();
    private readonly SqliteStatement _find;
    private readonly SqliteStatement _save;
    private readonly SqliteStatement _end;

    public DeliveryTable(SqliteFile file)
    {
        _find = file.Prepare("SELECT memory, receipt FROM deliveries WHERE item = ?1 AND sink = ?2");
        _save = file.Prepare("INSERT INTO deliveries(item, sink, memory) VALUES(?1, ?2, ?3) ON CONFLICT DO UPDATE SET memory = excluded.memory");
        _end = file.Prepare(
            "INSERT INTO deliveries(item, sink, receipt, digest) VALUES(?1, ?2, ?3, ?4) ON CONFLICT DO UPDATE SET memory = NULL, receipt = excluded.receipt, digest = excluded.digest");
    }

    public void Save(in ItemRow item, DeliveryMemory memory)
        => _save.Bind(1, item.Key).Bind(2, memory.Sink).BindBytes(3, DeliveryCodec.WriteMemory(_blob, memory, item.Round, (ulong)item.Key)).Run();

    /// <summary>Asks once more for what was committed under a name.</summary>
    /// <returns>False when the receipt says another name, or there is none; true also when it was asked for before.</returns>
    public bool AskAgain(in ItemRow item, string itemId, string sink, string name)
    {
        string? wanted = null;
        try
        {
            if (!_find.Bind(1, item.Key).Bind(2, sink).Step() || _find.IsNull(1))
                return false;
            var end = DeliveryCodec.ReadEnd(_find.Bytes(1), itemId, sink, (ulong)item.Key);
            // A record has no name to be found under: it goes by its key, the item's id.
            if ((end.Receipt?.Name ?? (end.WantedName.Length == 0 ? itemId : null)) != name)
                return false;
            if (_find.IsNull(0) || DeliveryCodec.ReadMemory(_find.Bytes(0), itemId, sink, (ulong)item.Key).Round != item.Round)
                wanted = end.WantedName;
        }
        finally
        {
            _find.Reset();
        }

        if (wanted is not null)
            Save(item, new() { ItemId = itemId, Sink = sink, Name = wanted, Replaces = name });
        return true;
    }

    public void End(in ItemRow item, in LedgerWrite write, DateTimeOffset at, PipelineState state)
    {
        var (sink, receipt) = (write.Text!, (Receipt?)write.Subject);
        var wanted = Replace(item, write.ItemId, sink, state) ?? receipt?.Name ?? "";
        var end = new DeliveryEnd(item.Round, at, wanted, receipt, write.Seal) { IsRecord = write.IsRecord };
        _end.Bind(1, item.Key).Bind(2, sink).BindBytes(3, DeliveryCodec.WriteEnd(_blob, end, (ulong)item.Key)).BindBytes(4, write.Content is { } content ? content.Bytes.Span : []).Run();
        if (end.IsStored)
            state.CountReceipt(sink, write.Seal?.Length ?? 0, 1);
    }

    public void Dispose()
    {
        _find.Dispose();
        _save.Dispose();
        _end.Dispose();
    }

    // Takes what was there off the counts, and gives the name the delivery was begun with.
    private string? Replace(in ItemRow item, string itemId, string sink, PipelineState state)
    {
        try
        {
            if (!_find.Bind(1, item.Key).Bind(2, sink).Step())
                return null;
            if (!_find.IsNull(1) && DeliveryCodec.ReadEnd(_find.Bytes(1), itemId, sink, (ulong)item.Key) is { IsStored: true } earlier)
                state.CountReceipt(sink, earlier.Seal?.Length ?? 0, -1);
            return _find.IsNull(0) ? null : DeliveryCodec.ReadMemory(_find.Bytes(0), itemId, sink, (ulong)item.Key).Memory.Name;
        }
        finally
        {
            _find.Reset();
        }
    }
}
