using TgPlatform.Contracts;
using TgPlatform.Runtime.Ledgers.Sqlite;

namespace TgPlatform.Runtime.Ledgers.Storage;

/// <summary>Reads the failed attempts of an item, oldest first.</summary>
internal sealed class AttemptRows(SqliteFile file) : IDisposable
{
    private readonly SqliteStatement _list = file.Prepare("SELECT body FROM attempts WHERE item = ?1 ORDER BY key");

    /// <summary>All that are kept.</summary>
    public List<FailureNote> Read(long item, string itemId)
    {
        var found = new List<FailureNote>();
        Visit(item, itemId, (note, _) => found.Add(note));
        return found;
    }

    /// <summary>Adds what counts of the attempts at the item's present content.</summary>
    public void Count(in ItemRow item, string itemId, List<CountedAttempts> counted)
    {
        var (present, mine) = (item.Round, default(Dictionary<string, int>));
        Visit(item.Key, itemId, (note, round) =>
        {
            if (round != present)
                return;
            mine ??= new(StringComparer.Ordinal);

            // Given up, and pending again: somebody has replayed it, and it begins anew.
            if (note.NextTry is null)
                mine.Remove(note.Sink ?? "");
            else if (note.Kind is FailureKind.Transient)
                mine[note.Sink ?? ""] = note.Attempt;
        });
        foreach (var (sink, count) in mine ?? [])
            counted.Add(new(itemId, sink.Length == 0 ? null : sink, count));
    }

    public void Dispose() => _list.Dispose();

    private void Visit(long item, string itemId, Action<FailureNote, long> visit)
    {
        try
        {
            for (_list.Bind(1, item); _list.Step();)
            {
                var (note, round) = FailureCodec.Read(_list.Bytes(0), itemId, (ulong)item);
                visit(note, round);
            }
        }
        finally
        {
            _list.Reset();
        }
    }
}
