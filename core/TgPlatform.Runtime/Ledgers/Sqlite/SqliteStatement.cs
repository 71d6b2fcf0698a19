using System.Buffers;
using System.Text;
using SQLitePCL;

namespace TgPlatform.Runtime.Ledgers.Sqlite;

/// <summary>A prepared statement: parameters are bound from 1, columns are read from 0, and <see cref="Reset"/> makes it ready again.</summary>
internal sealed class SqliteStatement : IDisposable
{
    private const int OnStack = 512;

    private readonly SqliteFile _file;
    private readonly sqlite3_stmt _statement;

    internal SqliteStatement(SqliteFile file, sqlite3_stmt statement) => (_file, _statement) = (file, statement);

    public SqliteStatement Bind(int parameter, long value)
    {
        _file.Check(raw.sqlite3_bind_int64(_statement, parameter, value));
        return this;
    }

    public SqliteStatement Bind(int parameter, string? value)
    {
        if (value is null)
        {
            _file.Check(raw.sqlite3_bind_null(_statement, parameter));
            return this;
        }

        var most = Encoding.UTF8.GetMaxByteCount(value.Length);
        var rented = most > OnStack ? ArrayPool<byte>.Shared.Rent(most) : null;
        var buffer = rented ?? stackalloc byte[OnStack];
        BindText(parameter, buffer[..Encoding.UTF8.GetBytes(value, buffer)]);
        if (rented is not null)
            ArrayPool<byte>.Shared.Return(rented);
        return this;
    }

    public SqliteStatement BindText(int parameter, ReadOnlySpan<byte> utf8)
    {
        _file.Check(raw.sqlite3_bind_text(_statement, parameter, utf8));
        return this;
    }

    /// <summary>Binds bytes; none at all are bound as null.</summary>
    public SqliteStatement BindBytes(int parameter, ReadOnlySpan<byte> value)
    {
        _file.Check(value.IsEmpty ? raw.sqlite3_bind_null(_statement, parameter) : raw.sqlite3_bind_blob(_statement, parameter, value));
        return this;
    }

    /// <summary>Goes to the next row; false behind the last one.</summary>
    public bool Step()
    {
        var code = raw.sqlite3_step(_statement);
        _file.Check(code);
        return code == raw.SQLITE_ROW;
    }

    /// <summary>Runs a statement that has no rows.</summary>
    public void Run()
    {
        try
        {
            Step();
        }
        finally
        {
            Reset();
        }
    }

    /// <summary>Runs a statement that has no rows; false when it failed.</summary>
    public bool TryRun()
    {
        var code = raw.sqlite3_step(_statement);
        Reset();
        return code == raw.SQLITE_DONE;
    }

    /// <summary>Ends the reading, so that nothing is held; the bound values stay.</summary>
    public void Reset() => raw.sqlite3_reset(_statement);

    public bool IsNull(int column) => raw.sqlite3_column_type(_statement, column) == raw.SQLITE_NULL;

    public long Integer(int column) => raw.sqlite3_column_int64(_statement, column);

    /// <summary>The bytes of a blob or, in UTF-8, of a text; good until the next step or reset.</summary>
    public ReadOnlySpan<byte> Bytes(int column) => raw.sqlite3_column_blob(_statement, column);

    public string? Text(int column) => IsNull(column) ? null : Encoding.UTF8.GetString(Bytes(column));

    public void Dispose() => _statement.Dispose();
}
