using TgPlatform.Contracts;
using TgPlatform.Runtime.Ledgers.Sqlite;

namespace TgPlatform.Runtime.Ledgers.Storage;

/// <summary>Finds committed content by its digest, on a connection of its own. Safe for several threads.</summary>
internal sealed class ContentFinder : IDisposable
{
    private readonly Lock _lock = new();
    private readonly string _path;
    private readonly SqliteFile _file;
    private readonly SqliteStatement _find;

    public ContentFinder(string path, long pipeline)
    {
        _path = path;
        _file = LedgerFile.OpenForReading(path);
        _find = _file.Prepare(
            "SELECT d.item, i.id, d.receipt FROM deliveries d JOIN items i ON i.key = d.item WHERE d.digest = ?1 AND d.sink = ?2 AND i.pipeline = ?3").Bind(3, pipeline);
    }

    /// <exception cref="LedgerException">The ledger is damaged.</exception>
    public CommittedName? Find(string sink, Digest digest)
    {
        lock (_lock)
            return LedgerErrors.Guard(_path, () => FindLocked(sink, digest));
    }

    public void Dispose()
    {
        _find.Dispose();
        _file.Dispose();
    }

    private CommittedName? FindLocked(string sink, Digest digest)
    {
        try
        {
            for (_find.BindBytes(1, digest.Bytes.Span).Bind(2, sink); _find.Step();)
            {
                // The index only leads to the receipt; what it says is proven by its own sum.
                var (key, id) = (_find.Integer(0), _find.Text(1)!);
                if (DeliveryCodec.ReadEnd(_find.Bytes(2), id, sink, (ulong)key) is { Receipt: { } receipt, Seal: { } seal } && seal.Digests.Contains(digest))
                    return new(id, receipt.Name);
            }

            return null;
        }
        finally
        {
            _find.Reset();
        }
    }
}
