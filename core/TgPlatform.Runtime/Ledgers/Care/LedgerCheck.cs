using TgPlatform.Runtime.Ledgers.Sqlite;
using TgPlatform.Runtime.Ledgers.Storage;

namespace TgPlatform.Runtime.Ledgers.Care;

/// <summary>What a check has found.</summary>
/// <param name="Items">Items that are as they were written.</param>
/// <param name="Problems">What is wrong, one sentence each; none when all is well. Of many, the first ones.</param>
public sealed record LedgerCheckResult(long Items, IReadOnlyList<string> Problems);

/// <summary>Reads a ledger from end to end: SQLite's own structures, every row's sum, and whether the counts are those of the rows.</summary>
public static class LedgerCheck
{
    private const int MostProblems = 100;

    /// <summary>Checks the ledger of a folder, as it is at one moment, without changing it.</summary>
    /// <param name="pipelineFolder">The folder of the pipeline files.</param>
    /// <exception cref="LedgerException">There is no ledger, or it cannot even be opened.</exception>
    public static LedgerCheckResult Run(string pipelineFolder)
    {
        var path = LedgerFile.PathIn(pipelineFolder);
        using var file = LedgerFile.OpenForReading(path);
        return LedgerErrors.Guard(path, () =>
        {
            // One long read, so that counts and rows are of one moment even while a run goes on.
            file.Execute("BEGIN");
            var problems = CheckStructure(file);
            using var scan = new LedgerScan(file);
            var items = 0L;
            foreach (var item in scan.Items())
            {
                scan.Take(item);
                items++;
            }

            problems.AddRange(scan.Problems);
            problems.AddRange(scan.Pipelines.SelectMany(static pipeline => pipeline.Differences()));
            return new LedgerCheckResult(items, problems.Count > MostProblems ? problems[..MostProblems] : problems);
        });
    }

    private static List<string> CheckStructure(SqliteFile file)
    {
        var problems = new List<string>();
        using var check = file.Prepare($"PRAGMA integrity_check({MostProblems})");
        try
        {
            while (check.Step())
            {
                if (check.Text(0) is { } said && said != "ok")
                    problems.AddRange(said.Split('\n', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries).Where(static line => !line.StartsWith("***", StringComparison.Ordinal)));
            }
        }
        catch (SqliteFailure failure) when (failure.IsDamage)
        {
            problems.Add(failure.Message);
        }

        return problems;
    }
}
