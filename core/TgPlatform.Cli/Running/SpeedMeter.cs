namespace TgPlatform.Cli.Running;

/// <summary>Measures speed over the last seconds from a counter that only grows. Used under its owner's lock.</summary>
internal sealed class SpeedMeter(TimeProvider time)
{
    private static readonly TimeSpan Window = TimeSpan.FromSeconds(5);

    private readonly Queue<(long Timestamp, long Bytes)> _samples = [];

    /// <summary>Takes the counter and gives bytes per second since the beginning of the window.</summary>
    public double Sample(long bytes)
    {
        var now = time.GetTimestamp();
        _samples.Enqueue((now, bytes));

        // One sample from before the window stays, so that rare samples still have something to compare with.
        while (_samples.Count > 2 && time.GetElapsedTime(_samples.ElementAt(1).Timestamp, now) >= Window)
            _samples.Dequeue();
        var (oldest, bytesThen) = _samples.Peek();
        var seconds = time.GetElapsedTime(oldest, now).TotalSeconds;
        return seconds > 0 ? (bytes - bytesThen) / seconds : 0;
    }
}
