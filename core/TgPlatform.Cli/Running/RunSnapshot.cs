using TgPlatform.Contracts;
using TgPlatform.Runtime.Ledgers;

namespace TgPlatform.Cli.Running;

/// <summary>A run at one moment: what table, plain lines, JSON and log all show.</summary>
internal sealed record RunSnapshot
{
    /// <summary>The pipeline's name.</summary>
    public required string Pipeline { get; init; }

    /// <summary>Time since the run began.</summary>
    public required TimeSpan Elapsed { get; init; }

    /// <summary>The ledger's counts.</summary>
    public required LedgerCounts Counts { get; init; }

    /// <summary>Whether more items may be found.</summary>
    public required bool IsDiscovering { get; init; }

    /// <summary>Content bytes fetched by this run.</summary>
    public required long BytesFetched { get; init; }

    /// <summary>Content bytes written by this run, every sink counted.</summary>
    public required long BytesWritten { get; init; }

    /// <summary>Bytes kept from earlier attempts.</summary>
    public required long BytesResumed { get; init; }

    /// <summary>Contents that were there and taken for the items' own.</summary>
    public long Adopted { get; init; }

    /// <summary>Fetched bytes per second over the last seconds.</summary>
    public required double BytesPerSecond { get; init; }

    /// <summary>The lanes and their queues.</summary>
    public required IReadOnlyList<LaneState> Lanes { get; init; }

    /// <summary>Items between producers and consumers.</summary>
    public required int ItemsInBuffer { get; init; }

    /// <summary>How many there may be.</summary>
    public required int ItemLimit { get; init; }

    /// <summary>Content bytes in memory.</summary>
    public required long BytesInBuffer { get; init; }

    /// <summary>How many there may be.</summary>
    public required long ByteLimit { get; init; }

    /// <summary>Bytes the lanes still have to fetch, sizes nobody knows yet by estimate.</summary>
    public long BytesQueued => Lanes.Sum(static lane => lane.QueuedBytes);

    /// <summary>How long the queued bytes take at the present speed; null when nothing moves. At least that while items are still being found.</summary>
    public TimeSpan? Remaining => BytesPerSecond < 1 ? null : TimeSpan.FromSeconds(Math.Min(BytesQueued / BytesPerSecond, TimeSpan.FromDays(999).TotalSeconds));

    /// <summary>The remaining time for people: <c>12 s</c>, <c>over 12 s</c>, <c>-</c>.</summary>
    public string RemainingText => Remaining is not { } time ? "-" : IsDiscovering ? $"over {Presentation.Units.Time(time)}" : Presentation.Units.Time(time);
}
