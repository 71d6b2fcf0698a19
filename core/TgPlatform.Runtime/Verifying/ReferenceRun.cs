using TgPlatform.Contracts;
using TgPlatform.Runtime.Engine;
using TgPlatform.Runtime.Events;
using TgPlatform.Runtime.Hooks;
using TgPlatform.Runtime.Ledgers;
using TgPlatform.Runtime.Ledgers.Reading;
using TgPlatform.Runtime.Pipelines;

namespace TgPlatform.Runtime.Verifying;

/// <summary>What a pipeline comes to when nobody disturbs it.</summary>
/// <param name="Outcome">How the run ended.</param>
/// <param name="Contents">What each item's content is for each sink that wants it; receipts hold the wanted names.</param>
/// <param name="BytesFetched">What was fetched for it.</param>
/// <param name="Took">How long that was.</param>
public sealed record Reference(RunOutcome Outcome, IReadOnlyList<CommittedContent> Contents, long BytesFetched, TimeSpan Took)
{
    /// <summary>Which records each record sink is to have.</summary>
    public IReadOnlyList<(string Sink, RecordIdentity Record)> Records { get; init; } = [];
}

/// <summary>
/// Runs a pipeline once into sinks that keep nothing, to learn what it ought to come to: by the same source and hooks, without the sinks,
/// without an earlier attempt, without a kill.
/// </summary>
public static class ReferenceRun
{
    /// <summary>Runs.</summary>
    /// <param name="pipeline">The pipeline; its workspace gets a ledger of its own.</param>
    /// <param name="hooks">Its compiled hooks.</param>
    /// <param name="environment">Clock, logs, observer.</param>
    /// <param name="stop">Ends the run.</param>
    public static async Task<Reference> RunAsync(PipelineDefinition pipeline, IPipelineHooks hooks, RunEnvironment environment, CancellationToken stop)
    {
        ArgumentNullException.ThrowIfNull(pipeline);
        ArgumentNullException.ThrowIfNull(environment);
        var began = environment.Time.GetTimestamp();
        RunOutcome outcome;
        PipelineRunner runner;
        await using (var ledger = SqliteLedger.Open(pipeline.Workspace, pipeline.Name, environment.Time))
        {
            runner = new(WithoutSinks(pipeline), hooks, ledger, environment);
            outcome = await runner.RunAsync(stop, stop);
        }

        using var reader = LedgerReader.Open(pipeline.Workspace);
        return new(outcome, [.. reader.Committed(pipeline.Name)], runner.Counters.BytesFetched, environment.Time.GetElapsedTime(began))
        {
            Records = [.. pipeline.Sinks.Where(static use => use.Offer.Create is null).SelectMany(use => ListedRecords.Written(reader, pipeline, use.Name).Select(record => (use.Name, record)))],
        };
    }

    private static PipelineDefinition WithoutSinks(PipelineDefinition pipeline) => pipeline with
    {
        // What each item's content is, twins included.
        Dedupe = new(),
        Source = pipeline.Source with { Offer = pipeline.Source.Offer with { Create = (options, context) => Repeatable(pipeline.Source.Offer.Create(options, context)) } },
        Sinks =
        [
            .. pipeline.Sinks.Select(static use => use with
            {
                Offer = use.Offer.Create is null
                    ? use.Offer with { CreateRecordSink = static (_, _) => new ReferenceSink() }
                    : use.Offer with { Create = static (_, _) => new ReferenceSink() },
            }),
        ],
    };

    private static ISource Repeatable(ISource source) => source is IAcknowledging
        ? throw new FailureException(FailureKind.Permanent, "it hands out each item once, as a queue does: there is no second run to compare with. Try the pipeline on a source that can be read again.")
        : source;
}
