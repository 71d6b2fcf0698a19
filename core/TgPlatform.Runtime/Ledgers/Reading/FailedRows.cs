using TgPlatform.Runtime.Ledgers.Sqlite;
using TgPlatform.Runtime.Ledgers.Storage;

namespace TgPlatform.Runtime.Ledgers.Reading;

/// <summary>Reads items with their failed attempts.</summary>
internal static class FailedRows
{
    public static IEnumerable<FailedItem> Read(SqliteFile file, long pipeline, ItemSelection selection)
    {
        using var items = new ItemRows(file, pipeline, selection);
        using var attempts = new AttemptRows(file);
        foreach (var (row, item, groupId) in items.Read())
            yield return new(item, groupId, row.Fate, attempts.Read(row.Key, item.Id));
    }
}
