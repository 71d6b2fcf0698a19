using TgPlatform.Contracts;
using TgPlatform.Runtime.Engine;
using TgPlatform.Runtime.Events;
using TgPlatform.Testing;

namespace TgPlatform.Runtime.Tests.Engine;

/// <summary>Several lanes that do not all serve.</summary>
public sealed partial class PipelineRunTests
{
    [Fact]
    public async Task Run_ALaneWaitsForHours_WhatItBeganGoesOnElsewhereAfterTheLimit()
    {
        var time = new ManualTimeProvider();
        Lane[] lanes = [new("a") { MaxConcurrency = 2 }, new("b") { MaxConcurrency = 2 }];
        var flooded = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        var album = Some.Group("album", [.. Enumerable.Repeat((long?)5, 8)]);
        var source = new ScriptedSource([album, .. Enumerable.Range(0, 20).Select(static number => (ItemGroup)Some.Item($"{number}", 5))], (_, lane, _) =>
        {
            if (lane.Name != "a")
                return new(new MemoryStream(new byte[5]));
            flooded.TrySetResult();
            throw new FailureException(FailureKind.Throttled, "FLOOD_WAIT_36000") { RetryAfter = TimeSpan.FromHours(10), ConcernsLane = true };
        }) { Lanes = lanes };
        var rig = new EngineRig { Source = source, Time = time, Settings = EngineRig.Patient with { StayWithLane = TimeSpan.FromSeconds(30) } };

        var running = rig.To("memory", new CollectingSink()).RunAsync();
        await flooded.Task;
        var before = time.GetUtcNow();
        await time.AdvanceUntilAsync(running);
        var outcome = await running;

        Assert.Equal((28, 0), (outcome.Counts.Done, outcome.Counts.Dead));
        Assert.InRange(time.GetUtcNow() - before, TimeSpan.FromSeconds(20), TimeSpan.FromHours(9));
        Assert.All(source.Opened.GroupBy(static one => one.Item), static item => Assert.Equal("b", item.Last().Lane));
    }

    [Fact]
    public async Task Run_ALaneIsIdle_WhatIsFoundAfterASilenceIsFetchedAtOnce()
    {
        var time = new ManualTimeProvider();
        var committed = Enumerable.Range(0, 3).Select(static _ => new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously)).ToList();
        var rig = new EngineRig { Source = new PatientSource([.. committed.Select(static one => one.Task)]), Time = time, Settings = EngineRig.Patient };
        rig.Happened = happened => _ = happened is ItemCommitted { Item: var item } && committed[item.Id[0] - '0'].TrySetResult();

        var running = rig.To("memory", new CollectingSink()).RunAsync();
        await time.AdvanceUntilAsync(committed[0].Task);
        // The clock stands still from here on: whoever waited for a window would wait for ever.
        var outcome = await running;

