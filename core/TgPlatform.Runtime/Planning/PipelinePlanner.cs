using System.Runtime.CompilerServices;
using TgPlatform.Contracts;
using TgPlatform.Runtime.Engine;
using TgPlatform.Runtime.Hooks;
using TgPlatform.Runtime.Ledgers;
using TgPlatform.Runtime.Pipelines;

namespace TgPlatform.Runtime.Planning;

/// <summary>
/// Says what a run would do, item by item, and does nothing: discovers, filters, names and distributes, but opens no content and writes no
/// ledger.
/// </summary>
/// <param name="pipeline">The pipeline, without errors.</param>
/// <param name="hooks">Its compiled hooks.</param>
/// <param name="clauses">Says which condition keeps an item out.</param>
/// <param name="find">What is known of an item from earlier runs; null when nothing is.</param>
public sealed class PipelinePlanner(PipelineDefinition pipeline, IPipelineHooks hooks, HookClauses clauses, Func<string, KnownItem?> find)
{
    private readonly ItemJudge _judge = new(pipeline, hooks, clauses, find);

    /// <summary>How long the source may find nothing before planning ends.</summary>
    public static TimeSpan Silence => DiscoveryWindows.Silence;

    /// <summary>Whether planning has ended although the source has not: it found nothing for <see cref="Silence"/>.</summary>
    public bool SourceGoesOn { get; private set; }

    /// <summary>The lanes the source has named, once planning has ended.</summary>
    public IReadOnlyList<string> Lanes { get; private set; } = [];

    /// <summary>How large earlier contents were, for items whose size nobody knows.</summary>
    public IReadOnlyList<SizeTally> History { get; init; } = [];

    /// <summary>What is kept of items that earlier runs began, by their ids.</summary>
    public IReadOnlyDictionary<string, KeptContent> Kept { get; init; } = new Dictionary<string, KeptContent>();

    /// <summary>Whether the sinks are connected and asked whether names are taken; without it they are only asked what a name becomes.</summary>
    public bool LooksAtSinks { get; init; }

    /// <summary>Plans.</summary>
    /// <param name="lend">What a plugin of a name is lent.</param>
    /// <param name="time">The clock.</param>
    /// <param name="cancellationToken">Ends planning.</param>
    /// <exception cref="FailureException">The source, or a sink that is looked at, cannot be connected, or discovery fails.</exception>
    public async IAsyncEnumerable<PlannedItem> PlanAsync(Func<string, PluginContext> lend, TimeProvider time, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        await using var source = pipeline.Source.Offer.Create(pipeline.Source.Options, lend(pipeline.Source.Offer.Plugin));
        await ConnectAsync(source, cancellationToken);
        var sinks = new List<ISink?>();
        try
        {
            foreach (var use in pipeline.Sinks)
            {
                sinks.Add(use.Offer.Create?.Invoke(use.Options, lend(use.Offer.Plugin)));
                if (LooksAtSinks)
                    await ConnectAsync(sinks[^1], cancellationToken);
            }

            var load = new PlannedLoad(pipeline.Strategy.Offer.Create(pipeline.Strategy.Options, lend(pipeline.Strategy.Offer.Plugin)), hooks,
                new SizeEstimates(() => History).Of, source is ILimitingLanes limits ? limits.MayFetch : null);
            var deliveries = new DeliveryPlanner(pipeline, hooks, _judge, sinks, LooksAtSinks);
            var windows = new DiscoveryWindows(source, pipeline.Engine.Window, time);
            await foreach (var window in windows.ReadAsync(cancellationToken))
            {
                await foreach (var planned in PlanAsync(window, source, load, deliveries, cancellationToken))
                    yield return planned;
            }

            (SourceGoesOn, Lanes) = (windows.GoesOn, [.. source.Lanes.Select(static lane => lane.Name)]);
        }
        finally
        {
            foreach (var sink in sinks.OfType<ISink>())
                await sink.DisposeAsync();
        }
    }

    private async IAsyncEnumerable<PlannedItem> PlanAsync(
        IReadOnlyList<ItemGroup> window, ISource source, PlannedLoad load, DeliveryPlanner deliveries, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        var judged = new Dictionary<Item, Judgement>(ReferenceEqualityComparer.Instance);
        foreach (var item in window.SelectMany(static group => group.Items))
            judged[item] = _judge.Judge(item);
        var lanes = load.Assign(window, source.Lanes, item => judged[item].Verdict == ItemFate.Pending);
        foreach (var group in window)
        {
            foreach (var item in group.Items)
            {
                var judgement = judged[item];
                if (judgement.Verdict != ItemFate.Pending)
                {
                    yield return new(item, group.Id, judgement, null, []);
                    continue;
                }

                var planned = await deliveries.PlanAsync(item, cancellationToken);
                // In a run, the first sink that refuses the name ends the item.
                var refused = planned.FirstOrDefault(static one => one.IsRefused);
                yield return new(item, group.Id, refused is null ? judgement : new(ItemFate.Dead, refused.Problem), lanes.GetValueOrDefault(item.Id), planned)
                {
                    Kept = refused is null ? KeptOf(item) : null,
                };
            }
        }
    }

    // Of an item that has changed since nothing is used.
    private KeptContent? KeptOf(Item item) =>
        Kept.TryGetValue(item.Id, out var kept) && find(item.Id) is { } known && (known.Version is null || item.Version is null || known.Version == item.Version) ? kept : null;

    private static async ValueTask ConnectAsync(object? part, CancellationToken cancellationToken)
    {
        if (part is IConnecting connecting)
            await connecting.ConnectAsync(cancellationToken);
    }
}
