using System.Runtime.CompilerServices;
using TgPlatform.Contracts;
using TgPlatform.Runtime.Hooks;
using TgPlatform.Runtime.Ledgers;
using TgPlatform.Runtime.Pipelines;

namespace TgPlatform.Runtime.Planning;

/// <summary>
/// Says what a run would do, item by item, and does nothing: discovers, filters, names and distributes, but opens no content, connects no
/// sink, and writes no ledger.
/// </summary>
/// <param name="pipeline">The pipeline, without errors.</param>
/// <param name="hooks">Its compiled hooks.</param>
/// <param name="find">What is known of an item from earlier runs; null when nothing is.</param>
public sealed class PipelinePlanner(PipelineDefinition pipeline, IPipelineHooks hooks, Func<string, KnownItem?> find)
{
    private readonly Dictionary<(int Sink, string Key), string> _names = [];

    /// <summary>How long the source may find nothing before planning ends.</summary>
    public static TimeSpan Silence => DiscoveryWindows.Silence;

    /// <summary>Whether planning has ended although the source has not: it found nothing for <see cref="Silence"/>.</summary>
    public bool SourceGoesOn { get; private set; }

    /// <summary>Plans.</summary>
    /// <param name="context">What plugins are lent.</param>
    /// <param name="cancellationToken">Ends planning.</param>
    /// <exception cref="FailureException">The source cannot be connected, or discovery fails.</exception>
    public async IAsyncEnumerable<PlannedItem> PlanAsync(PluginContext context, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        await using var source = pipeline.Source.Offer.Create(pipeline.Source.Options, context);
        if (source is IConnecting connecting)
            await connecting.ConnectAsync(cancellationToken);
        var sinks = new List<ISink?>();
        try
        {
            foreach (var use in pipeline.Sinks)
                sinks.Add(use.Offer.Create?.Invoke(use.Options, context));
            var load = new PlannedLoad(pipeline.Strategy.Offer.Create(pipeline.Strategy.Options, context), hooks);
            var windows = new DiscoveryWindows(source, pipeline.Engine.Window, context.Time);
            await foreach (var window in windows.ReadAsync(cancellationToken))
            {
                foreach (var planned in Plan(window, load.Assign(window, source.Lanes, Fetches), sinks))
                    yield return planned;
            }

            SourceGoesOn = windows.GoesOn;
        }
        finally
        {
            foreach (var sink in sinks.OfType<ISink>())
                await sink.DisposeAsync();
        }
    }

    private IEnumerable<PlannedItem> Plan(IReadOnlyList<ItemGroup> window, IReadOnlyDictionary<string, string> lanes, List<ISink?> sinks)
    {
        foreach (var group in window)
        {
            foreach (var item in group.Items)
            {
                var (verdict, reason) = Judge(item);
                yield return verdict == ItemFate.Pending
                    ? new(item, group.Id, verdict, reason, lanes.GetValueOrDefault(item.Id), [.. Deliveries(item, sinks)])
                    : new(item, group.Id, verdict, reason, null, []);
            }
        }
    }

    private bool Fetches(Item item) => Judge(item).Verdict == ItemFate.Pending;

    private (ItemFate Verdict, string? Reason) Judge(Item item)
    {
        if (find(item.Id) is { Fate: not ItemFate.Pending } known && !AnotherLook.IsWorth(known, item))
            return known.Fate == ItemFate.Dead ? (ItemFate.Dead, "a dead letter of an earlier run") : (ItemFate.Skipped, "done by an earlier run");
        try
        {
            if (item.Size is null && item.HasContent && hooks.FilterReadsSize)
                return (ItemFate.Pending, "its size is unknown: the filter decides when it is opened");
            if (!hooks.Keeps(item))
                return (ItemFate.Filtered, "filter");
            return Enumerable.Range(0, pipeline.Sinks.Count).Any(sink => Wants(sink, item)) ? (ItemFate.Pending, null) : (ItemFate.Filtered, "no sink wants it");
        }
        catch (HookException failure)
        {
            return (ItemFate.Dead, failure.Message);
        }
    }

    private bool Wants(int sink, Item item) => (pipeline.Sinks[sink].Offer.Create is null || item.HasContent) && hooks.Wants(sink, item);

    private IEnumerable<PlannedDelivery> Deliveries(Item item, List<ISink?> sinks)
    {
        for (var sink = 0; sink < sinks.Count; sink++)
        {
            if (Wants(sink, item))
                yield return Deliver(sink, pipeline.Sinks[sink].Name, item, sinks[sink]);
        }
    }

    private PlannedDelivery Deliver(int index, string sinkName, Item item, ISink? sink)
    {
        if (sink is null)
            return new(sinkName, item.RecordType ?? pipeline.Source.Offer.Name, null);
        var wanted = item.Name;
        try
        {
            wanted = hooks.NameFor(index, item);
            if (sink is not INaming naming)
                return new(sinkName, wanted, null);
            var name = naming.FinalName(wanted);
            var key = (index, naming.CollisionKey(name));
            return _names.TryAdd(key, item.Id) || _names[key] == item.Id
                ? new(sinkName, name, null)
                : new(sinkName, name, $"'{_names[key]}' has the same name. Add something that tells them apart, for instance {{item.Id}}.");
        }
        catch (FailureException failure)
        {
            return new(sinkName, wanted, failure.Message);
        }
    }
}
