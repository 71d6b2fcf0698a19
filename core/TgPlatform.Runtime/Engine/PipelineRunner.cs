using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Logging.Abstractions;
using TgPlatform.Contracts;
using TgPlatform.Runtime.Events;
using TgPlatform.Runtime.Hooks;
using TgPlatform.Runtime.Integrity;
using TgPlatform.Runtime.Ledgers;
using TgPlatform.Runtime.Pipelines;
using TgPlatform.Runtime.Plugins;

namespace TgPlatform.Runtime.Engine;

/// <summary>Runs a pipeline once: makes its source, sinks and strategy, connects them, and moves items until everything has ended.</summary>
public sealed class PipelineRunner
{
    private readonly PipelineDefinition _pipeline;
    private readonly IPipelineHooks _hooks;
    private readonly ILedger _ledger;
    private readonly RunEnvironment _environment;
    private volatile Func<IEnumerable<LaneState>>? _lanes;

    /// <summary>Prepares a run; nothing is made yet.</summary>
    /// <param name="pipeline">What to run, without errors.</param>
    /// <param name="hooks">Its compiled hooks; stay the caller's.</param>
    /// <param name="ledger">Its ledger; stays the caller's.</param>
    /// <param name="environment">Clock, logs, observer.</param>
    public PipelineRunner(PipelineDefinition pipeline, IPipelineHooks hooks, ILedger ledger, RunEnvironment environment) =>
        (_pipeline, _hooks, _ledger, _environment) = (pipeline, hooks, ledger, environment);

    /// <summary>Bytes and buffer fill, to be looked at at any time.</summary>
    public RunCounters Counters { get; } = new();

    /// <summary>The ledger's counts, to be looked at at any time.</summary>
    public LedgerCounts Counts => _ledger.Counts;

    /// <summary>The lanes and how they are, to be looked at at any time; after the run as they were at its end.</summary>
    public IReadOnlyList<LaneState> Lanes => [.. _lanes?.Invoke() ?? []];

    /// <summary>Runs.</summary>
    /// <param name="stop">Finds and begins nothing more; what runs may end within <see cref="EngineSettings.DrainTimeout"/>.</param>
    /// <param name="abort">Stops at once; what is safe is remembered, and the next run continues there.</param>
    /// <returns>How it ended; a source or sink that cannot be connected is <see cref="RunOutcome.Problem"/>.</returns>
    public async Task<RunOutcome> RunAsync(CancellationToken stop, CancellationToken abort)
    {
        var start = _ledger.Start;
        _environment.Observer.On(new RunStarted(Now, _pipeline.Name, start.PendingItems, !start.StoppedCleanly) { Unfinished = ReadUnfinished() });
        var outcome = await RunConnectedAsync(stop, abort) with { BytesFetched = Counters.BytesFetched };
        _environment.Observer.On(new RunEnded(Now, outcome));
        return outcome;
    }

    private DateTimeOffset Now => _environment.Time.GetUtcNow();

    // For people to know, and no reason not to run: whoever needs what is damaged ends the run with its advice.
    private UnfinishedWork ReadUnfinished()
    {
        try
        {
            return _ledger.ReadUnfinished();
        }
        catch (LedgerException damage)
        {
            _environment.Observer.On(new Notice(Now, $"how much of the pending items is kept cannot be told: {damage.Message}"));
            return new();
        }
    }

    private async Task<RunOutcome> RunConnectedAsync(CancellationToken stop, CancellationToken abort)
    {
        var made = new MadeParts();
        RunOutcome outcome;
        try
        {
            using var duplicates = Duplicates.For(_pipeline.Dedupe, _ledger, _environment.Observer, _environment.Time);
            var connected = await MakeAsync(made, stop);
            var parts = connected with
            {
                Duplicates = duplicates,
                Adoption = _environment.Adopts is { } owned ? new(owned, connected.Sinks) : null,
                Sums = duplicates is not null || _pipeline.Integrity.Hash == ContentHash.Sha256 ? [DigestAlgorithm.Sha256] : [],
            };
            using var run = new PipelineRun(parts, made.Strategy!, _pipeline.Retry, _environment.Random);
            _lanes = () => run.Lanes;
            outcome = await run.RunAsync(stop, abort);
        }
        catch (ConnectException failure)
        {
            outcome = new(_ledger.Counts, default, Stopped: false, failure.Message);
        }
        catch (OperationCanceledException) when (stop.IsCancellationRequested)
        {
            outcome = new(_ledger.Counts, default, Stopped: true, null);
        }
        finally
        {
            IReadOnlyList<LaneState> last = Lanes;
            _lanes = () => last;
            await made.CloseAsync();
        }

        return outcome with { Problem = outcome.Problem ?? made.Problem };
    }

