using TgPlatform.Runtime.Ledgers.Sqlite;

namespace TgPlatform.Runtime.Ledgers.Storage;

/// <summary>
/// Opens ledger files. WAL with <c>synchronous=NORMAL</c>: what is committed survives the death of the process; a power loss may take the
/// last commits with it, but leaves a consistent file that is merely a little older.
/// </summary>
internal static class LedgerFile
{
    private const string Name = "ledger.db";

    // No automatic checkpoint: the writer folds the log back at a better moment than within a commit.
    private const string Settings = """
        PRAGMA synchronous = NORMAL; PRAGMA wal_autocheckpoint = 0; PRAGMA journal_size_limit = 67108864;
        PRAGMA cache_size = -8192; PRAGMA temp_store = MEMORY; PRAGMA trusted_schema = OFF;
        """;

    /// <summary>The ledger of a pipeline folder.</summary>
    public static string PathIn(string pipelineFolder) => Path.Combine(Path.GetFullPath(pipelineFolder), ".tgp", Name);

    /// <summary>Opens a ledger for writing, and makes or migrates it first.</summary>
    /// <exception cref="LedgerException">It cannot be used.</exception>
    public static SqliteFile OpenForWriting(string path) => LedgerErrors.Guard(path, () =>
    {
        Directory.CreateDirectory(Path.GetDirectoryName(path)!);
        LedgerHeader.Check(path);
        var file = SqliteFile.Open(path, readOnly: false);
        try
        {
            file.Execute(Settings);

            // The log may hold a newer state than the file's first page.
            LedgerHeader.CheckVersion(path, file.ReadInteger("PRAGMA user_version"));

            // Before there is a log, so that the file itself says what it is from its first moment.
            LedgerSchema.Upgrade(file, LedgerSchema.Steps);
            SwitchToLog(file);
            return file;
        }
        catch
        {
            file.Dispose();
            throw;
        }
    });

    /// <summary>Opens an existing ledger for reading, also while another process writes.</summary>
    /// <exception cref="LedgerException">There is none, or it cannot be used.</exception>
    public static SqliteFile OpenForReading(string path) => LedgerErrors.Guard(path, () =>
    {
        var file = OpenForSalvage(path);
        try
        {
            file.ReadInteger("SELECT count(*) FROM pipelines");
            return file;
        }
        catch
        {
            file.Dispose();
            throw;
        }
    });

    /// <summary>Opens an existing ledger to read whatever can be read of it.</summary>
    /// <exception cref="LedgerException">There is none, or it cannot even be opened.</exception>
    public static SqliteFile OpenForSalvage(string path) => LedgerErrors.Guard(path, () =>
    {
        // A log alone is what is left of a ledger.
        if (!File.Exists(path) && !File.Exists(path + "-wal"))
            throw new LedgerException(LedgerProblem.Unusable, $"{path}: there is no ledger. Run a pipeline of this folder first.");
        LedgerHeader.Check(path);
        var file = SqliteFile.Open(path, readOnly: true);
        try
        {
            file.Execute(Settings);
            LedgerHeader.CheckVersion(path, file.ReadInteger("PRAGMA user_version"));
            return file;
        }
        catch
        {
            file.Dispose();
            throw;
        }
    });

    private static void SwitchToLog(SqliteFile file)
    {
        // SQLite does not wait for other processes here; an empty transaction does.
        for (var attempt = 1; ; attempt++)
        {
            try
            {
                file.ReadInteger("PRAGMA journal_mode = WAL");
                return;
            }
            catch (SqliteFailure failure) when (failure.IsBusy && attempt < 10)
            {
                file.Execute("BEGIN IMMEDIATE; COMMIT");
            }
        }
    }
}
