using TgPlatform.Contracts;
using TgPlatform.Runtime.Retries;

namespace TgPlatform.Runtime.Engine;

/// <summary>
/// Has the strategy give a window of groups to lanes: again when it fails, never longer than it may take, and never to a lane that may not
/// fetch them.
/// </summary>
internal sealed class StrategyCall(IStrategy strategy, AssignmentSettings settings, bool hasOwnLoad, LaneLimits limits, TimeProvider time, Action<string> tell)
{
    private bool _hasTold;

    /// <summary>The index of the lane of each group; null for one the strategy gave to none.</summary>
    /// <exception cref="TimeoutException">The strategy has not answered in time.</exception>
    public int?[] Assign(IReadOnlyList<GroupWork> groups, IReadOnlyList<LaneQueue> lanes)
    {
        for (var attempt = 1; ; attempt++)
        {
            // A strategy that failed half-way has given some of it already.
            var assignment = Prepare(groups, lanes);
            try
            {
                Run(assignment);
                return [.. Enumerable.Range(0, groups.Count).Select(group => Corrected(assignment, group))];
            }
            catch (Exception failure) when (failure is not TimeoutException && attempt < settings.Attempts)
            {
                tell($"the strategy failed and is asked again ({attempt} of {settings.Attempts}): {Failures.Reason(failure)}");
            }
        }
    }

    private Assignment Prepare(IReadOnlyList<GroupWork> groups, IReadOnlyList<LaneQueue> lanes)
    {
        var seen = groups.Select(static group => group.ToFetch).ToArray();
        var loads = new Dictionary<ItemGroup, double>(ReferenceEqualityComparer.Instance as IEqualityComparer<ItemGroup>);
        for (var index = 0; index < seen.Length; index++)
            loads[seen[index]] = groups[index].Load;
        return new(seen, [.. lanes.Select(static lane => lane.State)], group => loads[group])
        {
            Bytes = [.. groups.Select(static group => (double)group.LoadBytes)],
            HasOwnLoad = hasOwnLoad,
            Limits = limits.Exist ? LimitsOf(groups, lanes) : null,
        };
    }

    // Asked once per group and lane, so that the answer cannot change while the strategy thinks.
    private Func<int, int, bool> LimitsOf(IReadOnlyList<GroupWork> groups, IReadOnlyList<LaneQueue> lanes)
    {
        var may = groups.Select(group => lanes.Select(lane => limits.May(lane, group)).ToArray()).ToArray();
        foreach (var lanesOfGroup in may.Where(static lanesOfGroup => !lanesOfGroup.Contains(true)))
            Array.Fill(lanesOfGroup, true);
        return (group, lane) => may[group][lane];
    }

    // A thread of its own, because code that does not come back cannot be told to.
    private void Run(Assignment assignment)
    {
        using var limit = new CancellationTokenSource(settings.Timeout, time);
        var assigning = Task.Run(() => strategy.Assign(assignment));
        try
        {
            assigning.Wait(limit.Token);
        }
        catch (OperationCanceledException) when (limit.IsCancellationRequested)
        {
            throw new TimeoutException($"it has not answered in {settings.Timeout.TotalSeconds:0.###} s (engine.assignment.timeout)");
        }
        catch (AggregateException failed)
        {
            System.Runtime.ExceptionServices.ExceptionDispatchInfo.Throw(failed.InnerException!);
        }
    }

    private int? Corrected(Assignment assignment, int group)
    {
        if (assignment.LaneOf(group) is not { } given || assignment.MayTake(group, given))
            return assignment.LaneOf(group);
        if (!_hasTold)
            tell($"the strategy gave group '{assignment.Groups[group].Id}' to lane '{assignment.Lanes[given].Name}', which may not fetch it; such groups go to the lane with the least to do that may");
        _hasTold = true;
        return Enumerable.Range(0, assignment.Lanes.Count).Where(lane => assignment.MayTake(group, lane)).MinBy(lane => assignment.Lanes[lane].QueuedBytes);
    }
}
