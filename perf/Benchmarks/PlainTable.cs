using Microsoft.Data.Sqlite;

namespace TgPlatform.Benchmarks;

/// <summary>
/// The least that could remember items: one table of a plain SQLite file by Microsoft.Data.Sqlite, in the same mode and with as many rows in a
/// transaction; no sums, no receipts, no counts, no attempts.
/// </summary>
internal sealed class PlainTable : IDisposable
{
    private const int RowsInATransaction = 1_024;

    private static readonly string[] Parameters = ["$id", "$name", "$size"];

    private readonly SqliteConnection _connection;

    public PlainTable(string folder)
    {
        _connection = new($"Data Source={Path.Combine(folder, "plain.db")};Pooling=False");
        _connection.Open();
        Execute("PRAGMA journal_mode=WAL");
        Execute("PRAGMA synchronous=NORMAL");
        Execute("CREATE TABLE IF NOT EXISTS items(id TEXT PRIMARY KEY, name TEXT NOT NULL, size INTEGER NOT NULL, fate INTEGER NOT NULL)");
    }

    public void Insert(int items) => InTransactions(items, "INSERT INTO items VALUES($id, $name, $size, 0)", static (command, number) =>
    {
        command.Parameters["$id"].Value = LedgerAtScale.IdOf(number);
        command.Parameters["$name"].Value = LedgerAtScale.NameOf(number);
        command.Parameters["$size"].Value = LedgerAtScale.Bytes;
    });

    public void End(int items) => InTransactions(items, "UPDATE items SET fate = 1 WHERE id = $id", static (command, number) => command.Parameters["$id"].Value = LedgerAtScale.IdOf(number));

    public int ReadPending()
    {
        using var command = Command("SELECT id, name, size FROM items WHERE fate = 0");
        using var rows = command.ExecuteReader();
        var read = 0;
        for (; rows.Read(); read++)
            (_, _, _) = (rows.GetString(0), rows.GetString(1), rows.GetInt64(2));
        return read;
    }

    public int Find(int items)
    {
        using var command = Command("SELECT fate FROM items WHERE id = $id");
        command.Parameters.Add("$id", SqliteType.Text);
        using var transaction = _connection.BeginTransaction(deferred: true);
        command.Transaction = transaction;
        var found = 0;
        for (var number = 0; number < items; number++)
        {
            command.Parameters["$id"].Value = LedgerAtScale.IdOf(number);
            found += command.ExecuteScalar() is null ? 0 : 1;
        }

        return found;
    }

    public void Dispose() => _connection.Dispose();

    private void InTransactions(int items, string sql, Action<SqliteCommand, int> bind)
    {
        using var command = Command(sql);
        foreach (var name in Parameters.Where(name => sql.Contains(name, StringComparison.Ordinal)))
            command.Parameters.Add(new() { ParameterName = name });
        for (var first = 0; first < items; first += RowsInATransaction)
        {
            using var transaction = _connection.BeginTransaction();
            command.Transaction = transaction;
            for (var number = first; number < Math.Min(items, first + RowsInATransaction); number++)
            {
                bind(command, number);
                command.ExecuteNonQuery();
            }

            transaction.Commit();
        }
    }

    private void Execute(string sql)
    {
        using var command = Command(sql);
        command.ExecuteNonQuery();
    }

    private SqliteCommand Command(string sql)
    {
        var command = _connection.CreateCommand();
        command.CommandText = sql;
        return command;
    }
}
