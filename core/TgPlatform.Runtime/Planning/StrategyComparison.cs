using System.Globalization;
using TgPlatform.Contracts;
using TgPlatform.Runtime.Engine;
using TgPlatform.Runtime.Hooks;
using TgPlatform.Runtime.Ledgers;
using TgPlatform.Runtime.Options;
using TgPlatform.Runtime.Pipelines;
using TgPlatform.Runtime.Plugins;

namespace TgPlatform.Runtime.Planning;

/// <summary>Has every strategy there is distribute the same items, as a run would at its start, and compares what comes of it.</summary>
/// <param name="pipeline">The pipeline.</param>
/// <param name="hooks">Its hooks.</param>
/// <param name="catalog">Finds strategies.</param>
public sealed class StrategyComparison(PipelineDefinition pipeline, IPipelineHooks hooks, IPluginCatalog catalog)
{
    /// <summary>The speed every lane is given, because none has been measured yet: only the ratios between forecasts say something.</summary>
    public const long AssumedBytesPerSecond = 10 << 20;

    // Differences below this are within what a run's real speeds change anyway.
    private const double AsGood = 1.02;

    /// <summary>How large earlier contents were, for items whose size nobody knows.</summary>
    public IReadOnlyList<SizeTally> History { get; init; } = [];

    private SizeEstimates Sizes => field ??= new(() => History);

    /// <summary>Compares.</summary>
    /// <param name="groups">What would be fetched, in the order of discovery.</param>
    /// <param name="lanes">The source's lanes; at least one.</param>
    /// <param name="lend">What a plugin of a name is lent.</param>
    /// <returns>A forecast per strategy, by name.</returns>
    public IReadOnlyList<StrategyForecast> Compare(IReadOnlyList<ItemGroup> groups, IReadOnlyList<string> lanes, Func<string, PluginContext> lend)
    {
        ArgumentNullException.ThrowIfNull(groups);
        ArgumentNullException.ThrowIfNull(lend);
        var least = LeastSeconds(groups, lanes);
        return [.. catalog.Names("strategy").Select(name => Forecast(name, groups, lanes, lend, least))];
    }

    /// <summary>The one to take: whole groups first, then the earliest end; of equals the pipeline's own, then the default.</summary>
    public static StrategyAdvice? Advise(IReadOnlyList<StrategyForecast> forecasts)
    {
        var usable = forecasts.Where(static one => one.Problem is null && one.GroupsSplit == 0).ToList();
        if (usable.Count == 0)
            return null;
        var earliest = usable.Min(static one => one.Seconds);
        var best = usable.Where(one => one.Seconds <= earliest * AsGood).OrderByDescending(static one => one.IsConfigured).ThenByDescending(static one => one.Name == PipelineReader.DefaultStrategy).ThenBy(static one => one.Name, StringComparer.Ordinal).First();
        var above = best.LeastSeconds > 0 ? (best.Seconds / best.LeastSeconds) - 1 : 0;
        var splits = forecasts.Any(static one => one.GroupsSplit > 0) ? "it keeps every group whole and " : "";
        var rivals = usable.Count(one => one != best && one.Seconds <= earliest * AsGood);
        return new(best.Name, string.Create(CultureInfo.InvariantCulture, $"{splits}ends {(above < 0.0005 ? "as early as anything could" : $"{above:P1} above the least possible")}{(rivals > 0 ? $"; {rivals} other{(rivals == 1 ? " is" : "s are")} as good" : "")}"));
    }

    private StrategyForecast Forecast(string name, IReadOnlyList<ItemGroup> groups, IReadOnlyList<string> laneNames, Func<string, PluginContext> lend, double least)
    {
        var isConfigured = name == pipeline.Strategy.Offer.Name;
        try
        {
            var (offer, problem) = isConfigured ? new Lookup<StrategyOffer>(pipeline.Strategy.Offer, null) : catalog.FindStrategy(name);
            if (offer is null)
                return new(name, isConfigured, [], 0, least, problem);
            var model = OptionModel.For(offer.OptionsType);
            if (!isConfigured && model.Options.FirstOrDefault(static one => one.IsRequired) is { } required)
                return new(name, isConfigured, [], 0, least, $"its option '{required.Name}' must be given: try it as the pipeline's strategy");
            var strategy = offer.Create(isConfigured ? pipeline.Strategy.Options : model.CreateRecord(), lend(offer.Plugin));
            return Forecast(name, isConfigured, Distribute(strategy, groups, laneNames), groups, laneNames, least);
        }
        catch (Exception failure)
        {
            // A strategy is anybody's code; here it is only looked at.
            return new(name, isConfigured, [], 0, least, Retries.Failures.Reason(failure));
        }
    }

    private Dictionary<string, string> Distribute(IStrategy strategy, IReadOnlyList<ItemGroup> groups, IReadOnlyList<string> laneNames)
    {
        var load = new PlannedLoad(strategy, hooks, Sizes.Of);
        var lanes = laneNames.Select(static name => new Lane(name)).ToList();
        var given = new Dictionary<string, string>();
        foreach (var window in groups.Chunk(pipeline.Engine.Window))
        {
            foreach (var (item, lane) in load.Assign(window, lanes, static _ => true))
                given[item] = lane;
        }

        return given;
    }

    private StrategyForecast Forecast(string name, bool isConfigured, Dictionary<string, string> given, IReadOnlyList<ItemGroup> groups, IReadOnlyList<string> laneNames, double least)
    {
        var items = groups.SelectMany(static group => group.Items).ToList();
        var missing = items.Count(item => !given.ContainsKey(item.Id));
        var byLane = items.ToLookup(item => given.GetValueOrDefault(item.Id));
        var split = groups.Count(group => group.Items.Select(item => given.GetValueOrDefault(item.Id)).Distinct().Count() > 1);
        return new(
            name, isConfigured, [.. laneNames.Select(lane => new LaneForecast(lane, byLane[lane].Count(), byLane[lane].Sum(Sizes.Of), byLane[lane].Sum(SecondsOf)))],
            split, least, missing > 0 ? $"it gives {missing} of {items.Count} items to no lane" : null);
    }

    private double LeastSeconds(IReadOnlyList<ItemGroup> groups, IReadOnlyList<string> lanes)
    {
        var seconds = groups.Select(group => group.Items.Sum(SecondsOf)).DefaultIfEmpty(0).ToList();
        return Math.Max(seconds.Sum() / Math.Max(1, lanes.Count), seconds.Max());
    }

    private double SecondsOf(Item item) => (double)Sizes.Of(item) / AssumedBytesPerSecond;
}
