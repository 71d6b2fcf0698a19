using System.Runtime.CompilerServices;
using TgPlatform.Contracts;
using TgPlatform.Runtime.Engine;
using TgPlatform.Runtime.Hooks;
using TgPlatform.Runtime.Ledgers;
using TgPlatform.Runtime.Pipelines;
using TgPlatform.Runtime.Planning;
using TgPlatform.Runtime.Plugins;
using TgPlatform.Runtime.Tests.Engine;
using TgPlatform.Testing;

namespace TgPlatform.Runtime.Tests.Planning;

/// <summary>A pipeline to plan: a source that finds some items and then does as told, one sink, a clock moved by hand.</summary>
internal sealed class PlannerRig : ISource, IStrategy
{
    private readonly List<string> _disposed = [];

    public required IReadOnlyList<Item> Items { get; init; }

    /// <summary>What the source does once it has found them all; it ends by default.</summary>
    public Func<CancellationToken, Task> Afterwards { get; init; } = static _ => Task.CompletedTask;

    public int Window { get; init; } = 1024;

    public ManualTimeProvider Time { get; } = new();

    /// <summary>What was disposed, in order.</summary>
    public IReadOnlyList<string> Disposed => _disposed;

    IReadOnlyList<Lane> ISource.Lanes { get; } = [new("one")];

    public static Task NeverEnd(CancellationToken cancellationToken) => Task.Delay(Timeout.Infinite, cancellationToken);

    public PipelinePlanner Planner(KnownItem? known = null) => new(
        new PipelineDefinition
        {
            Name = "planned",
            File = "/planned.yaml",
            Source = new(new("rig", "", "test", typeof(object), [], (_, _) => this), new(), default),
            Sinks = [new("kept", new("rig", "", "test", typeof(object), (_, _) => new SinkOfRig(this), null), new(), new(), default)],
            Strategy = new(new("rig", "", "test", typeof(object), (_, _) => this), new(), default),
            Hooks = HookSet.None,
            Engine = new EngineSettings { Window = Window },
        },
        new LambdaHooks(),
        new HookClauses(HookSet.None, [], new HookCompiler(null)),
        _ => known);

    public IAsyncEnumerator<PlannedItem> Begin(PipelinePlanner planner) => planner.PlanAsync(_ => new() { Time = Time }, Time, CancellationToken.None).GetAsyncEnumerator();

    public async IAsyncEnumerable<ItemGroup> DiscoverAsync(string? cursor, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        try
        {
            foreach (var item in Items)
                yield return item;
            await Afterwards(cancellationToken);
        }
        finally
        {
            _disposed.Add("discovery");
        }
    }

    public void Assign(Assignment assignment)
    {
        for (var group = 0; group < assignment.Groups.Count; group++)
            assignment.Give(group, 0);
    }

    public ValueTask<Content> OpenAsync(Item item, Lane lane, ResumePoint from, CancellationToken cancellationToken) => throw new InvalidOperationException("a plan opens nothing");

    public ValueTask DisposeAsync()
    {
        _disposed.Add("source");
        return default;
    }

    private sealed class SinkOfRig(PlannerRig rig) : ISink
    {
        public ValueTask<IDelivery?> BeginAsync(Target target, CancellationToken cancellationToken) => throw new InvalidOperationException("a plan writes nothing");

        public ValueTask DisposeAsync()
        {
            rig._disposed.Add("sink");
            return default;
        }
    }
}
