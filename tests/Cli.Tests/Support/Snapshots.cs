using TgPlatform.Cli.Running;
using TgPlatform.Contracts;
using TgPlatform.Runtime.Ledgers;

namespace TgPlatform.Cli.Tests.Support;

/// <summary>A run at one moment, made up.</summary>
internal static class Snapshots
{
    public static DateTimeOffset Now { get; } = new(2030, 1, 1, 12, 0, 0, TimeSpan.Zero);

    public static RunSnapshot Busy { get; } = new()
    {
        Pipeline = "archive",
        Elapsed = TimeSpan.FromSeconds(75),
        Counts = new(Pending: 7, Done: 1200, Filtered: 30, Skipped: 2, Dead: 1),
        IsDiscovering = true,
        BytesFetched = 3L << 30,
        BytesWritten = 3L << 30,
        BytesResumed = 5L << 20,
        BytesPerSecond = 10 << 20,
        Lanes =
        [
            new("main", LaneCondition.Ready, 5, 100L << 20, 6 << 20) { BytesFetched = 2L << 30, Note = "premium" },
            new("second", new(true, Now.AddSeconds(42), "FLOOD_WAIT 42 s"), 2, 20L << 20, 0) { BytesFetched = 1L << 30 },
            new("third", new(false, null, "logged out"), 0, 0, 0),
        ],
        ItemsInBuffer = 3,
        ItemLimit = 64,
        BytesInBuffer = 16L << 20,
        ByteLimit = 32L << 20,
    };
}
