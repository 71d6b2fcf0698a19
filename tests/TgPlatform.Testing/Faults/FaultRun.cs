using TgPlatform.Contracts;
using TgPlatform.Runtime.Engine;
using TgPlatform.Runtime.Events;
using TgPlatform.Runtime.Hooks;
using TgPlatform.Runtime.Ledgers;
using TgPlatform.Runtime.Pipelines;
using TgPlatform.Runtime.Plugins;
using TgPlatform.Runtime.Retries;

namespace TgPlatform.Testing;

/// <summary>The real engine and a real ledger between a source and a sink that are handed over, for suites that make a call fail.</summary>
internal sealed class FaultRun : IDisposable
{
    private readonly TempFolder _folder = new();

    /// <summary>Runs once, over the ledger of the runs before. A run that hangs throws <see cref="TimeoutException"/>.</summary>
    /// <param name="source">Makes the source.</param>
    /// <param name="sink">Makes the sink.</param>
    public async Task<RunOutcome> RunAsync(Func<ISource> source, Func<ISink> sink)
    {
        await using var ledger = SqliteLedger.Open(_folder.Root, "faults", TimeProvider.System);
        using var hooks = new PlainHooks();
        return await new PipelineRunner(Pipeline(source, sink), hooks, ledger, new() { Observer = new Unwatched(), Random = static () => 0 })
            .RunAsync(Patience.Limit, Patience.Limit).WaitAsync(TimeSpan.FromMinutes(3));
    }

    public void Dispose() => _folder.Dispose();

    // One worker each: the calls then come in nearly the same order every time.
    private PipelineDefinition Pipeline(Func<ISource> source, Func<ISink> sink) => new()
    {
        Name = "faults",
        File = _folder.At("faults.yaml"),
        Source = new(new SourceOffer("source", "", "suite", typeof(object), [], (_, _) => source()), new(), default),
        Sinks = [new("sink", new SinkOffer("sink", "", "suite", typeof(object), (_, _) => sink(), null), new(), new(), default)],
        Strategy = new(new StrategyOffer("first", "", "suite", typeof(object), static (_, _) => new FirstLaneThatMay()), new(), default),
        Hooks = HookSet.None,
        Engine = new() { Producers = 1, Consumers = 1, Cores = CoreSelection.Off },
        Retry = new RetrySettings { Attempts = 4, Backoff = new(TimeSpan.Zero, TimeSpan.Zero) },
    };

    private sealed class Unwatched : IRunObserver
    {
        public void On(RunEvent happened)
        {
        }
    }

    private sealed class FirstLaneThatMay : IStrategy
    {
        public void Assign(Assignment assignment)
        {
            for (var group = 0; group < assignment.Groups.Count; group++)
                assignment.Give(group, Enumerable.Range(0, assignment.Lanes.Count).First(lane => assignment.MayTake(group, lane)));
        }
    }

    // Ids are unique where names need not be.
    private sealed class PlainHooks : IPipelineHooks
    {
        public bool FilterReadsSize => false;

        public bool Keeps(Item item) => true;

        public bool Wants(int sink, Item item) => true;

        public string NameFor(int sink, Item item) => $"{Convert.ToHexString(System.Text.Encoding.UTF8.GetBytes(item.Id))}.bin";

        public int PriorityOf(Item item) => 0;

        public double? LoadOf(Item item) => null;

        public void Dispose()
        {
        }
    }
}
