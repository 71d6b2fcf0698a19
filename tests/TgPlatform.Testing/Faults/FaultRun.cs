using TgPlatform.Contracts;
using TgPlatform.Runtime.Engine;
using TgPlatform.Runtime.Events;
using TgPlatform.Runtime.Hooks;
using TgPlatform.Runtime.Integrity;
using TgPlatform.Runtime.Ledgers;
using TgPlatform.Runtime.Pipelines;
using TgPlatform.Runtime.Plugins;
using TgPlatform.Runtime.Retries;
using Xunit;

namespace TgPlatform.Testing;

/// <summary>The real engine and a real ledger between a source and a sink that are handed over, for suites that make calls fail.</summary>
internal sealed class FaultRun : IDisposable
{
    private const string Name = "faults";

    // By a clock that runs a thousand times as fast.
    private static readonly TimeSpan Long = TimeSpan.FromDays(10);

    private readonly TempFolder _folder = new();

    /// <summary>What becomes of content that is there already.</summary>
    public DuplicateContent Dedupe { get; init; }

    /// <summary>Whether items may be given up for good, for other reasons than a plan's.</summary>
    public bool MayGiveUp { get; init; }

    /// <summary>Runs once, with calls that fail: whatever happens, the run itself does not break, and ends with every item accounted for.</summary>
    public async Task<RunOutcome> RunAsync(Func<ISource> source, Offer sink, FaultPlan plan)
    {
        var outcome = await RunOnceAsync(source, sink, plan);
        var ways = plan.Struck.Select(static fault => fault.Way).ToList();
        Assert.True(outcome.Problem is not null || outcome.Counts.Pending == 0 || ways.Contains(FaultWay.Stopped), $"The run left something to do, and did not say why, {plan}: {outcome.Counts}.");
        Assert.True(outcome.Counts.Dead == 0 || MayGiveUp || ways.Exists(FaultWays.IsFinal), $"An item was given up for good {plan}: {outcome.Counts}.");
        return outcome;
    }

    /// <summary>Runs again over the same ledger, and nothing fails; what was given up for good is tried once more.</summary>
    public async Task<RunOutcome> CureAsync(Func<ISource> source, Offer sink, RunOutcome failed)
    {
        if (failed.Counts.Dead > 0)
            DeadLetters.Replay(_folder.Root, Name, static _ => true);
        var cured = await RunOnceAsync(source, sink, new());
        Assert.Null(cured.Problem);
        Assert.Equal((0, 0), (cured.Counts.Pending, cured.Counts.Dead));
        return cured;
    }

    /// <summary>A sink of content.</summary>
    public static Offer Content(Func<ISink> sink) => new SinkOffer("sink", "", "suite", typeof(object), (_, _) => sink(), null);

    /// <summary>A sink of records.</summary>
    public static Offer Records(Func<IRecordSink> sink) => new SinkOffer("sink", "", "suite", typeof(object), null, (_, _) => sink());

    public void Dispose() => _folder.Dispose();

    private async Task<RunOutcome> RunOnceAsync(Func<ISource> source, Offer sink, FaultPlan plan)
    {
        var crashes = new Crashes();
        await using var ledger = SqliteLedger.Open(_folder.Root, Name, TimeProvider.System);
        using var hooks = new PlainHooks();
        var runner = new PipelineRunner(Pipeline(source, (SinkOffer)sink), hooks, ledger, new() { Observer = crashes, Time = new FastTimeProvider(), Random = static () => 0 });
        using var stop = CancellationTokenSource.CreateLinkedTokenSource(Patience.Limit);
        plan.Stopping += stop.Cancel;
        var outcome = await runner.RunAsync(stop.Token, stop.Token).WaitAsync(TimeSpan.FromMinutes(3));
        Assert.True(crashes.First is null, $"A worker of the run crashed {plan}: {crashes.First}");
        Assert.True(runner.Counters is { BytesInBuffer: 0, ItemsInBuffer: 0 }, $"{runner.Counters.BytesInBuffer} bytes are held for ever {plan}.");
        return outcome;
    }

    // One worker each: the calls then come in nearly the same order every time.
    private PipelineDefinition Pipeline(Func<ISource> source, SinkOffer sink) => new()
    {
        Name = Name,
        File = _folder.At("faults.yaml"),
        Source = new(new SourceOffer("source", "", "suite", typeof(object), [], (_, _) => source()), new(), default),
        Sinks = [new("sink", sink, new(), new() { Items = 2 }, default)],
        Strategy = new(new StrategyOffer("first", "", "suite", typeof(object), static (_, _) => new FirstLaneThatMay()), new(), default),
        Hooks = HookSet.None,
        Dedupe = new() { Content = Dedupe },
        Engine = new()
        {
            Producers = 1, Consumers = 1, Cores = CoreSelection.Off, IdleTimeout = Long, WriteTimeout = Long, DrainTimeout = Long, StayWithLane = Long, Assignment = new() { Timeout = Long },
        },
        Retry = new RetrySettings { Attempts = 4, Backoff = new(TimeSpan.Zero, TimeSpan.Zero) },
    };

    private sealed class Crashes : IRunObserver
    {
        public string? First { get; private set; }

        public void On(RunEvent happened) => First ??= (happened as WorkerRestarted)?.ToString();
    }

    private sealed class FirstLaneThatMay : IStrategy
    {
        public void Assign(Assignment assignment)
        {
            for (var group = 0; group < assignment.Groups.Count; group++)
                assignment.Give(group, Enumerable.Range(0, assignment.Lanes.Count).First(lane => assignment.MayTake(group, lane)));
        }
    }
}
