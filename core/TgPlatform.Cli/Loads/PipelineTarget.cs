using TgPlatform.Runtime.Engine;
using TgPlatform.Runtime.Events;
using TgPlatform.Runtime.Hooks;
using TgPlatform.Runtime.Ledgers;
using TgPlatform.Runtime.Pipelines;

namespace TgPlatform.Cli.Loads;

/// <summary>A pipeline under load: one run of it, with a ledger and a workspace of its own, that finds what it is offered.</summary>
internal sealed class PipelineTarget : ILoadTarget
{
    private readonly LoadFeed _feed = new();
    private readonly CancellationTokenSource _abort = new();
    private readonly RoundHooks _hooks;
    private readonly SqliteLedger _ledger;
    private readonly Task _run;

    private PipelineTarget(PipelineDefinition pipeline, IPipelineHooks hooks, TimeProvider time)
    {
        _hooks = new(hooks);
        _ledger = SqliteLedger.Open(pipeline.Workspace, pipeline.Name, time);
        var offer = pipeline.Source.Offer;
        var fed = pipeline with { Source = pipeline.Source with { Offer = offer with { Create = (options, context) => new FedSource(offer.Create(options, context), _feed) } } };
        _run = RunAsync(new PipelineRunner(fed, _hooks, _ledger, new RunEnvironment { Observer = _feed, Time = time }));
    }

    /// <summary>Starts it.</summary>
    /// <param name="pipeline">The pipeline; ledger and relative sinks go into its workspace.</param>
    /// <param name="hooks">Its hooks; stay the caller's.</param>
    /// <param name="time">The clock.</param>
    public static ILoadTarget Start(PipelineDefinition pipeline, IPipelineHooks hooks, TimeProvider time)
    {
        Directory.CreateDirectory(pipeline.Workspace);
        return new PipelineTarget(pipeline, hooks, time);
    }

    /// <inheritdoc/>
    public Task<LoadAnswer> StepAsync(CancellationToken cancellationToken) => _feed.OfferAsync(cancellationToken);

    /// <summary>Stops the run at once: whoever wanted an answer has got it.</summary>
    public async ValueTask DisposeAsync()
    {
        await _abort.CancelAsync();
        await _run;
        await _ledger.DisposeAsync();
        _hooks.Dispose();
        _abort.Dispose();
    }

    private async Task RunAsync(PipelineRunner runner)
    {
        try
        {
            var outcome = await runner.RunAsync(_abort.Token, _abort.Token);
            _feed.Close(outcome.Problem ?? "the run was stopped");
        }
        catch (Exception failure)
        {
            _feed.Close(failure.Message);
        }
    }
}
