using TgPlatform.Contracts;

namespace TgPlatform.Runtime.Engine;

/// <summary>Which lane may fetch what, by the source's word; every lane everything when the source has none.</summary>
internal sealed class LaneLimits(ILimitingLanes? source)
{
    /// <summary>Whether there are any.</summary>
    public bool Exist => source is not null;

    public bool May(LaneQueue lane, Work work) => source?.MayFetch(work.Item, lane.Lane) ?? true;

    public bool May(LaneQueue lane, GroupWork group) => source is null || group.Members.TrueForAll(work => May(lane, work));
}
