using TgPlatform.Runtime.Ledgers.Sqlite;
using TgPlatform.Runtime.Ledgers.Storage;

namespace TgPlatform.Runtime.Ledgers.Writing;

/// <summary>
/// Folds the write-ahead log back into the file, after a commit instead of within: it costs two fsyncs, and nobody should wait for them. It
/// only succeeds while nobody reads an older state, so our own reads are held off.
/// </summary>
internal sealed class LogFolder : IDisposable
{
    // 16 MiB: often enough to keep the log small, seldom enough for the fsyncs not to be felt.
    private const int Enough = 4096;

    private readonly SqliteFile _file;
    private readonly ItemFinder _finder;
    private readonly SqliteStatement _fold;
    private int _pages;

    public LogFolder(SqliteFile file, ItemFinder finder)
    {
        (_file, _finder) = (file, finder);
        _fold = file.Prepare("PRAGMA wal_checkpoint(PASSIVE)");
    }

    /// <summary>Something was committed.</summary>
    public void AfterCommit()
    {
        _pages += _file.TakePagesWritten();
        if (_pages >= Enough)
            _finder.Pause(Fold);
    }

    public void Dispose() => _fold.Dispose();

    private void Fold()
    {
        try
        {
            _fold.Step();
            var isWhole = _fold.Integer(1) == _fold.Integer(2);
            _pages = isWhole ? 0 : Enough / 2;
        }
        catch (SqliteFailure failure) when (failure.IsFull || failure.IsBusy)
        {
            // Everything is safe in the log; it is folded when there is room, or the other process has ended.
            _pages = Enough / 2;
        }
        finally
        {
            _fold.Reset();
        }
    }
}
