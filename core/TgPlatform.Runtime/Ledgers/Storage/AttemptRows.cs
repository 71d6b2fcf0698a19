using TgPlatform.Runtime.Ledgers.Sqlite;

namespace TgPlatform.Runtime.Ledgers.Storage;

/// <summary>Reads the failed attempts of an item, oldest first.</summary>
internal sealed class AttemptRows(SqliteFile file) : IDisposable
{
    private readonly SqliteStatement _list = file.Prepare("SELECT body FROM attempts WHERE item = ?1 ORDER BY key");

    public List<FailureNote> Read(long item, string itemId)
    {
        var found = new List<FailureNote>();
        try
        {
            for (_list.Bind(1, item); _list.Step();)
                found.Add(FailureCodec.Read(_list.Bytes(0), itemId, (ulong)item));
            return found;
        }
        finally
        {
            _list.Reset();
        }
    }

    public void Dispose() => _list.Dispose();
}
