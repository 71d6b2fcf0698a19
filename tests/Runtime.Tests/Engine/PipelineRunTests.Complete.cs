using System.Runtime.CompilerServices;
using TgPlatform.Contracts;
using TgPlatform.Runtime.Events;
using TgPlatform.Testing;

namespace TgPlatform.Runtime.Tests.Engine;

/// <summary>A source hears when nothing of it is left to fetch, and only then.</summary>
public sealed partial class PipelineRunTests
{
    private static IReadOnlyList<ItemGroup> Two => [Some.Item("1", 5), Some.Item("2", 5)];

    [Fact]
    public async Task Run_NothingIsLeft_SourceIsToldOnceAfterTheLastItem()
    {
        var source = new CompletingSource(Two);
        var rig = new EngineRig { Source = source };
        source.Completing = () => Assert.Equal(2, rig.Seen<ItemEnded>().Count);

        var outcome = await rig.To("memory", new CollectingSink()).RunAsync();

        Assert.Equal((2, 1), (outcome.Counts.Done, source.Completed));
        Assert.Empty(rig.Seen<Notice>());
    }

    [Fact]
    public async Task Run_EverythingWasDoneBefore_SourceIsTold()
    {
        var ledger = new MemoryLedger();
        await new EngineRig { Source = new CompletingSource(Two), Ledger = ledger }.To("memory", new CollectingSink()).RunAsync();
        var source = new CompletingSource(Two);

        await new EngineRig { Source = source, Ledger = ledger }.To("memory", new CollectingSink()).RunAsync();

        Assert.Equal((0, 1), (source.Opened, source.Completed));
    }

    [Fact]
    public async Task Run_AnItemStaysPending_SourceIsNotTold()
    {
        Lane[] lanes = [new("a"), new("b")];
        lanes[0].Close("signed out");
        var source = new CompletingSource([Two[0], Some.Item("bound", 5) with { Lane = "a" }]) { Lanes = lanes };

        var outcome = await new EngineRig { Source = source }.To("memory", new CollectingSink()).RunAsync();

        Assert.Equal((1, 1, 0), (outcome.Counts.Done, outcome.Counts.Pending, source.Completed));
    }

    [Fact]
    public async Task Run_StoppedBeforeTheEnd_SourceIsNotTold()
    {
        using var stop = new CancellationTokenSource();
        var source = new CompletingSource(Two) { Found = stop.Cancel };

        var outcome = await new EngineRig { Source = source }.To("memory", new CollectingSink()).RunAsync(stop.Token);

        Assert.True(outcome.Stopped);
        Assert.Equal(0, source.Completed);
    }

    [Fact]
    public async Task Run_SourceFailsToComplete_IsToldAndTheRunIsGood()
    {
        var source = new CompletingSource(Two) { Completing = static () => throw new InvalidOperationException("the session is gone") };
        var rig = new EngineRig { Source = source };

        var outcome = await rig.To("memory", new CollectingSink()).RunAsync();

        Assert.Equal((2, null), (outcome.Counts.Done, outcome.Problem));
        Assert.Single(rig.Seen<Notice>(), static notice => notice.Message.Contains("the session is gone", StringComparison.Ordinal));
    }

    [Fact]
    public async Task Run_SourceNeverCompletes_TheRunEndsAllTheSame()
    {
        var source = new CompletingSource([]) { Answer = Task.Delay(Timeout.InfiniteTimeSpan) };
        var rig = new EngineRig { Source = source, Settings = new() { Producers = 1, Consumers = 1, IdleTimeout = TimeSpan.FromMilliseconds(20) } };

        var outcome = await rig.To("memory", new CollectingSink()).RunAsync();

        Assert.Null(outcome.Problem);
        Assert.Single(rig.Seen<Notice>(), static notice => notice.Message.Contains("no answer in 0.02 s (engine.idle_timeout)", StringComparison.Ordinal));
    }

    private sealed class CompletingSource(IReadOnlyList<ItemGroup> groups) : ISource, ICompleting
    {
        private int _opened;

        public IReadOnlyList<Lane> Lanes { get; init; } = [new("one")];

        public Action Completing { get; set; } = static () => { };

        /// <summary>Called when the first group has been found.</summary>
        public Action Found { get; init; } = static () => { };

        public int Opened => Volatile.Read(ref _opened);

        public int Completed { get; private set; }

        /// <summary>When it has completed.</summary>
        public Task Answer { get; init; } = Task.CompletedTask;

        public async IAsyncEnumerable<ItemGroup> DiscoverAsync(string? cursor, [EnumeratorCancellation] CancellationToken cancellationToken)
        {
            foreach (var group in groups)
            {
                yield return group;
                Found();
            }

            await Task.CompletedTask;
        }

        public ValueTask<Content> OpenAsync(Item item, Lane lane, ResumePoint from, CancellationToken cancellationToken)
        {
            Interlocked.Increment(ref _opened);
            return new(new Content(new MemoryStream(new byte[5])));
        }

        public ValueTask CompleteAsync(CancellationToken cancellationToken)
        {
            Completed++;
            Completing();
            return new(Answer);
        }

        public ValueTask DisposeAsync() => default;
    }
}
