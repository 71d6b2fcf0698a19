using TgPlatform.Contracts;
using TgPlatform.Runtime.Hooks;
using TgPlatform.Runtime.Pipelines;

namespace TgPlatform.Runtime.Planning;

/// <summary>Says under which names an item would be stored, and which names meet.</summary>
/// <param name="pipeline">The pipeline.</param>
/// <param name="hooks">Its hooks.</param>
/// <param name="judge">Says which sinks want an item.</param>
/// <param name="sinks">The sinks; null for those that store records.</param>
/// <param name="looks">Whether the sinks are asked what is there already.</param>
internal sealed class DeliveryPlanner(PipelineDefinition pipeline, IPipelineHooks hooks, ItemJudge judge, IReadOnlyList<ISink?> sinks, bool looks)
{
    private readonly Dictionary<(int Sink, string Key), string> _names = [];

    /// <summary>A line per sink that wants the item, or may want it once its size is known.</summary>
    public async Task<IReadOnlyList<PlannedDelivery>> PlanAsync(Item item, CancellationToken cancellationToken)
    {
        var deliveries = new List<PlannedDelivery>();
        for (var sink = 0; sink < sinks.Count; sink++)
        {
            if (judge.Wants(sink, item) is not false and var wants)
                deliveries.Add(await DeliverAsync(sink, item, cancellationToken) with { IsUndecided = wants is null });
        }

        return deliveries;
    }

    private async Task<PlannedDelivery> DeliverAsync(int index, Item item, CancellationToken cancellationToken)
    {
        var sinkName = pipeline.Sinks[index].Name;
        if (sinks[index] is not { } sink)
            return new(sinkName, item.RecordType ?? pipeline.Source.Offer.Name, null);
        var wanted = item.Name;
        try
        {
            wanted = hooks.NameFor(index, item);
            if (sink is not INaming naming)
                return new(sinkName, wanted, null);
            var name = naming.FinalName(wanted);
            var key = (index, naming.CollisionKey(name));
            var meets = _names.TryAdd(key, item.Id) || _names[key] == item.Id
                ? null
                : $"'{_names[key]}' has the same name. Add something that tells them apart, for instance {{item.Id}}.";
            return new(sinkName, name, meets) { IsTaken = looks && await IsThereAsync(sink, name, cancellationToken) };
        }
        catch (FailureException failure)
        {
            return new(sinkName, wanted, failure.Message) { IsRefused = true };
        }
    }

    private static async Task<bool> IsThereAsync(ISink sink, string name, CancellationToken cancellationToken)
    {
        if (sink is not IReadable readable)
            return false;
        await using var there = await readable.OpenCommittedAsync(name, cancellationToken);
        return there is not null;
    }
}
