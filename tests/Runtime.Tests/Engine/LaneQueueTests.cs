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
        Assert.True(lane.TryGiveAway(static _ => true, out var group));
        Assert.Equal("b", group!.Group.Id);
        lane.Add([group]);
        lane.Ended(first!, 1_000, failed: null);

        Assert.True(lane.TryClaim(default, out var second, out _));
        Assert.True(lane.TryClaim(default, out var third, out _));
        Assert.Equal(("b", "c"), (second!.Item.Id, third!.Item.Id));
    }

    [Fact]
    public void Arrived_ItemsThatDoNotEnd_MakeRoomForMore()
    {
        var time = new ManualTimeProvider();
        var lane = new LaneQueue(new Lane("one") { MaxConcurrency = 8 }, time);
        var widened = 0;
        lane.Widened += () => widened++;
        lane.Add([.. Enumerable.Range(0, 8).Select(static one => GroupOf($"{one}", 1L << 30))]);
        var first = Claim(lane);
        for (var block = 0; block < 8; block++)
        {
            time.Advance(TimeSpan.FromMilliseconds(200));
            lane.Arrived(1 << 20);
        }

        Assert.Equal((4, 1, 4), (first, widened, Claim(lane)));
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

    [Fact]
    public void State_HalfOfAFileIsHere_OnlyTheRestIsQueued()
    {
        _lane.Add(GroupOf("file", 10_000));
        _lane.TryClaim(default, out var work, out _);

        _lane.Arrived(4_000);

        Assert.Equal((6_000, 4_000), (_lane.State.QueuedBytes, _lane.State.BytesFetched));
        _lane.Ended(work!, 4_000, FailureKind.Transient);
        _lane.AddAgain(work!);
        Assert.Equal(10_000, _lane.State.QueuedBytes);
    }

    [Fact]
    public void Guess_WhatWaitsIsLargerThanThought_CountsItAnewAndNothingElse()
    {
        _lane.Add([GroupOf("claimed", null, priority: 1), GroupOf("unknown", null), GroupOf("known", 7)]);
        _lane.TryClaim(default, out var claimed, out _);
        _lane.Learn(claimed!, 100);

        _lane.Guess(static _ => 5_000);

        Assert.Equal(5_107, _lane.State.QueuedBytes);
    }

    [Fact]
    public void State_ALaneBecomesTenTimesSlower_IsMeasuredBeforeItsFilesEnd()
    {
        var time = new ManualTimeProvider();
        var lane = new LaneQueue(new Lane("one"), time);
        lane.Add(GroupOf("file", 100_000_000));
        lane.TryClaim(default, out _, out _);
        Flow(1_000_000, seconds: 20);
        Assert.InRange(lane.State.BytesPerSecond, 990_000, 1_010_000);

        Flow(100_000, seconds: 12);

        Assert.InRange(lane.State.BytesPerSecond, 100_000, 250_000);

        void Flow(int bytesPerSecond, int seconds)
        {
            for (var second = 0; second < seconds; second++)
            {
                time.Advance(TimeSpan.FromSeconds(1));
                lane.Arrived(bytesPerSecond);
                _ = lane.State;
            }
        }
    }

    [Fact]
    public void TryClaim_AGroupThatKeepsItsOrder_GivesTheNextMemberWhenTheOneBeforeHasEnded()
    {
        var album = new GroupWork(Some.Group("album", 10, 10), 1) { KeepsOrder = true };
        album.Members.AddRange(album.Group.Items.Select(item => new Work(item, album, []) { LoadBytes = 10 }));
        _lane.Add([album, GroupOf("other", 10)]);

        Assert.True(_lane.TryClaim(default, out var first, out var isWhole));
        Assert.True(_lane.TryClaim(default, out var other, out _));
        Assert.False(_lane.TryClaim(default, out _, out _));
        _lane.Ended(first!, 10, failed: null);
        Assert.False(_lane.TryClaim(default, out _, out _));
        album.MemberEnded();

        Assert.True(_lane.TryClaim(default, out var second, out var isWholeNow));
        Assert.Equal(("album-0", "other", "album-1"), (first!.Item.Id, other!.Item.Id, second!.Item.Id));
        Assert.Equal((false, true), (isWhole, isWholeNow));
    }

    [Fact]
    public void TryGiveAway_TheMostUrgentMayNotGo_GivesTheNextAndKeepsTheOrder()
    {
        _lane.Add([GroupOf("first", 10, priority: 3), GroupOf("second", 10, priority: 2), GroupOf("third", 10, priority: 1)]);

        Assert.True(_lane.TryGiveAway(static group => group.Group.Id != "first", out var given));
        Assert.False(_lane.TryGiveAway(static _ => false, out _));

        Assert.Equal("second", given!.Group.Id);
        _lane.TryClaim(default, out var work, out _);
        Assert.Equal(("first", 20), (work!.Item.Id, _lane.State.QueuedBytes));
    }

    private static int Claim(LaneQueue lane)
    {
        var claimed = 0;
        while (lane.TryClaim(default, out _, out _))
            claimed++;
        return claimed;
    }

    private static GroupWork GroupOf(string id, long? size, int priority = 0)
    {
        var item = Some.Item(id, size);
        var group = new GroupWork(item, 1) { Priority = priority };
        group.Members.Add(new(item, group, []) { LoadBytes = size ?? SizeEstimates.Unknown });
        return group;
    }
}
