using TgPlatform.Contracts;
using TgPlatform.Runtime.Events;
using TgPlatform.Runtime.Ledgers;
using TgPlatform.Testing;

namespace TgPlatform.Runtime.Tests.Engine;

/// <summary>What the ledger is told in time, so that a kill costs little of what had arrived.</summary>
public sealed partial class PipelineRunTests
{
    [Fact]
    public async Task Run_TwoSinks_BothAreRememberedAsWholeBeforeTheFirstOneShowsAnything()
    {
        var remembered = new List<(bool First, bool Second)>();
        EngineRig? rig = null;
        bool IsWhole(string sink) => rig!.Ledger.Delivery("1", sink) is { IsSealed: true, State.Offset: 50_000, Length: 50_000 };
        PartialSink Sink() => new() { BeforeCommit = _ => remembered.Add((IsWhole("first"), IsWhole("second"))) };
        rig = new EngineRig { Source = new ScriptedSource([Some.Item()], (_, _, _) => new(new MemoryStream(Some.Bytes(50_000))) { Validator = "v1" }) };

        var outcome = await rig.To("first", Sink()).To("second", Sink()).RunAsync();

        Assert.Equal(1, outcome.Counts.Done);
        // Of the second commit the first delivery has ended, and is no longer on its way.
        Assert.Equal((true, true), remembered[0]);
        Assert.True(remembered[1].Second);
    }

    [Fact]
    public async Task Run_SlowSource_IsRememberedBlockByBlockThoughTheBlocksAreSmall()
    {
        const int block = 64 * 1024;
        var time = new ManualTimeProvider();
        var offsets = new List<long?>();
        EngineRig? rig = null;
        var sink = new PartialSink
        {
            BeforeWrite = _ =>
            {
                offsets.Add(rig!.Ledger.Delivery("1", "partial")?.State?.Offset);
                time.Advance(TimeSpan.FromMilliseconds(150));
            },
        };
        var source = new ScriptedSource([Some.Item()], (_, _, _) => new(new SlowStream(Some.Bytes(4 * block), block, () => time.Advance(TimeSpan.FromMilliseconds(250)))) { Length = 4 * block, Validator = "v1" });
        rig = new EngineRig { Source = source, Time = time, Settings = EngineRig.Patient };

        var outcome = await rig.To("partial", sink).RunAsync();

        Assert.Equal(1, outcome.Counts.Done);
        Assert.Equal([null, block, 2 * block, 3 * block], offsets);
    }

    [Theory]
    [InlineData("IReadBack.OpenWrittenAsync", 2)]
    [InlineData("IReadBack.OpenWrittenAsync dispose", 2)]
    public async Task Run_KeptBytesCannotBeReadForTheirSum_TheSinkPaysAndTheNextAttemptGoesOn(string member, int second)
    {
        // The first reading proves what is kept, the second one sums it up.
        var plan = new FaultPlan(new PlannedFault(new(member, second)));
        var (content, sink) = (Some.Bytes(Large), new PartialSink());
        var source = new ScriptedSource([Some.Item()], (_, _, from) =>
            new(from.Offset == 0 ? new BreakingStream(content[..(Large / 2)], new IOException("reset")) : new MemoryStream(content[(int)from.Offset..]))
            {
                Offset = from.Offset, Length = Large, Validator = "v1", Digests = [Sha256Of(content)],
            });
        var rig = new EngineRig { Source = source };

        await rig.To("partial", FaultProxy.Wrap<ISink>(sink, plan)).RunAsync();

        Assert.Single(plan.Struck);
        Assert.Equal(content, sink.Committed["1.bin"]);
        Assert.Equal([("read", null), ("begin", "partial")], rig.Ledger.Failures.Select(static failure => (failure.Step, failure.Sink)));
        Assert.Equal([0L, Large / 2, Large / 2], source.Opened.Select(static one => one.From.Offset));
        Assert.Empty(rig.Seen<WorkerRestarted>());
    }

    /// <summary>Gives a block at a time, each after a while.</summary>
    private sealed class SlowStream(byte[] bytes, int block, Action wait) : MemoryStream(bytes, writable: false)
    {
        public override bool CanSeek => false;

        public override ValueTask<int> ReadAsync(Memory<byte> buffer, CancellationToken cancellationToken = default)
        {
            wait();
            return base.ReadAsync(buffer[..Math.Min(block, buffer.Length)], cancellationToken);
        }
    }
}
