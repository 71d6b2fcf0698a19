using TgPlatform.Contracts;
using TgPlatform.Runtime.Events;
using TgPlatform.Testing;

namespace TgPlatform.Runtime.Tests.Engine;

public sealed partial class PipelineRunTests
{
    [Theory]
    [InlineData(0)]
    [InlineData(1)]
    [InlineData(64 * 1024)]
    [InlineData(1024 * 1024)]
    [InlineData(5 * 1024 * 1024 + 17)]
    public async Task Run_ContentOfAnySize_ArrivesByteForByte(int length)
    {
        var content = Some.Bytes(length);
        var sink = new CollectingSink();
        var rig = new EngineRig { Source = new MemorySource(content) }.To("memory", sink);

        var outcome = await rig.RunAsync();

        Assert.Equal(content, sink.Committed["0.bin"]);
        Assert.Null(outcome.Problem);
        Assert.Equal((1, 1), (outcome.Counts.Found, outcome.Counts.Done));
        Assert.Equal(length, rig.Counters.BytesFetched);
        Assert.Equal(0, rig.Counters.BytesInBuffer);
    }

    [Fact]
    public async Task Run_LengthUnknown_ArrivesWhole()
    {
        var content = Some.Bytes(3_000_000);
        var sink = new CollectingSink();
        var source = new ScriptedSource([Some.Item()], (_, _, _) => new(new NoLengthStream(content)));

        await new EngineRig { Source = source }.To("memory", sink).RunAsync();

        Assert.Equal(content, sink.Committed["1.bin"]);
    }

    [Fact]
    public async Task Run_ManyItemsOverSeveralLanes_EachArrivesOnce()
    {
        var groups = Enumerable.Range(0, 300).Select(number => ((ItemGroup)Some.Item($"{number}", 1000), new[] { Some.Bytes(1000, number) })).ToList();
        var sink = new CollectingSink();
        var rig = new EngineRig { Source = new MemorySource(groups, "a", "b", "c") }.To("memory", sink);

        var outcome = await rig.RunAsync();

        Assert.Equal(300, sink.Committed.Count);
        Assert.All(groups, group => Assert.Equal(group.Item2[0], sink.Committed[group.Item1.Items[0].Name]));
        Assert.Equal(300, rig.Seen<ItemCommitted>().Count);
        Assert.Equal(300, outcome.This.Done);
    }

    [Fact]
    public async Task Run_Groups_StayOnOneLane()
    {
        var groups = Enumerable.Range(0, 40).Select(number => Some.Group($"g{number}", 10, 10, 10, 10)).ToList();
        var source = new ScriptedSource(groups, (_, _, _) => new(new MemoryStream(new byte[10]))) { Lanes = [new("a"), new("b"), new("c")] };

        // A clock that stands still: all groups come in one window, and each lane gets some of them.
        await new EngineRig { Source = source, Time = new ManualTimeProvider() }.To("memory", new CollectingSink()).RunAsync();

        Assert.Equal(160, source.Opened.Count);
        Assert.All(source.Opened.GroupBy(static one => one.Item.Split('-')[0]), static group => Assert.Single(group.Select(static one => one.Lane).Distinct()));
        Assert.Equal(3, source.Opened.Select(static one => one.Lane).Distinct().Count());
    }

    [Fact]
    public async Task Run_ItemBoundToLane_IsFetchedThere()
    {
        var items = Enumerable.Range(0, 50).Select(number => (ItemGroup)(Some.Item($"{number}", 5) with { Lane = number % 2 == 0 ? "a" : "b" })).ToList();
        var source = new ScriptedSource(items, (_, _, _) => new(new MemoryStream(new byte[5]))) { Lanes = [new("a"), new("b")] };

        await new EngineRig { Source = source }.To("memory", new CollectingSink()).RunAsync();

        Assert.All(source.Opened, static one => Assert.Equal(int.Parse(one.Item, null) % 2 == 0 ? "a" : "b", one.Lane));
    }

    [Fact]
    public async Task Run_Parts_ArriveInOrderWhateverTheirTiming()
    {
        var content = Some.Bytes(10 * 4096 + 100);
        var sink = new CollectingSink();
        var source = new ScriptedSource([Some.Item()], (_, _, from) => new(new BackwardParts(content), content.Length) { Offset = from.Offset });

        await new EngineRig { Source = source }.To("memory", sink).RunAsync();

        Assert.Equal(content, sink.Committed["1.bin"]);
    }

    [Fact]
    public async Task Run_PartsOfAnOddLength_GiveAllTheirRoomBack()
    {
        const int Odd = 1_500_000;
        var items = Enumerable.Range(0, 12).Select(static number => (ItemGroup)Some.Item($"{number}", Odd)).ToList();
        var source = new ScriptedSource(items, static (_, _, from) => new(new ZeroParts(2 * Odd), Odd) { Offset = from.Offset });
        var rig = new EngineRig { Source = source, Settings = new() { Buffer = new() { Bytes = ByteSize.FromMiB(4) } } };

        var outcome = await rig.To("memory", new CollectingSink()).RunAsync().WaitAsync(TimeSpan.FromMinutes(2));

        Assert.Equal(12, outcome.Counts.Done);
        Assert.Equal(0, rig.Counters.BytesInBuffer);
    }

