using System.Runtime.CompilerServices;
using TgPlatform.Cli.Commands;
using TgPlatform.Cli.Ledgers;
using TgPlatform.Cli.Pipelines;
using TgPlatform.Cli.Plugins;
using TgPlatform.Cli.Presentation;
using TgPlatform.Contracts;
using TgPlatform.Runtime.Hooks;
using TgPlatform.Runtime.Ledgers;
using TgPlatform.Runtime.Ledgers.Reading;
using TgPlatform.Runtime.Pipelines;
using TgPlatform.Runtime.Planning;
using TgPlatform.Runtime.Planning.Samples;
using TgPlatform.Runtime.Plugins;

namespace TgPlatform.Cli.Planning;

/// <summary>Plans a pipeline once, from its source or from a sample, and turns what goes wrong into a line.</summary>
internal sealed class PlanSession(CliHost host, PipelineDefinition pipeline, IPipelineHooks hooks) : IDisposable
{
    private readonly string _folder = OpenedPipeline.FolderOf(pipeline);
    private readonly HookClauses _clauses = ClausesOf(pipeline);

    private IReadOnlyList<string> _lanes = [];
    private IReadOnlyList<SizeTally> _history = [];

    /// <summary>A file of items to plan instead of the source's; null to ask the source.</summary>
    public string? Sample { get; init; }

    /// <summary>A file that takes every item; null for none.</summary>
    public string? Record { get; init; }

    /// <summary>Whether the sinks are asked what is there already.</summary>
    public bool LooksAtSinks { get; init; }

    /// <summary>Prints every item.</summary>
    public async Task<int> PrintAsync(PlanPrinter print, CancellationToken cancellation)
    {
        var unseen = new UnseenFields(pipeline.Hooks, pipeline.Source.Offer.Fields);
        await foreach (var planned in PlanAsync(cancellation))
        {
            unseen.Look(planned.Item);
            print.Add(planned);
        }

        var exitCode = print.End();
        unseen.Lines().ToList().ForEach(host.Terminal.Problem);
        return exitCode;
    }

    /// <summary>Prints everything about the items of one id or name.</summary>
    public async Task<int> ExplainAsync(string wanted, bool json, CancellationToken cancellation)
    {
        var found = 0;
        await foreach (var planned in PlanAsync(cancellation))
        {
            if (planned.Item.Id != wanted && planned.Item.Name != wanted)
                continue;
            found++;
            if (json)
                host.Terminal.Output.WriteLine(new Explanation(pipeline, hooks, _clauses).Json(planned));
            else
                Explain(planned).ToList().ForEach(host.Terminal.Line);
        }

        return found > 0 ? ExitCodes.Success : throw new UsageException($"--explain: no item has the id or name '{wanted}'. 'tgp plan' without --explain lists all.");
    }

    /// <summary>Everything about a planned item, for people.</summary>
    public IEnumerable<string> Explain(PlannedItem planned) => new Explanation(pipeline, hooks, _clauses).Lines(planned);

    /// <summary>Prints what each strategy would make of the items, and which one fits.</summary>
    public async Task<int> CompareAsync(PluginCatalog catalog, bool json, CancellationToken cancellation)
    {
        var groups = new List<(string Id, List<Item> Items)>();
        var bound = 0;
        await foreach (var planned in PlanAsync(cancellation))
        {
            if (planned.Verdict != ItemFate.Pending)
                continue;
            if (planned.Item.Lane is not null)
            {
                bound++;
                continue;
            }

            if (groups.Count == 0 || groups[^1].Id != planned.Group)
                groups.Add((planned.Group, []));
            groups[^1].Items.Add(planned.Item);
        }

        if (groups.Count == 0 || _lanes.Count == 0)
        {
            host.Terminal.Problem($"there is nothing to distribute{(bound > 0 ? $": the source itself says for all {Units.Items(bound)} on which lane they are fetched" : "")}");
            return ExitCodes.Success;
        }

        var comparison = new StrategyComparison(pipeline, hooks, catalog) { History = _history };
        var forecasts = comparison.Compare([.. groups.Select(static one => new ItemGroup(one.Id, one.Items))], _lanes, plugin => OpenedPipeline.Lend(pipeline, plugin, host.Time));
        if (json)
            JsonText.Print(host.Terminal, writer => StrategyForecastJson.Write(writer, forecasts));
        else
            StrategyForecastText.Lines(forecasts).ToList().ForEach(host.Terminal.Line);
        return ExitCodes.Success;
    }

    /// <summary>Plans.</summary>
    /// <exception cref="UsageException">The sample, the source, a sink or the ledger cannot be used.</exception>
    public async IAsyncEnumerable<PlannedItem> PlanAsync([EnumeratorCancellation] CancellationToken cancellation)
    {
        using var known = Sample is null ? LedgerPlace.Guard(() => KnownItems.Open(_folder, pipeline.Name, host.Time)) : null;
        // A sink that is looked at knows better what is there.
        var owned = known is { HasRun: true } && !LooksAtSinks ? new OwnedNames(_folder, pipeline.Name) : null;
        var planned = Sample is null ? pipeline : SampleSource.StandIn(pipeline, SampleFiles.Read(Sample, pipeline, host.Terminal));
        var planner = new PipelinePlanner(planned, hooks, _clauses, known is null ? static _ => null : known.Find) { LooksAtSinks = LooksAtSinks, History = _history = known?.Sizes ?? [], Kept = known?.Kept ?? new Dictionary<string, KeptContent>() };
        await using var record = Record is null ? null : SampleFiles.Create(Record);
        await using var items = planner.PlanAsync(plugin => OpenedPipeline.Lend(pipeline, plugin, host.Time), host.Time, cancellation).GetAsyncEnumerator(cancellation);
        while (await NextAsync(items))
        {
            record?.WriteLine(SampleLine.Of(items.Current.Item, items.Current.Group));
            yield return owned?.Mark(items.Current) ?? items.Current;
        }

        _lanes = planner.Lanes;
        record?.WriteLine(SampleLine.OfLanes(planner.Lanes));
        if (planner.SourceGoesOn)
            host.Terminal.Problem($"the source goes on; it has found nothing more for {Units.Time(PipelinePlanner.Silence)}, and planning ends here");
    }

    /// <inheritdoc/>
    public void Dispose() => _clauses.Dispose();

    private static HookClauses ClausesOf(PipelineDefinition pipeline) =>
        new(pipeline.Hooks, pipeline.Source.Offer.Fields, PipelineArguments.CompilerIn(OpenedPipeline.FolderOf(pipeline)));

    private static async Task<bool> NextAsync(IAsyncEnumerator<PlannedItem> items)
    {
        try
        {
            return await items.MoveNextAsync();
        }
        catch (LedgerException unusable)
        {
            throw new UsageException(unusable.Message, ExitCodes.RunFailed);
        }
        catch (Exception failure) when (failure is not OperationCanceledException)
        {
            throw new UsageException($"the source cannot be asked: {failure.Message.ReplaceLineEndings(" ")}", ExitCodes.RunFailed);
        }
    }
}
