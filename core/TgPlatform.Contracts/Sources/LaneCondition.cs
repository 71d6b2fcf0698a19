namespace TgPlatform.Contracts;

/// <summary>What a lane is doing.</summary>
/// <param name="IsOpen">Whether the lane takes work at all.</param>
/// <param name="WaitingUntil">When it may begin something new; null when it may now, or never.</param>
/// <param name="Reason">Why it waits or is closed; null when it is ready.</param>
public sealed record LaneCondition(bool IsOpen, DateTimeOffset? WaitingUntil, string? Reason)
{
    /// <summary>Open, and not waiting.</summary>
    public static LaneCondition Ready { get; } = new(true, null, null);
}
