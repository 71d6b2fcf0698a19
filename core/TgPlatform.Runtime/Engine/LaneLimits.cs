using TgPlatform.Contracts;
using TgPlatform.Runtime.Retries;

namespace TgPlatform.Runtime.Engine;

/// <summary>Which lane may fetch what, by the source's word; every lane everything when the source has none.</summary>
/// <param name="source">Whom to ask.</param>
/// <param name="tell">Hears, once, of a source that fails to answer; what it does not answer is no.</param>
internal sealed class LaneLimits(ILimitingLanes? source, Action<string> tell)
{
    private int _hasTold;

    /// <summary>Whether there are any.</summary>
    public bool Exist => source is not null;

    public bool May(LaneQueue lane, Work work)
    {
        try
        {
            return source?.MayFetch(work.Item, lane.Lane) ?? true;
        }
        catch (Exception failure)
        {
            if (Interlocked.Exchange(ref _hasTold, 1) == 0)
                tell($"the source fails when it is asked which lane may fetch what, first of '{work.Item.Id}' and '{lane.Lane.Name}': {Failures.Reason(failure)}");
            return false;
        }
    }

    public bool May(LaneQueue lane, GroupWork group) => source is null || group.Members.TrueForAll(work => May(lane, work));
}
