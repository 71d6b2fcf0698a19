using TgPlatform.Runtime.Ledgers.Reading;
using TgPlatform.Runtime.Ledgers.Sqlite;
using TgPlatform.Runtime.Ledgers.Storage;
using TgPlatform.Runtime.Ledgers.Writing;

namespace TgPlatform.Runtime.Ledgers;

/// <summary>Changes what a ledger says of a pipeline from outside a run, also while one is on: all or nothing, in one transaction.</summary>
internal static class LedgerChange
{
    /// <summary>Makes a change.</summary>
    /// <param name="pipelineFolder">The folder of the pipeline file.</param>
    /// <param name="pipeline">The pipeline's name.</param>
    /// <param name="change">Changes rows, given the file, the pipeline's items and its counts; says how many.</param>
    /// <exception cref="LedgerException">The ledger cannot be used, or does not know the pipeline.</exception>
    public static int Make(string pipelineFolder, string pipeline, Func<SqliteFile, PipelineTable, PipelineState, int> change)
    {
        var path = LedgerFile.PathIn(pipelineFolder);
        using (var reader = LedgerReader.Open(pipelineFolder))
            reader.Status(pipeline);
        using var file = LedgerFile.OpenForWriting(path);
        return LedgerErrors.Guard(path, () =>
        {
            using var pipelines = new PipelineTable(file, pipeline);
            file.Execute("BEGIN IMMEDIATE");
            try
            {
                var state = pipelines.Read();
                var changed = change(file, pipelines, state);
                pipelines.Write(state);
                file.Execute("COMMIT");
                return changed;
            }
            catch
            {
                file.Rollback();
                throw;
            }
        });
    }
}
