using TgPlatform.Runtime.Ledgers;

namespace TgPlatform.Runtime.Events;

/// <summary>How a run ended.</summary>
/// <param name="Counts">The ledger's counts at the end: all items ever found by the pipeline.</param>
/// <param name="This">What this run itself did.</param>
/// <param name="Stopped">True when it was asked to stop before everything was done.</param>
/// <param name="Problem">Why the run as a whole failed (discovery, source, all lanes closed), or null.</param>
public sealed record RunOutcome(LedgerCounts Counts, LedgerCounts This, bool Stopped, string? Problem)
{
    /// <summary>Content bytes this run has fetched.</summary>
    public long BytesFetched { get; init; }
}
