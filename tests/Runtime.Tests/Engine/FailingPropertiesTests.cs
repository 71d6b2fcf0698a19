using TgPlatform.Contracts;
using TgPlatform.Runtime.Events;
using TgPlatform.Testing;

namespace TgPlatform.Runtime.Tests.Engine;

/// <summary>Properties of plugins are code as well, and may throw.</summary>
public sealed class FailingPropertiesTests
{
    private static readonly byte[] Content = Some.Bytes(50_000);

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    public async Task Run_StateOfOneSinkFails_TheOtherHasTheContentByTheSameAttempt(int time)
    {
        var plan = new FaultPlan(new PlannedFault(new("IResumable.State", time), FaultWay.Unexpected));
        var (failing, other) = (new PartialSink(), new CollectingSink());
        var rig = new EngineRig { Source = new MemorySource(Content), Hooks = new LambdaHooks() };

        var outcome = await rig.To("failing", FaultProxy.Wrap<ISink>(failing, plan)).To("other", other).RunAsync();

        Assert.Single(plan.Struck);
        Assert.Equal(Content, Assert.Single(other.Committed).Value);
        Assert.Equal("other", Assert.Single(rig.Seen<ItemCommitted>()).Sink);
        Assert.Equal("failing", Assert.Single(rig.Ledger.Failures).Sink);
        Assert.Equal(1, outcome.Counts.Dead);
        Assert.Empty(failing.Kept);
        Assert.Empty(rig.Seen<WorkerRestarted>());
    }

    [Theory]
    [InlineData("IDelivery.Offset")]
    [InlineData("IBuffering.LeastBytes")]
    public async Task Run_DeliveryCannotEvenBegin_IsClosedAndTheNextAttemptDelivers(string member)
    {
        var plan = new FaultPlan(new PlannedFault(new(member, 1)));
        var sink = new ClosingSink();
        var rig = new EngineRig { Source = new MemorySource(Content) };

        var outcome = await rig.To("sink", FaultProxy.Wrap<ISink>(sink, plan)).RunAsync();

        Assert.Single(plan.Struck);
        Assert.Equal(1, outcome.Counts.Done);
        Assert.Equal(sink.Begun, sink.Closed);
    }

    [Theory]
    [InlineData(FaultWay.Cut, null)]
    [InlineData(FaultWay.TimedOut, null)]
    [InlineData(FaultWay.Unexpected, "discovery failed")]
    public async Task Run_LanesFail_AreAskedForAgainOrTheRunSaysWhyNot(FaultWay way, string? problem)
    {
        var sink = new CollectingSink();
        var rig = new EngineRig { Source = FaultProxy.Wrap<ISource>(new MemorySource(Content), new FaultPlan(new PlannedFault(new("ISource.Lanes", 1), way))) };

        var outcome = await rig.To("sink", sink).RunAsync();

        Assert.StartsWith(problem ?? "", outcome.Problem ?? "", StringComparison.Ordinal);
        Assert.Equal(problem is null ? 1 : 0, sink.Committed.Count);
        Assert.Equal(problem is null, outcome.Problem is null);
    }

    private sealed class ClosingSink : ISink, IBuffering
    {
        private readonly CollectingSink _inner = new();

        public int Begun { get; private set; }

        public int Closed { get; private set; }

        public long LeastBytes(Target target) => 0;

        public async ValueTask<IDelivery?> BeginAsync(Target target, CancellationToken cancellationToken)
        {
            Begun++;
            return new Delivery(this, (await _inner.BeginAsync(target, cancellationToken))!);
        }

        public ValueTask DisposeAsync() => default;

        private sealed class Delivery(ClosingSink sink, IDelivery inner) : IDelivery
        {
            public long Offset => 0;

            public ValueTask WriteAsync(ReadOnlyMemory<byte> bytes, CancellationToken cancellationToken) => inner.WriteAsync(bytes, cancellationToken);

            public ValueTask<Receipt> CommitAsync(ContentSeal seal, CancellationToken cancellationToken) => inner.CommitAsync(seal, cancellationToken);

            public ValueTask AbandonAsync(CancellationToken cancellationToken) => inner.AbandonAsync(cancellationToken);

            public ValueTask DisposeAsync()
            {
                sink.Closed++;
                return inner.DisposeAsync();
            }
        }
    }
}
