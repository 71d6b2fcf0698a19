namespace TgPlatform.Cli.Loads;

/// <summary>Counts while a load runs: over all of it, and over the second that is running. Callable from several threads.</summary>
internal sealed class LoadTally(TimeProvider time)
{
    // Reasons may name items; what happens a million times must not be remembered a million times.
    private const int MostReasons = 50;
    private readonly Lock _lock = new();
    private readonly long _began = time.GetTimestamp();
    private readonly DateTimeOffset _at = time.GetUtcNow();
    private readonly LatencyHistogram _latency = new();
    private readonly Dictionary<string, long> _errors = [];
    private readonly List<LoadSecond> _seconds = [];
    private LatencyHistogram _recent = new();
    private double _cut;
    private (long Offered, long Ended, long KeptOut, long Failed, long Bytes) _all;
    private (long Offered, long Ended, long KeptOut, long Failed, long Bytes) _before;

    /// <summary>Since it began.</summary>
    public TimeSpan Elapsed => time.GetElapsedTime(_began);

    /// <summary>Items offered and not ended.</summary>
    public long UnderWay
    {
        get
        {
            lock (_lock)
                return _all.Offered - _all.Ended - _all.KeptOut - _all.Failed;
        }
    }

    /// <summary>An item is due.</summary>
    public void Offered()
    {
        lock (_lock)
            _all.Offered++;
    }

    /// <summary>An item came to its end.</summary>
    public void Ended(LoadAnswer answer, TimeSpan took)
    {
        lock (_lock)
        {
            _all.Bytes += answer.Bytes;
            if (answer.KeptOut)
            {
                _all.KeptOut++;
                return;
            }

            if (answer.Error is { } error)
            {
                _all.Failed++;
                var kind = _errors.Count < MostReasons || _errors.ContainsKey(error) ? error : "other reasons";
                _errors[kind] = _errors.GetValueOrDefault(kind) + 1;
                return;
            }

            _all.Ended++;
            _latency.Add(took);
            _recent.Add(took);
        }
    }

    /// <summary>Ends the second that is running.</summary>
    public void Cut()
    {
        lock (_lock)
        {
            var now = Elapsed.TotalSeconds;
            var length = Math.Max(0.001, now - _cut);
            var underWay = _all.Offered - _all.Ended - _all.KeptOut - _all.Failed;
            _seconds.Add(new(
                now, (_all.Offered - _before.Offered) / length, (_all.Ended - _before.Ended) / length, (_all.Failed - _before.Failed) / length, (_all.Bytes - _before.Bytes) / length,
                _recent.Percentile(0.5), _recent.Percentile(0.95), _recent.Percentile(0.99), Environment.WorkingSet, underWay));
            (_before, _recent, _cut) = (_all, new(), now);
        }
    }

    /// <summary>Everything, when nothing is under way any more.</summary>
    public LoadResult Result(LoadScenario scenario, long underWayAtEnd)
    {
        Cut();
        lock (_lock)
        {
            return new()
            {
                Scenario = scenario,
                Began = _at,
                Took = Elapsed,
                Offered = _all.Offered,
                Ended = _all.Ended,
                KeptOut = _all.KeptOut,
                Failed = _all.Failed,
                Errors = [.. _errors.OrderByDescending(static one => one.Value).Select(static one => (one.Key, one.Value))],
                Bytes = _all.Bytes,
                Latency = _latency,
                UnderWayAtEnd = underWayAtEnd,
                Seconds = [.. _seconds],
            };
        }
    }
}
