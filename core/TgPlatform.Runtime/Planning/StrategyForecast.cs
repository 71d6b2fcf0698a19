namespace TgPlatform.Runtime.Planning;

/// <summary>What a strategy would make of the items a plan has found.</summary>
/// <param name="Name">The strategy's name.</param>
/// <param name="IsConfigured">Whether it is the pipeline's own, with its options; the others are shown with their defaults.</param>
/// <param name="Lanes">What each lane gets.</param>
/// <param name="GroupsSplit">Groups whose members go to several lanes.</param>
/// <param name="LeastSeconds">No distribution that keeps groups whole can end earlier.</param>
/// <param name="Problem">Why it cannot be used for these items; null when it can.</param>
public sealed record StrategyForecast(string Name, bool IsConfigured, IReadOnlyList<LaneForecast> Lanes, int GroupsSplit, double LeastSeconds, string? Problem)
{
    /// <summary>When the last lane ends.</summary>
    public double Seconds => Lanes.Count == 0 ? 0 : Lanes.Max(static lane => lane.Seconds);

    /// <summary>How many times the mean the fullest lane gets, by bytes; 1 is perfect.</summary>
    public double Imbalance => Lanes.Count == 0 || Lanes.Sum(static lane => lane.Seconds) <= 0 ? 1 : Seconds / Lanes.Average(static lane => lane.Seconds);
}

/// <summary>What one lane would get.</summary>
/// <param name="Name">The lane.</param>
/// <param name="Items">How many items.</param>
/// <param name="Bytes">Their bytes, unknown sizes by estimate.</param>
/// <param name="Seconds">How long it would take at <see cref="StrategyComparison.AssumedBytesPerSecond"/>, unknown sizes by estimate.</param>
public sealed record LaneForecast(string Name, int Items, long Bytes, double Seconds);

/// <summary>Which strategy fits, and why.</summary>
/// <param name="Name">The strategy's name.</param>
/// <param name="Reason">One sentence.</param>
public sealed record StrategyAdvice(string Name, string Reason);
