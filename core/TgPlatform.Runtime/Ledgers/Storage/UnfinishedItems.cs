using TgPlatform.Runtime.Ledgers.Sqlite;

namespace TgPlatform.Runtime.Ledgers.Storage;

/// <summary>
/// How much is kept of the items that have not ended, and how many of them have failed. Looks at what was begun or has failed, however many items
/// there are: a start must not wait for a million rows.
/// </summary>
internal static class UnfinishedItems
{
    /// <exception cref="DamagedRowException">A row is not as it was written.</exception>
    public static UnfinishedWork Read(SqliteFile file, long pipeline, PipelineState state)
    {
        var run = new UnfinishedWork { RunBegan = state.RunBegan, LastHeard = state.LastHeard, UnderWay = state.StoppedCleanly ? 0 : state.UnderWay };
        if (state.Counts.Pending == 0)
            return run;
        var (kept, bytes, whole) = ReadBegun(file, pipeline);
        return run with { KeptItems = kept, KeptBytes = bytes, WholeItems = whole, FailedItems = CountFailed(file, pipeline, state.Counts.Pending) };
    }

    private static (long Kept, long Bytes, long Whole) ReadBegun(SqliteFile file, long pipeline)
    {
        // As the partial index has it, literally, and in its order.
        using var begun = file.Prepare(
            $"SELECT {ItemRow.Columns}, id, sink, memory FROM deliveries CROSS JOIN items ON items.key = deliveries.item WHERE memory IS NOT NULL AND pipeline = ?1 AND fate = 0 ORDER BY item");
        var (total, item, least) = ((Kept: 0L, Bytes: 0L, Whole: 0L), 0L, (long?)null);
        for (begun.Bind(1, pipeline); begun.Step();)
        {
            var row = ItemRow.Read(begun, begun.Bytes(5));
            var (memory, round) = DeliveryCodec.ReadMemory(begun.Bytes(7), begun.Text(5)!, begun.Text(6)!, (ulong)row.Key);
            if (row.Key != item)
                Add(least, ref total);
            least = row.Key == item ? least : null;
            item = row.Key;
            if (round == row.Round && Promised(memory) is { } promised)
                least = Math.Min(least ?? long.MaxValue, promised);
        }

        Add(least, ref total);
        return total;
    }

    /// <summary>How far a delivery is kept; everything when only its commit is missing, null when it begins anew.</summary>
    private static long? Promised(DeliveryMemory memory) => memory switch
    {
        { IsSealed: true } => long.MaxValue,
        { State.Offset: > 0 and var offset, Validator: not null } => offset,
        _ => null,
    };

    private static void Add(long? least, ref (long Kept, long Bytes, long Whole) total)
    {
        if (least == long.MaxValue)
            total.Whole++;
        else if (least is { } bytes)
            total = (total.Kept + 1, total.Bytes + bytes, total.Whole);
    }

    // From whichever side there is less to look at.
    private static long CountFailed(SqliteFile file, long pipeline, long pending)
    {
        using var count = file.Prepare(file.ReadInteger("SELECT coalesce(max(key), 0) FROM attempts") <= pending
            ? "SELECT count(*) FROM (SELECT DISTINCT item FROM attempts) CROSS JOIN items ON key = item WHERE pipeline = ?1 AND fate = 0"
            : "SELECT count(*) FROM items WHERE fate = 0 AND pipeline = ?1 AND EXISTS(SELECT 1 FROM attempts WHERE attempts.item = items.key)");
        count.Bind(1, pipeline).Step();
        return count.Integer(0);
    }
}
