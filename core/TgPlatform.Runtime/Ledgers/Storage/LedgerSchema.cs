using TgPlatform.Runtime.Ledgers.Sqlite;

namespace TgPlatform.Runtime.Ledgers.Storage;

/// <summary>The tables, and the steps that bring an older file up to them.</summary>
internal static class LedgerSchema
{
    /// <summary>Marks the file as a ledger: 'TgPL' in SQLite's header.</summary>
    public const int ApplicationId = 0x5467504C;

    /// <summary>The version after each step is the step's number, from 1; a step that was released is never changed.</summary>
    public static IReadOnlyList<string> Steps { get; } =
    [
        """
        CREATE TABLE pipelines(key INTEGER PRIMARY KEY, name TEXT NOT NULL UNIQUE, state BLOB NOT NULL);
        CREATE TABLE items(
            key INTEGER PRIMARY KEY, pipeline INTEGER NOT NULL, id TEXT NOT NULL, fate INTEGER NOT NULL, round INTEGER NOT NULL,
            version TEXT, place INTEGER NOT NULL, sum INTEGER NOT NULL, body BLOB NOT NULL, UNIQUE(pipeline, id));
        CREATE INDEX items_pending ON items(pipeline, place) WHERE fate = 0;
        CREATE INDEX items_dead ON items(pipeline, place) WHERE fate = 4;
        CREATE TABLE deliveries(item INTEGER NOT NULL, sink TEXT NOT NULL, memory BLOB, receipt BLOB, PRIMARY KEY(item, sink)) WITHOUT ROWID;
        CREATE TABLE attempts(key INTEGER PRIMARY KEY, item INTEGER NOT NULL, body BLOB NOT NULL);
        CREATE INDEX attempts_item ON attempts(item);
        """,
        """
        ALTER TABLE deliveries ADD COLUMN digest BLOB;
        CREATE INDEX deliveries_digest ON deliveries(digest) WHERE digest IS NOT NULL;
        """,
        "CREATE INDEX deliveries_begun ON deliveries(item) WHERE memory IS NOT NULL;",
    ];

    /// <summary>Creates or migrates in one transaction: a crash leaves the old file or the new one.</summary>
    /// <param name="file">The file.</param>
    /// <param name="steps">All steps there are.</param>
    public static void Upgrade(SqliteFile file, IReadOnlyList<string> steps)
    {
        if (file.ReadInteger("PRAGMA user_version") == steps.Count)
            return;
        file.Execute("BEGIN IMMEDIATE");
        try
        {
            // Read again: another process may have been first.
            for (var version = (int)file.ReadInteger("PRAGMA user_version"); version < steps.Count; version++)
                file.Execute($"{steps[version]} PRAGMA application_id = {ApplicationId}; PRAGMA user_version = {version + 1};");
            file.Execute("COMMIT");
        }
        catch
        {
            file.Rollback();
            throw;
        }
    }
}