        Assert.Equal(3, outcome.Counts.Done);
    }

    [Fact]
    public async Task Run_LanesSeeDifferentItems_EachIsFetchedWhereItMayBe()
    {
        Lane[] lanes = [new("even"), new("odd"), new("all")];
        var items = Enumerable.Range(0, 90).Select(static number => (ItemGroup)Some.Item($"{number}", 5)).ToList();
        var source = new LimitedSource(items, lanes, static (item, lane) => lane.Name switch
        {
            "even" => Number(item) % 2 == 0,
            "odd" => Number(item) % 2 == 1,
            _ => true,
        });
        var rig = new EngineRig { Source = source, Strategy = new AllToTheFirst() };

        var outcome = await rig.To("memory", new CollectingSink()).RunAsync();

        Assert.Equal(90, outcome.Counts.Done);
        Assert.All(source.Opened, one => Assert.True(source.MayFetch(one.Item, one.Lane), $"{one.Item.Id} was opened on {one.Lane.Name}"));
        Assert.Contains("may not fetch", Assert.Single(rig.Seen<Notice>()).Message, StringComparison.Ordinal);

        static int Number(Item item) => int.Parse(item.Id, System.Globalization.CultureInfo.InvariantCulture);
    }

    [Fact]
    public async Task Run_ALaneLosesSightOfAnItemItBegan_AnotherGoesOn()
    {
        Lane[] lanes = [new("a"), new("b")];
        var lost = false;
        var source = new LimitedSource([Some.Item("1", 5)], lanes, (_, lane) => lane.Name == "b" == lost) { Before = lane =>
        {
            if (lane.Name != "a")
                return;
            lost = true;
            throw new FailureException(FailureKind.Throttled, "it cannot see the chat any more") { RetryAfter = TimeSpan.FromMilliseconds(1), ConcernsLane = false };
        } };

        var outcome = await new EngineRig { Source = source }.To("memory", new CollectingSink()).RunAsync();

        Assert.Equal(1, outcome.Counts.Done);
        Assert.Equal(["a", "b"], source.Opened.Select(static one => one.Lane.Name));
        Assert.All(lanes, static lane => Assert.Equal(LaneCondition.Ready, lane.Condition));
    }

    [Fact]
    public async Task Run_OrderedGroups_AreCommittedInTheirOrder()
    {
        var groups = Enumerable.Range(0, 6).Select(static album => Some.Group($"album-{album}", 9, 5, 7, 3, 8)).ToList();
        var first = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        var source = new ScriptedSource(groups, static (item, _, _) => new(new MemoryStream(new byte[item.Size!.Value])))
        {
            // The first member of the first album comes last of all that can be begun beside it.
            Before = (item, _) => item.Id == "album-0-0" ? first.Task : Task.CompletedTask,
        };
        var rig = new EngineRig { Source = source, Settings = new() { Producers = 4, Consumers = 4, OrderedGroups = true } };
        rig.Happened = happened => _ = happened is ItemCommitted { Item.Id: "album-5-4" } && first.TrySetResult();

        var outcome = await rig.To("memory", new CollectingSink()).RunAsync();

        Assert.Equal(30, outcome.Counts.Done);
        var committed = rig.Seen<ItemCommitted>().Select(static one => one.Item.Id).ToList();
        Assert.All(groups, group => Assert.Equal(group.Items.Select(static item => item.Id), committed.Where(id => id.StartsWith($"{group.Id}-", StringComparison.Ordinal))));
    }

    [Fact]
    public async Task Run_StrategyFailsTwice_IsAskedAgainAndSaysSo()
    {
        var rig = new EngineRig { Source = new MemorySource([1], [2]), Strategy = new FailingStrategy(2) };

        var outcome = await rig.To("memory", new CollectingSink()).RunAsync();

        Assert.Equal(2, outcome.Counts.Done);
        Assert.Equal(2, rig.Seen<Notice>().Count(static notice => notice.Message.Contains("asked again", StringComparison.Ordinal)));
    }

    [Fact]
    public async Task Run_StrategyDoesNotAnswer_EndsWithTheReason()
    {
        using var never = new ManualResetEventSlim();
        var time = new ManualTimeProvider();
        var strategy = new FailingStrategy(0) { Waits = never };
        var rig = new EngineRig { Source = new MemorySource([1]), Strategy = strategy, Time = time, Settings = EngineRig.Patient with { Assignment = new() { Timeout = TimeSpan.FromSeconds(60) } } };

        var running = rig.To("memory", new CollectingSink()).RunAsync();
        await strategy.Asked.WaitAsync(TimeSpan.FromMinutes(1));
        await time.AdvanceUntilAsync(running);
        var outcome = await running;
        never.Set();

        Assert.Equal("the strategy failed: it has not answered in 60 s (engine.assignment.timeout)", outcome.Problem);
        Assert.Equal(1, outcome.Counts.Pending);
    }

    [Fact]
    public async Task Run_SizesAreUnknown_TheLedgersHistoryAndEachOpeningTellWhatWaits()
    {
        Lane[] lanes = [new("one") { MaxConcurrency = 1 }];
        var items = Enumerable.Range(0, 20).Select(static number => (ItemGroup)(Some.Item($"{number}") with { Kind = ItemKind.Photo })).ToList();
        var (assigned, ledger) = (new Recorder(items.Count), new MemoryLedger { Sizes = [new(ItemKind.Photo, ".bin", 2, 1_000)] });
        var source = new ScriptedSource(items, static (_, _, _) => new(new MemoryStream(new byte[300]))) { Lanes = lanes, Before = (_, _) => assigned.All };

        await new EngineRig { Source = source, Ledger = ledger, Strategy = assigned }.To("memory", new CollectingSink()).RunAsync();

        Assert.Equal(Enumerable.Repeat(500.0, 20), assigned.Bytes);
    }

    /// <summary>Lanes that may not fetch everything.</summary>
    private sealed class LimitedSource(IReadOnlyList<ItemGroup> groups, IReadOnlyList<Lane> lanes, Func<Item, Lane, bool> may) : ISource, ILimitingLanes
    {
        private readonly List<(Item Item, Lane Lane)> _opened = [];

        public IReadOnlyList<Lane> Lanes => lanes;

        public Action<Lane> Before { get; init; } = static _ => { };

        public IReadOnlyList<(Item Item, Lane Lane)> Opened
        {
            get
            {
                lock (_opened)
                    return [.. _opened];
            }
        }

        public bool MayFetch(Item item, Lane lane) => may(item, lane);

        public async IAsyncEnumerable<ItemGroup> DiscoverAsync(string? cursor, [System.Runtime.CompilerServices.EnumeratorCancellation] CancellationToken cancellationToken)
        {
            await Task.Yield();
            foreach (var group in groups)
                yield return group;
        }

        public ValueTask<Content> OpenAsync(Item item, Lane lane, ResumePoint from, CancellationToken cancellationToken)
        {
            lock (_opened)
                _opened.Add((item, lane));
            Before(lane);
            return new(new Content(new MemoryStream(new byte[item.Size!.Value])));
        }

        public ValueTask DisposeAsync() => default;
    }

    /// <summary>Finds each item when the one before has been committed, and ends when the last one has.</summary>
    private sealed class PatientSource(IReadOnlyList<Task> committed) : ISource
    {
        public IReadOnlyList<Lane> Lanes { get; } = [new("one")];

        public async IAsyncEnumerable<ItemGroup> DiscoverAsync(string? cursor, [System.Runtime.CompilerServices.EnumeratorCancellation] CancellationToken cancellationToken)
        {
            for (var found = 0; found < committed.Count; found++)
            {
                yield return Some.Item($"{found}", 1);
                await committed[found].WaitAsync(cancellationToken);
            }
        }

        public ValueTask<Content> OpenAsync(Item item, Lane lane, ResumePoint from, CancellationToken cancellationToken) => new(new Content(new MemoryStream(new byte[1])));

        public ValueTask DisposeAsync() => default;
    }

    private sealed class AllToTheFirst : IStrategy
    {
        public void Assign(Assignment assignment)
        {
            for (var group = 0; group < assignment.Groups.Count; group++)
                assignment.Give(group, 0);
        }
    }

    /// <summary>Fails some times, or waits for a signal, before it gives everything to the first lane.</summary>
    private sealed class FailingStrategy(int times) : IStrategy
    {
        private readonly TaskCompletionSource _asked = new(TaskCreationOptions.RunContinuationsAsynchronously);
        private int _left = times;

        public ManualResetEventSlim? Waits { get; init; }

        public Task Asked => _asked.Task;

        public void Assign(Assignment assignment)
        {
            _asked.TrySetResult();
            Waits?.Wait();
            assignment.Give(0, 0);
            if (_left-- > 0)
                throw new InvalidOperationException("not now");
            new AllToTheFirst().Assign(assignment);
        }
    }

    /// <summary>Writes down what groups were said to hold.</summary>
    private sealed class Recorder(int groups) : IStrategy
    {
        private readonly TaskCompletionSource _all = new(TaskCreationOptions.RunContinuationsAsynchronously);

        public List<double> Bytes { get; } = [];

        public Task All => _all.Task;

        public void Assign(Assignment assignment)
        {
            Bytes.AddRange(Enumerable.Range(0, assignment.Groups.Count).Select(assignment.BytesOf));
            new AllToTheFirst().Assign(assignment);
            if (Bytes.Count == groups)
                _all.TrySetResult();
        }
    }
}
