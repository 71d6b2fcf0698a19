using TgPlatform.Runtime.Ledgers.Sqlite;

namespace TgPlatform.Runtime.Ledgers.Storage;

/// <summary>Turns what SQLite and the file system say into what a person can act on.</summary>
internal static class LedgerErrors
{
    /// <summary>Runs something on a ledger file; its failures come out as <see cref="LedgerException"/>.</summary>
    public static T Guard<T>(string path, Func<T> action)
    {
        try
        {
            return action();
        }
        catch (Exception problem) when (Translate(path, problem) is { } translated)
        {
            throw translated;
        }
    }

    /// <summary>Reads rows from a ledger file; failures on the way come out as <see cref="LedgerException"/>.</summary>
    public static IEnumerable<T> GuardEach<T>(string path, IEnumerable<T> rows)
    {
        using var row = rows.GetEnumerator();
        while (Guard(path, row.MoveNext))
            yield return row.Current;
    }

    /// <summary>What an exception means for the ledger, or null when it is none of the ledger's.</summary>
    public static LedgerException? Translate(string path, Exception problem) => problem switch
    {
        SqliteFailure { IsDamage: true } or DamagedRowException => Damaged(path, problem.Message, problem),
        SqliteFailure { IsFull: true } => new(LedgerProblem.Full, $"{path}: no room left to remember what was done ({problem.Message}). Free some; the run goes on by itself.", problem),
        SqliteFailure { IsBusy: true } => new(LedgerProblem.InUse, $"{path}: another process holds the ledger ({problem.Message}). End it, or try again.", problem),
        SqliteFailure or IOException or UnauthorizedAccessException => new(LedgerProblem.Unusable, $"{path}: the ledger cannot be used ({problem.Message}). Check rights and disk.", problem),
        _ => null,
    };

    /// <summary>The error for a damaged ledger; makes a copy of it as it is, one per state of the file.</summary>
    public static LedgerException Damaged(string path, string detail, Exception? cause = null)
    {
        var copy = TryCopy(path);
        var advice = "'tgp ledger repair' saves what is readable.";
        return new(LedgerProblem.Damaged, $"{path}: the ledger is damaged ({detail}). {(copy is null ? advice : $"A copy is in {Path.GetFileName(copy)}; {advice}")}", cause);
    }

    private static string? TryCopy(string path)
    {
        try
        {
            return LedgerCopy.Make(path);
        }
        catch (Exception refused) when (refused is IOException or UnauthorizedAccessException)
        {
            // The ledger itself is left as it is, so without a copy nothing is lost either; the damage matters more than this.
            return null;
        }
    }
}
