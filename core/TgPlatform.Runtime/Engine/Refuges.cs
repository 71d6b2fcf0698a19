namespace TgPlatform.Runtime.Engine;

/// <summary>
/// Says where an item is tried again: on the lane that began it, and when that cannot go on, or not for long, on one that may. What is begun of
/// a group goes to one lane together.
/// </summary>
internal sealed class Refuges(WorkBoard board)
{
    /// <summary>Queues an item for its next attempt.</summary>
    public void TryAgain(Work work)
    {
        var lane = work.Lane!;
        if (work.Group.BoundLane is null && !CanGoOn(lane, work))
            lane = Of(work.Group, lane) ?? lane;
        board.AddAgain(lane, work);
    }

    /// <summary>Hands an item that was just claimed to another lane, when its own may not fetch it any more.</summary>
    public bool TryHandOver(Work work)
    {
        var lane = work.Lane!;
        if (!board.Limits.Exist || work.Group.BoundLane is not null || board.Limits.May(lane, work) || Of(work.Group, lane) is not { } refuge)
            return false;
        board.Ended(work, null, null);
        board.AddAgain(refuge, work);
        return true;
    }

    /// <summary>Lets other lanes go on with what one has begun and cannot.</summary>
    public void MoveBegun(LaneQueue from)
    {
        board.Transit.Leave();
        var (again, begun) = from.TakeBegun();
        foreach (var group in begun)
            board.AddBegun(Of(group, from) ?? from, group);
        again.ForEach(TryAgain);
        board.Transit.Arrive();
    }

    /// <summary>Queues an item that was put down: nobody has begun it, as far as lanes go.</summary>
    public void TakeUp(Work work)
    {
        work.Lane = (work.Group.BoundLane is { } bound ? board.Find(bound) : Best(work.Group, null)) ?? board.Lanes[0];
        TryAgain(work);
    }

    private LaneQueue? Best(GroupWork group, LaneQueue? from) => board.Lanes.Where(lane => lane != from && lane.Lane.Condition.IsOpen && board.Limits.May(lane, group))
        .OrderByDescending(board.IsReady).ThenBy(static lane => lane.SecondsLeft).FirstOrDefault();

    private bool CanGoOn(LaneQueue lane, Work work) => lane.Lane.Condition.IsOpen && !board.IsOverdue(lane) && board.Limits.May(lane, work);

    private LaneQueue? Of(GroupWork group, LaneQueue from)
    {
        if (group.Refuge is not { Lane.Condition.IsOpen: true } refuge || refuge == from || board.IsOverdue(refuge) || !board.Limits.May(refuge, group))
            group.Refuge = Best(group, from);

        // To wait elsewhere is no better than to wait where it was begun.
        return group.Refuge is { } found && (!from.Lane.Condition.IsOpen || board.IsReady(found) || !board.Limits.May(from, group)) ? found : null;
    }
}
