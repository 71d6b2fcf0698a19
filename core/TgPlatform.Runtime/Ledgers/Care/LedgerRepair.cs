using System.Text;
using TgPlatform.Runtime.Ledgers.Sqlite;
using TgPlatform.Runtime.Ledgers.Storage;

namespace TgPlatform.Runtime.Ledgers.Care;

/// <summary>What a repair has done.</summary>
/// <param name="Items">Items saved.</param>
/// <param name="Lost">Items that were there and could not be saved; null when nothing readable tells how many there were.</param>
/// <param name="DamagedCopy">Where the ledger as it was is kept.</param>
/// <param name="Problems">What could not be saved, one sentence each.</param>
public sealed record LedgerRepairResult(long Items, long? Lost, string DamagedCopy, IReadOnlyList<string> Problems);

/// <summary>
/// Saves what is readable of a ledger into a new one. When an item was lost, discovery begins at the beginning again: what is known is passed
/// over, what was lost is found anew. When nothing can be read, the new ledger is empty.
/// </summary>
public static class LedgerRepair
{
    /// <summary>Repairs the ledger of a folder. The file as it was is kept beside it; a crash on the way leaves the old one in place.</summary>
    /// <param name="pipelineFolder">The folder of the pipeline files.</param>
    /// <exception cref="LedgerException">A pipeline of the folder is running, or there is no ledger, or no ledger of ours.</exception>
    public static LedgerRepairResult Run(string pipelineFolder)
    {
        var path = LedgerFile.PathIn(pipelineFolder);
        var (repaired, log) = (path + ".repaired", path + "-wal");
        var locks = LedgerLock.TakeAll(path) ?? throw new LedgerException(LedgerProblem.InUse, $"{path}: a pipeline of this folder is running. End it first.");
        try
        {
            return LedgerErrors.Guard(path, () =>
            {
                var copy = LedgerCopy.Make(path) ?? throw new LedgerException(LedgerProblem.Unusable, $"{path}: there is no ledger.");
                File.Delete(repaired);
                File.Delete(repaired + "-wal");
                LedgerRepairResult result;
                using (var target = LedgerFile.OpenForWriting(repaired))
                    result = Save(path, target, copy);

                // The old log first: laid over the new file it would be what it is about to replace. It is in the copy.
                File.Delete(log);
                File.Delete(path + "-shm");
                File.Move(repaired, path, overwrite: true);
                return result;
            });
        }
        finally
        {
            foreach (var held in locks)
                held.Dispose();
        }
    }

    private static LedgerRepairResult Save(string path, SqliteFile repaired, string copy)
    {
        try
        {
            using var damaged = LedgerFile.OpenForSalvage(path);
            using var scan = new LedgerScan(damaged);
            return Save(scan, repaired, copy);
        }
        catch (Exception damage) when (damage is SqliteFailure { IsDamage: true } or LedgerException { Problem: LedgerProblem.Damaged })
        {
            // Not even the tables are to be found: what was written of the new ledger goes, an empty one is left.
            repaired.Rollback();
            return new(0, null, copy, [$"nothing of it can be read: {(damage.InnerException ?? damage).Message}"]);
        }
    }

    private static LedgerRepairResult Save(LedgerScan scan, SqliteFile file, string copy)
    {
        using var target = new SalvageTable(file);
        var saved = 0L;
        file.Execute("BEGIN IMMEDIATE");
        foreach (var item in scan.Items())
        {
            if (!target.Add(item))
            {
                scan.Problems.Add($"item '{Encoding.UTF8.GetString(item.Id)}' is there twice; the first one was kept");
                continue;
            }

            scan.Take(item);
            saved++;
        }

        foreach (var pipeline in scan.Pipelines)
        {
            scan.Problems.AddRange(pipeline.Differences());
            target.Add(pipeline, isWhole: scan.Problems.Count == 0);
        }

        file.Execute("COMMIT");
        return new(saved, scan.Lost, copy, scan.Problems);
    }
}