    private async Task<RunParts> MakeAsync(MadeParts made, CancellationToken stop)
    {
        made.Strategy = Make("strategy", _pipeline.Strategy.Offer.Plugin, Folder, context => _pipeline.Strategy.Offer.Create(_pipeline.Strategy.Options, context));
        made.Source = Make("source", _pipeline.Source.Offer.Plugin, Folder, context => _pipeline.Source.Offer.Create(_pipeline.Source.Options, context));
        var slots = new List<SinkSlot>();
        var memory = SinkMemory.Within(_pipeline.Engine.Buffer.Bytes.Bytes, Counters);
        foreach (var use in _pipeline.Sinks)
        {
            var label = $"sink '{use.Name}'";
            var sink = use.Offer.Create is { } create ? Make(label, use.Offer.Plugin, _pipeline.Workspace, context => create(use.Options, context with { ContentMemory = memory })) : null;
            var records = use.Offer.CreateRecordSink is { } createRecords ? Make(label, use.Offer.Plugin, _pipeline.Workspace, context => createRecords(use.Options, context)) : null;
            var batcher = records is null ? null : new RecordBatcher(records, use.Batch, _pipeline.Engine, _pipeline.Source.Offer.Name, _environment.Time);
            made.Sinks.Add((use.Name, (IAsyncDisposable?)sink ?? batcher!));
            slots.Add(new(slots.Count, use, sink, batcher, _environment.Time, _environment.Observer));
            await ConnectAsync(label, (object?)sink ?? records!, stop);
        }

        await ConnectAsync("source", made.Source, stop);
        await ConnectAsync("strategy", made.Strategy, stop);
        return new(made.Source, slots, _hooks, _ledger, _pipeline.Engine, _environment.Observer, Counters, _environment.Time)
        {
            Memory = slots.Exists(static slot => slot.Sink is IBuffering) ? memory : null,
        };
    }

    private string Folder => Path.GetDirectoryName(_pipeline.File)!;

    private T Make<T>(string label, string plugin, string folder, Func<PluginContext, T> create)
    {
        try
        {
            return create(PluginContexts.For(plugin, folder, _environment.Time, _environment.Loggers.CreateLogger($"{_pipeline.Name}.{plugin}")));
        }
        catch (Exception failure)
        {
            throw new ConnectException($"{label}: {Retries.Failures.Reason(failure)}", failure);
        }
    }

    private static async Task ConnectAsync(string label, object part, CancellationToken stop)
    {
        if (part is not IConnecting connecting)
            return;
        try
        {
            await connecting.ConnectAsync(stop);
        }
        catch (Exception failure) when (!stop.IsCancellationRequested)
        {
            throw new ConnectException($"{label}: {Retries.Failures.Reason(failure)}", failure);
        }
    }

    private sealed class ConnectException(string message, Exception cause) : Exception(message, cause);

    /// <summary>What was made, to be disposed in the opposite order of the content's way.</summary>
    private sealed class MadeParts
    {
        public IStrategy? Strategy { get; set; }

        public ISource? Source { get; set; }

        public List<(string Name, IAsyncDisposable Sink)> Sinks { get; } = [];

        /// <summary>What could not be closed, and why; null when all is well.</summary>
        public string? Problem { get; private set; }

        /// <summary>Closes everything, whatever a part of it does.</summary>
        public async Task CloseAsync()
        {
            if (Source is { } source)
                await CloseAsync("the source", source);
            foreach (var (name, sink) in Sinks)
                await CloseAsync($"sink '{name}'", sink);
            if (Strategy is IDisposable strategy)
                await CloseAsync("the strategy", new Closing(strategy));
        }

        private async Task CloseAsync(string label, IAsyncDisposable part)
        {
            try
            {
                await part.DisposeAsync();
            }
            catch (Exception failure)
            {
                Problem ??= $"{label} failed when it was closed: {Retries.Failures.Reason(failure)}";
            }
        }

        private sealed class Closing(IDisposable part) : IAsyncDisposable
        {
            public ValueTask DisposeAsync()
            {
                part.Dispose();
                return default;
            }
        }
    }
}

/// <summary>What a run is lent by whoever runs it.</summary>
public sealed record RunEnvironment
{
    /// <summary>Sees every event.</summary>
    public required IRunObserver Observer { get; init; }

    /// <summary>Where plugins log.</summary>
    public ILoggerFactory Loggers { get; init; } = NullLoggerFactory.Instance;

    /// <summary>The clock.</summary>
    public TimeProvider Time { get; init; } = TimeProvider.System;

    /// <summary>
    /// When set, what sinks show under the wanted names of new items is taken as theirs instead of being fetched, where length and sums are those the
    /// source declares. Given are the names, by sink, that are some item's already.
    /// </summary>
    public IEnumerable<(string Sink, string Name)>? Adopts { get; init; }

    /// <summary>Numbers from 0 to 1 for the jitter of retries.</summary>
    public Func<double> Random { get; init; } = System.Random.Shared.NextDouble;
}
