using TgPlatform.Contracts;
using TgPlatform.Runtime.Engine;
using TgPlatform.Testing;

namespace TgPlatform.Runtime.Tests.Engine;

public class LaneQueueTests
{
    private readonly LaneQueue _lane = new(new Lane("one") { MaxConcurrency = 4 }, new ManualTimeProvider());

    [Fact]
    public void Learn_SizeFromOpening_CorrectsWhatIsQueued()
    {
        _lane.Add(GroupOf("unknown", null));
        var estimated = _lane.State.QueuedBytes;
        _lane.TryClaim(default, out var work, out _);

        _lane.Learn(work!, 5_000);
        var learned = _lane.State.QueuedBytes;
        _lane.Ended(work!, 5_000, failed: null);

        Assert.True(estimated > 5_000);
        Assert.Equal((5_000, 0), (learned, _lane.State.QueuedBytes));
    }

    [Fact]
    public void Add_SeveralGroups_TheMostUrgentIsClaimedFirst()
    {
        _lane.Add([GroupOf("later", 10), GroupOf("urgent", 10, priority: 5)]);

        _lane.TryClaim(default, out var work, out var isWhole);

        Assert.Equal(("urgent", true, 20), (work!.Item.Id, isWhole, _lane.State.QueuedBytes));
    }

    [Fact]
    public void TryClaim_LargeItems_OnlySoManyAtOnceAndNothingOvertakesThem()
    {
        var lane = new LaneQueue(new Lane("one") { MaxConcurrency = 4, LargeBytes = 1_000, MaxLargeConcurrency = 1 }, new ManualTimeProvider());
        lane.Add([GroupOf("a", 1_000, priority: 3), GroupOf("b", 2_000, priority: 2), GroupOf("c", 10, priority: 1)]);
        lane.TryClaim(default, out var first, out _);

        Assert.False(lane.TryClaim(default, out var none, out _));
        Assert.Null(none);
        // What waits may be taken over by other lanes.
        Assert.True(lane.TryGiveAway(out var group));
        Assert.Equal("b", group!.Group.Id);
        lane.Add([group]);
        lane.Ended(first!, 1_000, failed: null);

        Assert.True(lane.TryClaim(default, out var second, out _));
        Assert.True(lane.TryClaim(default, out var third, out _));
        Assert.Equal(("b", "c"), (second!.Item.Id, third!.Item.Id));
    }

    [Fact]
    public void Condition_CircuitOpensAfterAWaitThatIsOver_IsSeen()
    {
        var time = new ManualTimeProvider();
        var lane = new Lane("one");
        var queue = new LaneQueue(lane, time);
        lane.Wait(time.GetUtcNow() + TimeSpan.FromSeconds(1), "flood");
        time.Advance(TimeSpan.FromSeconds(2));
        Assert.Equal(LaneCondition.Ready, queue.Condition);

        for (var item = 0; item < Circuit.Enough; item++)
            queue.Fails("reset", GroupOf($"{item}", 1).Members[0]);

        Assert.Contains("reset", queue.Condition.Reason, StringComparison.Ordinal);
        Assert.True(queue.Condition.WaitingUntil > time.GetUtcNow());
        Assert.NotNull(queue.PausedFor);
    }

    private static GroupWork GroupOf(string id, long? size, int priority = 0)
    {
        var item = Some.Item(id, size);
        var group = new GroupWork(item, 1) { Priority = priority };
        group.Members.Add(new(item, group, []));
        return group;
    }
}
