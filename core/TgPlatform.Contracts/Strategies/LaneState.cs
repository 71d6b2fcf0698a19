namespace TgPlatform.Contracts;

/// <summary>A lane as the runtime sees it at one moment.</summary>
/// <param name="Name"><see cref="Lane.Name"/>.</param>
/// <param name="Condition">Whether it takes work, and until when it waits.</param>
/// <param name="QueuedItems">Items given to the lane and not ended, those being fetched included.</param>
/// <param name="QueuedBytes">The bytes of those items that are still to come, unknown sizes counted by estimate.</param>
/// <param name="BytesPerSecond">Measured speed over the last while; 0 when nothing has been measured yet.</param>
public sealed record LaneState(string Name, LaneCondition Condition, int QueuedItems, long QueuedBytes, double BytesPerSecond)
{
    /// <summary>Bytes fetched on the lane since the run began.</summary>
    public long BytesFetched { get; init; }

    /// <summary><see cref="Lane.Note"/>.</summary>
    public string? Note { get; init; }
}
