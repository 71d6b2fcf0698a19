using SQLitePCL;

namespace TgPlatform.Runtime.Ledgers.Sqlite;

/// <summary>
/// One connection to an SQLite file, for one thread at a time. The layer below Microsoft.Data.Sqlite is used directly: its readers and
/// parameters cost several allocations a call, and the ledger is asked for every item found.
/// </summary>
internal sealed class SqliteFile : IDisposable
{
    private const int BusyMilliseconds = 10_000;

    private readonly sqlite3 _handle;

    static SqliteFile() => Batteries_V2.Init();

    private SqliteFile(sqlite3 handle) => _handle = handle;

    /// <summary>Whether a transaction is open.</summary>
    public bool InTransaction => raw.sqlite3_get_autocommit(_handle) == 0;

    /// <summary>How many rows the last statement changed.</summary>
    public int Changes => raw.sqlite3_changes(_handle);

    /// <summary>The key of the row inserted last.</summary>
    public long LastKey => raw.sqlite3_last_insert_rowid(_handle);

    /// <summary>How many pages were written since the last call.</summary>
    public int TakePagesWritten()
    {
        Check(raw.sqlite3_db_status(_handle, raw.SQLITE_DBSTATUS_CACHE_WRITE, out var pages, out _, 1));
        return pages;
    }

    public static SqliteFile Open(string path, bool readOnly)
    {
        var flags = raw.SQLITE_OPEN_NOMUTEX | (readOnly ? raw.SQLITE_OPEN_READONLY : raw.SQLITE_OPEN_READWRITE | raw.SQLITE_OPEN_CREATE);
        var code = raw.sqlite3_open_v2(path, out var handle, flags, null);
        var file = new SqliteFile(handle);
        try
        {
            file.Check(code);
            raw.sqlite3_extended_result_codes(handle, 1);
            raw.sqlite3_busy_timeout(handle, BusyMilliseconds);
            return file;
        }
        catch
        {
            file.Dispose();
            throw;
        }
    }

    /// <summary>A statement that is used many times.</summary>
    public SqliteStatement Prepare(string sql)
    {
        Check(raw.sqlite3_prepare_v3(_handle, sql, raw.SQLITE_PREPARE_PERSISTENT, out var statement));
        return new(this, statement);
    }

    /// <summary>Runs statements without parameters or results.</summary>
    public void Execute(string sql) => Check(raw.sqlite3_exec(_handle, sql));

    /// <summary>The first column of the first row as a number, 0 without one.</summary>
    public long ReadInteger(string sql)
    {
        using var statement = Prepare(sql);
        return statement.Step() ? statement.Integer(0) : 0;
    }

    /// <summary>
    /// Undoes the open transaction, if there is one: SQLite ends it by itself on some failures. Never fails itself: what could go wrong has
    /// gone wrong before, and a transaction that stays open is refused the next time one is begun.
    /// </summary>
    public void Rollback()
    {
        if (InTransaction)
            _ = raw.sqlite3_exec(_handle, "ROLLBACK");
    }

    public void Dispose() => _handle.Dispose();

    internal void Check(int code)
    {
        if (code is not (raw.SQLITE_OK or raw.SQLITE_ROW or raw.SQLITE_DONE))
            throw new SqliteFailure(Math.Max(code, raw.sqlite3_extended_errcode(_handle)), raw.sqlite3_errmsg(_handle).utf8_to_string());
    }
}
