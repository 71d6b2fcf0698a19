using TgPlatform.Contracts;
using TgPlatform.Runtime.Ledgers.Reading;
using TgPlatform.Runtime.Ledgers.Storage;
using TgPlatform.Runtime.Ledgers.Writing;

namespace TgPlatform.Runtime.Ledgers;

/// <summary>
/// Decides what becomes of dead letters, also while a run is on; the next run sees it. All or nothing, and saying it twice changes nothing.
/// </summary>
public static class DeadLetters
{
    /// <summary>Makes dead letters pending again: only for the sinks that do not have them, and with their history.</summary>
    /// <param name="pipelineFolder">The folder of the pipeline file.</param>
    /// <param name="pipeline">The pipeline's name.</param>
    /// <param name="wanted">Which ones.</param>
    /// <returns>How many.</returns>
    /// <exception cref="LedgerException">The ledger cannot be used, or does not know the pipeline.</exception>
    public static int Replay(string pipelineFolder, string pipeline, Func<FailedItem, bool> wanted) => Change(pipelineFolder, pipeline, wanted, ItemFate.Pending);

    /// <summary>Gives dead letters up: they count as skipped, and are not fetched when they are found again.</summary>
    /// <param name="pipelineFolder">The folder of the pipeline file.</param>
    /// <param name="pipeline">The pipeline's name.</param>
    /// <param name="wanted">Which ones.</param>
    /// <returns>How many.</returns>
    /// <exception cref="LedgerException">The ledger cannot be used, or does not know the pipeline.</exception>
    public static int Drop(string pipelineFolder, string pipeline, Func<FailedItem, bool> wanted) => Change(pipelineFolder, pipeline, wanted, ItemFate.Skipped);

    private static int Change(string pipelineFolder, string pipeline, Func<FailedItem, bool> wanted, ItemFate fate)
    {
        ArgumentNullException.ThrowIfNull(wanted);
        return LedgerChange.Make(pipelineFolder, pipeline, (file, pipelines, state) =>
        {
            using var items = new ItemTable(file, pipelines.Key);
            var chosen = FailedRows.Read(file, pipelines.Key, ItemSelection.Dead).Where(wanted).ToList();
            foreach (var one in chosen)
                items.SetFate(one.Item.Id, fate, state);
            return chosen.Count;
        });
    }
}
