using Microsoft.Extensions.Logging;
using TgPlatform.Contracts;

namespace TgPlatform.Plugins.Strategies;

/// <summary>
/// Gives one group after the other to the lane that will be done with it earliest, and keeps count. With <c>n</c> groups and <c>l</c> lanes,
/// <c>n × l</c> comparisons: a heap would answer only for lanes of equal speed that may take everything which of them that is.
/// </summary>
internal sealed class Balance
{
    private readonly Assignment _assignment;
    private readonly double[] _costs;
    private readonly double[] _ends;
    private readonly double[] _rates;

    /// <summary>Counts in the unit of a metric.</summary>
    /// <param name="now">The time, from which the waits of lanes are counted.</param>
    public Balance(Assignment assignment, Metric metric, DateTimeOffset now)
    {
        _assignment = assignment;
        _costs = Costs.Of(assignment, metric);
        _rates = metric == Metric.Time ? Costs.Speeds(assignment.Lanes) : [.. assignment.Lanes.Select(static _ => 1.0)];
        _ends = [.. assignment.Lanes.Select((lane, index) => metric switch
        {
            Metric.Files => lane.QueuedItems,
            Metric.Bytes => lane.QueuedBytes,
            Metric.Time => (lane.QueuedBytes / _rates[index]) + Math.Max(0, ((lane.Condition.WaitingUntil ?? now) - now).TotalSeconds),
            _ => lane.QueuedItems * Costs.Mean(assignment, _costs),
        })];
    }

    /// <summary>What each group costs.</summary>
    public IReadOnlyList<double> CostOf => _costs;

    /// <summary>Gives every group in the order given, checks the result when told to, and says what is wrong with it.</summary>
    public void Give(IEnumerable<int> groups, BalanceOptions options, ILogger logger)
    {
        var before = _ends.ToArray();
        Give(groups);
        if (!options.Validate)
            return;
        var missing = Enumerable.Range(0, _costs.Length).Count(group => _assignment.LaneOf(group) is null);
        if (missing > 0)
            throw new InvalidOperationException($"{missing} of {_costs.Length} groups were given to no lane.");
        if (Imbalance(before) is var imbalance && imbalance > options.MaxImbalance)
        {
            logger.LogWarning(
                "The fullest of {Lanes} lanes got {Imbalance:F2} times the least possible, more than max_imbalance {Limit}: {Groups} groups did not fit better",
                _ends.Length, imbalance, options.MaxImbalance, _costs.Length);
        }
    }

    private void Give(IEnumerable<int> groups)
    {
        foreach (var group in groups)
        {
            var best = -1;
            for (var lane = 0; lane < _ends.Length; lane++)
            {
                if (_assignment.MayTake(group, lane) && (best < 0 || EndOf(group, lane) < EndOf(group, best)))
                    best = lane;
            }

            _ends[best] = EndOf(group, best);
            _assignment.Give(group, best);
        }
    }

    // How many times the least possible load the fullest lane has.
    private double Imbalance(IReadOnlyList<double> before)
    {
        if (_costs.Length == 0)
            return 1;
        // No lane can be done before the work shared out perfectly is, before its own start, or before the largest group on the fastest lane.
        var shared = (_costs.Sum() + before.Select((end, lane) => end * _rates[lane]).Sum()) / _rates.Sum();
        var least = Math.Max(Math.Max(shared, before.Max()), before.Select((end, lane) => end + (_costs.Max() / _rates[lane])).Min());
        return least > 0 ? Math.Max(1, _ends.Max() / least) : 1;
    }

    private double EndOf(int group, int lane) => _ends[lane] + (_costs[group] / _rates[lane]);
}
