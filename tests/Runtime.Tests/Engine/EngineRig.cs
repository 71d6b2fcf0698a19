using TgPlatform.Contracts;
using TgPlatform.Runtime.Engine;
using TgPlatform.Runtime.Events;
using TgPlatform.Runtime.Hooks;
using TgPlatform.Runtime.Integrity;
using TgPlatform.Runtime.Ledgers;
using TgPlatform.Runtime.Pipelines;
using TgPlatform.Runtime.Plugins;
using TgPlatform.Runtime.Retries;

namespace TgPlatform.Runtime.Tests.Engine;

/// <summary>A run with everything replaceable, and everything it did.</summary>
internal sealed class EngineRig : IRunObserver
{
    private readonly List<RunEvent> _events = [];
    private readonly List<(string Name, object Sink)> _sinks = [];

    public required ISource Source { get; init; }

    public EngineSettings Settings { get; init; } = new() { Producers = 4, Consumers = 2 };

    public RetrySettings Retry { get; init; } = new() { Attempts = 3, Backoff = new(TimeSpan.Zero, TimeSpan.Zero) };

    public IPipelineHooks Hooks { get; init; } = new LambdaHooks();

    public IStrategy Strategy { get; init; } = new FewestItems();

    public MemoryLedger Ledger { get; init; } = new();

    /// <summary>A real ledger instead of <see cref="Ledger"/>.</summary>
    public ILedger? RealLedger { get; init; }

    public DuplicateContent Dedupe { get; init; }

    /// <summary>Names that are some item's already when what is there is adopted; null when it is not.</summary>
    public IReadOnlyList<(string Sink, string Name)>? Adopts { get; init; }

    /// <summary>For tests that move the clock in great steps: nothing may take these for the silence of a source, a sink or the strategy.</summary>
    public static EngineSettings Patient { get; } = new()
    {
        Producers = 4, Consumers = 2, IdleTimeout = TimeSpan.FromDays(40), WriteTimeout = TimeSpan.FromDays(40), Assignment = new() { Timeout = TimeSpan.FromDays(40) },
    };

    public TimeProvider Time { get; init; } = TimeProvider.System;

    /// <summary>What sinks keep; null when none keeps anything.</summary>
    public SinkMemory? Memory { get; init; }

    public RunCounters Counters { get; } = new();

    /// <summary>Called for every event, after it was kept.</summary>
    public Action<RunEvent> Happened { get; set; } = static _ => { };

    public EngineRig To(string name, object sink)
    {
        _sinks.Add((name, sink));
        return this;
    }

    public async Task<RunOutcome> RunAsync(CancellationToken stop = default, CancellationToken abort = default)
    {
        var slots = _sinks.Select((pair, index) => SlotOf(index, pair.Name, pair.Sink)).ToList();
        using var duplicates = Duplicates.For(new() { Content = Dedupe }, RealLedger ?? Ledger, this, Time);
        var parts = new RunParts(Source, slots, Hooks, RealLedger ?? Ledger, Settings, this, Counters, Time) { Memory = Memory, Adoption = Adopts is null ? null : new(Adopts, slots), Duplicates = duplicates, Sums = duplicates is null ? [] : [DigestAlgorithm.Sha256] };
        using var run = new PipelineRun(parts, Strategy, Retry, static () => 0.5);
        return await run.RunAsync(stop, abort).WaitAsync(TimeSpan.FromMinutes(2));
    }

    public IReadOnlyList<T> Seen<T>()
        where T : RunEvent
    {
        lock (_events)
            return [.. _events.OfType<T>()];
    }

    public void On(RunEvent happened)
    {
        lock (_events)
            _events.Add(happened);
        Happened(happened);
    }

    private SinkSlot SlotOf(int index, string name, object sink)
    {
        var offer = new SinkOffer(name, "", "test", typeof(object), null, null);
        var use = new SinkUse(name, offer, new(), new BatchSettings { Items = 3, Age = TimeSpan.FromMilliseconds(20) }, default);
        return sink is IRecordSink records
            ? new(index, use, null, new(records, use.Batch, Settings, "memory", Time), Time, this)
            : new(index, use, (ISink)sink, null, Time, this);
    }

    private sealed class FewestItems : IStrategy
    {
        public void Assign(Assignment assignment)
        {
            var given = assignment.Lanes.Select(static lane => lane.QueuedItems).ToArray();
            for (var group = 0; group < assignment.Groups.Count; group++)
            {
                var lane = Array.IndexOf(given, given.Min());
                given[lane] += assignment.Groups[group].Items.Count;
                assignment.Give(group, lane);
            }
        }
    }
}
