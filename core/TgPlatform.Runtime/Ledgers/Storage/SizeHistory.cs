using TgPlatform.Contracts;
using TgPlatform.Runtime.Ledgers.Sqlite;

namespace TgPlatform.Runtime.Ledgers.Storage;

/// <summary>Adds up how large the newest committed contents are: enough of them to guess by, whatever the ledger holds.</summary>
internal static class SizeHistory
{
    private const int Newest = 4_096;

    /// <summary>Tallies by kind and extension, in a fixed order.</summary>
    /// <exception cref="DamagedRowException">A row is not as it was written.</exception>
    public static IReadOnlyList<SizeTally> Read(SqliteFile file, long pipeline)
    {
        var tallies = new Dictionary<(ItemKind, string), SizeTally>();
        using var deliveries = new DeliveryRows(file);
        using var items = file.Prepare(
            $"SELECT {ItemRow.Columns}, id, body FROM (SELECT * FROM items WHERE pipeline = ?1 ORDER BY key DESC LIMIT {Newest}) WHERE fate = {(int)ItemFate.Done}");
        for (items.Bind(1, pipeline); items.Step();)
        {
            var id = items.Bytes(5);
            var row = ItemRow.Read(items, id);
            var (item, _) = ItemCodec.Read(items.Bytes(6), items.Text(5)!, row.Version, ItemRow.Owner(id));
            var length = deliveries.ReadEnds(row.Key, item.Id).Select(static one => one.End.Seal?.Length).FirstOrDefault(static one => one is not null);
            if (length is not { } bytes)
                continue;
            var sort = (item.Kind, item.Extension);
            var tally = tallies.GetValueOrDefault(sort, new(item.Kind, item.Extension, 0, 0));
            tallies[sort] = tally with { Items = tally.Items + 1, Bytes = tally.Bytes + bytes };
        }

        return [.. tallies.Values.OrderBy(static one => one.Kind).ThenBy(static one => one.Extension, StringComparer.Ordinal)];
    }
}
