using System.Text;
using TgPlatform.Runtime.Ledgers.Sqlite;

namespace TgPlatform.Runtime.Ledgers.Storage;

/// <summary>
/// Answers what the file knows of an item, on a connection of its own. Beginning and ending a read costs twice what looking up does, so one
/// read serves all questions until something is committed or a moment has passed; longer would keep the log from being folded back.
/// </summary>
internal sealed class ItemFinder : IDisposable
{
    private static readonly TimeSpan LongestRead = TimeSpan.FromMilliseconds(10);
    private static readonly UTF8Encoding Strict = new(encoderShouldEmitUTF8Identifier: false, throwOnInvalidBytes: true);

    private readonly Lock _lock = new();
    private readonly string _path;
    private readonly SqliteFile _file;
    private readonly SqliteStatement _find;
    private readonly SqliteStatement _begin;
    private readonly SqliteStatement _end;
    private readonly ITimer _timer;
    private readonly byte[] _id = new byte[4096];
    private bool _reading;

    public ItemFinder(string path, long pipeline, TimeProvider time)
    {
        _path = path;
        _timer = time.CreateTimer(static finder => ((ItemFinder)finder!).Refresh(), this, Timeout.InfiniteTimeSpan, Timeout.InfiniteTimeSpan);
        _file = LedgerFile.OpenForReading(path);
        _find = _file.Prepare($"SELECT {ItemRow.Columns} FROM items WHERE pipeline = ?1 AND id = ?2").Bind(1, pipeline);
        _begin = _file.Prepare("BEGIN");
        _end = _file.Prepare("COMMIT");
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
                Begin();
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

    /// <summary>From now on, answers know what is committed by now.</summary>
    public void Refresh()
    {
        lock (_lock)
            End();
    }

    /// <summary>Does something while nothing is being read; questions wait for it.</summary>
    public void Pause(Action action)
    {
        lock (_lock)
        {
            End();
            action();
        }
    }

    public void Dispose()
    {
        lock (_lock)
        {
            _timer.Dispose();
            _reading = false;
            _begin.Dispose();
            _end.Dispose();
            _find.Dispose();
            _file.Dispose();
        }
    }

    private void Begin()
    {
        if (_reading)
            return;
        _begin.Run();
        _reading = true;
        _timer.Change(LongestRead, Timeout.InfiniteTimeSpan);
    }

    private void End()
    {
        if (!_reading)
            return;
        _reading = false;

        // Of a damaged file even the end of a read may fail. Nothing is undone by that, and whoever asked has been told.
        if (!_end.TryRun())
            _file.Rollback();
    }
}
