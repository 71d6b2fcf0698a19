using System.Text;
using TgPlatform.Runtime.Ledgers.Sqlite;

namespace TgPlatform.Runtime.Ledgers.Storage;

/// <summary>Answers what the file knows of an item, on a connection of its own.</summary>
internal sealed class ItemFinder : IDisposable
{
    private static readonly UTF8Encoding Strict = new(encoderShouldEmitUTF8Identifier: false, throwOnInvalidBytes: true);

    private readonly Lock _lock = new();
    private readonly string _path;
    private readonly SqliteFile _file;
    private readonly SqliteStatement _find;
    private readonly byte[] _id = new byte[4096];

    public ItemFinder(string path, long pipeline)
    {
        _path = path;
        _file = LedgerFile.OpenForReading(path);
        _find = _file.Prepare($"SELECT {ItemRow.Columns} FROM items WHERE pipeline = ?1 AND id = ?2").Bind(1, pipeline);
    }

    /// <exception cref="ArgumentException">The id is too long, or no Unicode: two such ids could not be told apart.</exception>
    /// <exception cref="LedgerException">The ledger is damaged.</exception>
    public KnownItem? Find(string itemId)
    {
        ArgumentException.ThrowIfNullOrEmpty(itemId);
        if (itemId.Length > 1024)
            throw new ArgumentException($"The id has {itemId.Length} characters; 1,024 are allowed.", nameof(itemId));
        lock (_lock)
        {
            var id = _id.AsSpan(0, Strict.GetBytes(itemId, _id));
            _find.BindText(2, id);
            try
            {
                return _find.Step() && ItemRow.Read(_find, id) is var row ? new KnownItem(row.Fate, row.Version) : null;
            }
            catch (Exception problem) when (LedgerErrors.Translate(_path, problem) is { } translated)
            {
                throw translated;
            }
            finally
            {
                _find.Reset();
            }
        }
    }

    public void Dispose()
    {
        lock (_lock)
        {
            _find.Dispose();
            _file.Dispose();
        }
    }
}
