using TgPlatform.Cli.Running;
using TgPlatform.Contracts;

namespace TgPlatform.Cli.Presentation;

/// <summary>A run on one line, for pipes and logs.</summary>
internal static class ProgressLine
{
    /// <summary><c>12 of 40 items, 3.1 GiB at 98.0 MiB/s, over 12 s left, buffer 3 items 12.0 MiB, lanes main 3, second 4</c>.</summary>
    public static string Of(RunSnapshot now)
    {
        var ended = now.Counts.Found - now.Counts.Pending;
        var dead = now.Counts.Dead > 0 ? $" ({Units.Count(now.Counts.Dead)} dead)" : "";
        return $"{Units.Count(ended)} of {Units.Count(now.Counts.Found)}{(now.IsDiscovering ? "+" : "")} items{dead}, {Units.Size(now.BytesFetched)} at {Units.Speed(now.BytesPerSecond)}, "
            + $"{now.RemainingText} left, buffer {now.ItemsInBuffer} items {Units.Size(now.BytesInBuffer)}, lanes {string.Join(", ", now.Lanes.Select(Lane))}";
    }

    /// <summary>What a lane is doing, in a word or two.</summary>
    public static string State(LaneState lane, DateTimeOffset now) => lane.Condition switch
    {
        { IsOpen: false, Reason: var reason } => $"closed: {reason}",
        { WaitingUntil: { } until, Reason: var reason } when until > now => Waits(until, reason, now),
        _ => lane.QueuedItems > 0 ? "open" : "idle",
    };

    /// <summary>How long, until when, and why something waits.</summary>
    public static string Waits(DateTimeOffset until, string? reason, DateTimeOffset now) =>
        $"waits {Units.Time(until > now ? until - now : TimeSpan.Zero)}, until {Units.Clock(until, now)}: {reason}";

    private static string Lane(LaneState lane) => $"{lane.Name} {lane.QueuedItems}";
}