    [Fact]
    public async Task Run_HigherPriority_GoesFirst()
    {
        var items = Enumerable.Range(0, 20).Select(number => (ItemGroup)Some.Item($"{number}", 5)).ToList();
        var source = new ScriptedSource(items, (_, _, _) => new(new MemoryStream(new byte[5]))) { Lanes = [new("one") { MaxConcurrency = 1 }] };
        // A clock that stands still: discovery is never quiet, so all items come in one window.
        var rig = new EngineRig { Time = new ManualTimeProvider(), Source = source, Hooks = new LambdaHooks { Priority = static item => int.Parse(item.Id, null) } };

        await rig.To("memory", new CollectingSink()).RunAsync();

        Assert.Equal(Enumerable.Range(0, 20).Reverse().Select(static number => $"{number}"), source.Opened.Select(static one => one.Item));
    }

    [Fact]
    public async Task Run_PinnedWorkers_MoveEverything()
    {
        var groups = Enumerable.Range(0, 50).Select(number => ((ItemGroup)Some.Item($"{number}", 2_000_000), new[] { Some.Bytes(2_000_000, number) })).ToList();
        var sink = new CollectingSink();
        var settings = new Runtime.Engine.EngineSettings { Cores = Runtime.Engine.CoreSelection.Parse("[0, 1]", null) };
        var rig = new EngineRig { Source = new MemorySource(groups, "a"), Settings = settings }.To("memory", sink);

        await rig.RunAsync();

        Assert.All(groups, group => Assert.Equal(group.Item2[0], sink.Committed[group.Item1.Items[0].Name]));
        Assert.Empty(rig.Seen<WorkerRestarted>());
    }

    [Fact]
    public async Task Run_Records_AreBatchedAndCounted()
    {
        var items = Enumerable.Range(0, 7).Select(number => (ItemGroup)(Some.Item($"{number}") with { HasContent = false })).ToList();
        var (records, time) = (new CollectingRecordSink(), new ManualTimeProvider());
        var rig = new EngineRig { Source = new ScriptedSource(items, (_, _, _) => throw new InvalidOperationException("not to be opened")), Time = time, Settings = EngineRig.Patient };

        // While the clock stands still no batch is old: those that are full are written, and the last one when time passes.
        var running = rig.To("rows", records).RunAsync();
        await records.Second.WaitAsync(TimeSpan.FromMinutes(2));
        await time.AdvanceUntilAsync(running);

        Assert.Equal(7, (await running).Counts.Done);
        Assert.Equal([3, 3, 1], records.Batches.Select(static batch => batch.Count));
    }

    private sealed class NoLengthStream(byte[] bytes) : MemoryStream(bytes, writable: false)
    {
        public override bool CanSeek => false;
    }

    private sealed class CollectingRecordSink : IRecordSink
    {
        private readonly TaskCompletionSource _second = new(TaskCreationOptions.RunContinuationsAsynchronously);

        public Task Second => _second.Task;

        public List<IReadOnlyList<Contracts.Record>> Batches { get; } = [];

        public ValueTask WriteBatchAsync(string type, IReadOnlyList<Contracts.Record> records, CancellationToken cancellationToken)
        {
            Batches.Add(records);
            if (Batches.Count == 2)
                _second.SetResult();
            return default;
        }

        public ValueTask DisposeAsync() => default;
    }

    /// <summary>Zeros, in parts that may be larger than all of them.</summary>
    private sealed class ZeroParts(int partBytes) : IPartReader
    {
        public int PartBytes => partBytes;

        public int MaxConcurrency => 2;

        public ValueTask<int> ReadPartAsync(long offset, Memory<byte> destination, CancellationToken cancellationToken)
        {
            destination.Span.Clear();
            return new(destination.Length);
        }

        public ValueTask DisposeAsync() => default;
    }

    /// <summary>Of every pair of parts the second is answered first.</summary>
    private sealed class BackwardParts(byte[] content) : IPartReader
    {
        private readonly TaskCompletionSource[] _read = [.. Enumerable.Range(0, content.Length / 4096 + 2).Select(static _ => new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously))];

        public int PartBytes => 4096;

        public int MaxConcurrency => 4;

        public async ValueTask<int> ReadPartAsync(long offset, Memory<byte> destination, CancellationToken cancellationToken)
        {
            var part = (int)(offset / PartBytes);
            if (part % 2 == 0 && offset + PartBytes < content.Length)
                await _read[part + 1].Task.WaitAsync(cancellationToken);
            content.AsMemory((int)offset, destination.Length).CopyTo(destination);
            _read[part].TrySetResult();
            return destination.Length;
        }

        public ValueTask DisposeAsync() => default;
    }
}
