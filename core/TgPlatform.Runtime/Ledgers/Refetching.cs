using TgPlatform.Contracts;
using TgPlatform.Runtime.Ledgers.Writing;

namespace TgPlatform.Runtime.Ledgers;

/// <summary>Content that was committed, and is not there any more as it was.</summary>
/// <param name="ItemId">The item.</param>
/// <param name="Sink">The sink.</param>
/// <param name="Name">Its <see cref="Receipt.Name"/>; of a record its key.</param>
public readonly record struct LostContent(string ItemId, string Sink, string Name);

/// <summary>
/// Asks once more for content that is done: its items become pending again, for the sinks that have lost it alone, and the next run stores it
/// under its old name. All or nothing, and asking twice changes nothing. What was committed counts until it is replaced.
/// </summary>
public static class Refetching
{
    /// <summary>Asks.</summary>
    /// <param name="pipelineFolder">The folder of the pipeline file.</param>
    /// <param name="pipeline">The pipeline's name.</param>
    /// <param name="lost">What is asked for; what has got another receipt meanwhile is left alone.</param>
    /// <returns>How many contents the next run will fetch, those asked for before included.</returns>
    /// <exception cref="LedgerException">The ledger cannot be used, or does not know the pipeline.</exception>
    public static int Ask(string pipelineFolder, string pipeline, IReadOnlyCollection<LostContent> lost)
    {
        ArgumentNullException.ThrowIfNull(lost);
        return LedgerChange.Make(pipelineFolder, pipeline, (file, pipelines, state) =>
        {
            using var items = new ItemTable(file, pipelines.Key);
            using var deliveries = new DeliveryTable(file);
            var asked = 0;
            foreach (var one in lost)
            {
                var item = items.Find(one.ItemId);
                if (!deliveries.AskAgain(item, one.ItemId, one.Sink, one.Name))
                    continue;
                if (item.Fate != ItemFate.Pending)
                    items.SetFate(one.ItemId, ItemFate.Pending, state);
                asked++;
            }

            return asked;
        });
    }
}
