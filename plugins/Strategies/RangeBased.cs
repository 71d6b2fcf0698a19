using TgPlatform.Contracts;

namespace TgPlatform.Plugins.Strategies;

/// <summary>
/// Neighbours stay together: each lane gets one range of the window, with the same number of items. Because it may split groups, the
/// runtime gives it items one by one and tells the user.
/// </summary>
internal sealed class RangeBased : ISplitsGroups
{
    public void Assign(Assignment assignment)
    {
        var total = assignment.Groups.Sum(static group => (long)group.Items.Count);
        var before = 0L;
        for (var group = 0; group < assignment.Groups.Count; group++)
        {
            var wanted = (int)(before * assignment.Lanes.Count / total);
            assignment.Give(group, assignment.MayTake(group, wanted) ? wanted : Nearest(assignment, group, wanted));
            before += assignment.Groups[group].Items.Count;
        }
    }

    private static int Nearest(Assignment assignment, int group, int wanted)
        => Enumerable.Range(0, assignment.Lanes.Count).Where(lane => assignment.MayTake(group, lane)).MinBy(lane => Math.Abs(lane - wanted));
}
