using SQLitePCL;

namespace TgPlatform.Runtime.Ledgers.Sqlite;

/// <summary>SQLite refused something; the code says what (sqlite.org/rescode.html).</summary>
/// <param name="code">The extended result code.</param>
/// <param name="message">SQLite's own words.</param>
internal sealed class SqliteFailure(int code, string message) : Exception(message)
{
    private const int ShmSize = raw.SQLITE_IOERR | (19 << 8);

    /// <summary>What is in the file cannot be right; nor can it when our statements do not fit its tables, since it says that they are ours.</summary>
    public bool IsDamage => Primary is raw.SQLITE_CORRUPT or raw.SQLITE_NOTADB or raw.SQLITE_FORMAT or raw.SQLITE_ERROR;

    /// <summary>There is no room left; nothing was changed, and the same call works once there is.</summary>
    public bool IsFull => Primary == raw.SQLITE_FULL || code == ShmSize;

    /// <summary>Another process held the file for longer than the time-out; nothing was changed.</summary>
    public bool IsBusy => Primary is raw.SQLITE_BUSY or raw.SQLITE_LOCKED;

    private int Primary => code & 0xFF;
}
