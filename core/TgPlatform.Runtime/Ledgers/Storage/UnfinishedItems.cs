using TgPlatform.Runtime.Ledgers.Sqlite;

namespace TgPlatform.Runtime.Ledgers.Storage;

/// <summary>
/// How much is kept of the items that have not ended, and how many of them have failed. Looks at what was begun or has failed, however many items
/// there are, since a start must not wait for a million rows; at all that are pending only where several sinks may have some of them already.
/// </summary>
internal static class UnfinishedItems
{
    /// <exception cref="DamagedRowException">A row is not as it was written.</exception>
    public static UnfinishedWork Read(SqliteFile file, long pipeline, PipelineState state)
    {
        var run = new UnfinishedWork { RunBegan = state.RunBegan, LastHeard = state.LastHeard, UnderWay = state.StoppedCleanly ? 0 : state.UnderWay };
        if (state.Counts.Pending == 0)
            return run;
        var begun = ReadBegun(file, pipeline).ToDictionary(static one => one.ItemId, static one => one.Kept);
        var kept = begun.Values.Where(static one => !one.IsWhole).ToList();
        return run with
        {
            KeptItems = kept.Count,
            KeptBytes = kept.Sum(static one => one.Bytes),
            WholeItems = begun.Count - kept.Count,
            PartlyDoneItems = MayBePartlyDone(state) ? CountPartlyDone(file, pipeline, begun) : 0,
            FailedItems = CountFailed(file, pipeline, state.Counts.Pending),
        };
    }

    /// <summary>The pending items of which something is kept: of several sinks the one that holds least counts.</summary>
    /// <exception cref="DamagedRowException">A row is not as it was written.</exception>
    public static IEnumerable<(string ItemId, KeptContent Kept)> ReadBegun(SqliteFile file, long pipeline)
    {
        // As the partial index has it, literally, and in its order.
        using var begun = file.Prepare(
            $"SELECT {ItemRow.Columns}, id, sink, memory FROM deliveries CROSS JOIN items ON items.key = deliveries.item WHERE memory IS NOT NULL AND pipeline = ?1 AND fate = 0 ORDER BY item");
        var (item, id, least) = (0L, "", (KeptContent?)null);
        for (begun.Bind(1, pipeline); begun.Step();)
        {
            var row = ItemRow.Read(begun, begun.Bytes(5));
            var (memory, round) = DeliveryCodec.ReadMemory(begun.Bytes(7), begun.Text(5)!, begun.Text(6)!, (ulong)row.Key);
            if (row.Key != item && least is { } known)
                yield return (id, known);
            least = row.Key == item ? least : null;
            (item, id) = (row.Key, begun.Text(5)!);
            if (round == row.Round && Promised(memory) is { } promised)
                least = least is { } other && !promised.IsLessThan(other) ? other : promised;
        }

        if (least is { } last)
            yield return (id, last);
    }

    /// <summary>How far a delivery is kept; whole when only its commit is missing, null when it begins anew.</summary>
    private static KeptContent? Promised(DeliveryMemory memory) => memory switch
    {
        { IsSealed: true } => new(memory.Length ?? memory.State?.Offset ?? 0, IsWhole: true),
        { State.Offset: > 0 and var offset, Validator: not null } => new(offset, IsWhole: false),
        _ => null,
    };

    // With one sink nothing is: then nobody looks at the pending items.
    private static bool MayBePartlyDone(PipelineState state) => state.Sinks.Values.Sum(static tally => tally.Items) > state.Counts.Done;

    private static long CountPartlyDone(SqliteFile file, long pipeline, Dictionary<string, KeptContent> begun)
    {
        // A receipt beside a memory is what was asked for once more, and not there.
        using var ended = file.Prepare(
            $"SELECT {ItemRow.Columns}, id, sink, receipt FROM items CROSS JOIN deliveries ON deliveries.item = items.key WHERE pipeline = ?1 AND fate = 0 AND receipt IS NOT NULL AND memory IS NULL");
        var (count, item) = (0L, 0L);
        for (ended.Bind(1, pipeline); ended.Step();)
        {
            var row = ItemRow.Read(ended, ended.Bytes(5));
            var id = ended.Text(5)!;
            if (row.Key == item || begun.ContainsKey(id) || DeliveryCodec.ReadEnd(ended.Bytes(7), id, ended.Text(6)!, (ulong)row.Key).Round != row.Round)
                continue;
            item = row.Key;
            count++;
        }

        return count;
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
