namespace TgPlatform.Cli.Loads;

/// <summary>What a load has shown.</summary>
internal sealed record LoadResult
{
    /// <summary>What was run.</summary>
    public required LoadScenario Scenario { get; init; }

    /// <summary>When the counted part began.</summary>
    public required DateTimeOffset Began { get; init; }

    /// <summary>How long it took until the last item ended or was given up.</summary>
    public required TimeSpan Took { get; init; }

    /// <summary>Items offered.</summary>
    public required long Offered { get; init; }

    /// <summary>Items that ended well.</summary>
    public required long Ended { get; init; }

    /// <summary>Items the pipeline's own conditions kept out.</summary>
    public required long KeptOut { get; init; }

    /// <summary>Items that failed or were not done in time.</summary>
    public required long Failed { get; init; }

    /// <summary>Why they failed, the most frequent first.</summary>
    public required IReadOnlyList<(string Reason, long Count)> Errors { get; init; }

    /// <summary>Content bytes committed.</summary>
    public required long Bytes { get; init; }

    /// <summary>From when an item was due until it had ended: waiting for a pipeline that does not keep up counts.</summary>
    public required LatencyHistogram Latency { get; init; }

    /// <summary>Items still on their way when the load ended.</summary>
    public required long UnderWayAtEnd { get; init; }

    /// <summary>Second by second.</summary>
    public required IReadOnlyList<LoadSecond> Seconds { get; init; }

    /// <summary>Most memory of the process at any second, the generator of the load included.</summary>
    public long PeakMemory => Seconds.Count == 0 ? 0 : Seconds.Max(static one => one.Memory);

    /// <summary>Whether every check is met.</summary>
    public bool IsMet => Scenario.Checks.All(check => check.IsMet(this));

    /// <summary>A number per second over the whole time.</summary>
    public double PerSecond(long count) => count / Math.Max(0.001, Took.TotalSeconds);
}

/// <summary>About a second of a load.</summary>
/// <param name="At">Seconds since the counted part began.</param>
/// <param name="Offered">Items that were due in it, by second.</param>
/// <param name="Ended">Items that ended in it, by second.</param>
/// <param name="Failed">Of these, failed.</param>
/// <param name="Bytes">Bytes committed, by second.</param>
/// <param name="P50">Half of what ended in it took no longer.</param>
/// <param name="P95">95 of 100 took no longer.</param>
/// <param name="P99">99 of 100 took no longer.</param>
/// <param name="Memory">Memory of the process in bytes.</param>
/// <param name="UnderWay">Items offered and not ended.</param>
internal sealed record LoadSecond(
    double At, double Offered, double Ended, double Failed, double Bytes, TimeSpan P50, TimeSpan P95, TimeSpan P99, long Memory, long UnderWay);
