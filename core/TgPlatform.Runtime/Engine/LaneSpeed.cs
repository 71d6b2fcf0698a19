namespace TgPlatform.Runtime.Engine;

/// <summary>
/// Measures a lane by what arrives while it is busy, older measurements fading by half every four seconds: slow enough for a mean over several
/// items, quick enough to see that a lane has become slow before much is given to it. Guarded by the lane's lock.
/// </summary>
internal sealed class LaneSpeed(TimeProvider time)
{
    private const double HalfLifeSeconds = 4;

    private double _bytes;
    private double _seconds;
    private long _since = time.GetTimestamp();
    private long _seen;

    /// <summary>Bytes per second; 0 before anything has arrived.</summary>
    public double BytesPerSecond => _seconds < 1e-6 ? 0 : _bytes / _seconds;

    /// <summary>Takes over what has arrived since it was last looked at.</summary>
    /// <param name="arrived">Bytes that have arrived on the lane in all.</param>
    /// <param name="wasBusy">Whether anything was being fetched meanwhile.</param>
    public void Look(long arrived, bool wasBusy)
    {
        var now = time.GetTimestamp();
        var elapsed = time.GetElapsedTime(_since, now).TotalSeconds;
        var bytes = arrived - _seen;
        (_since, _seen) = (now, arrived);
        if (!wasBusy && bytes == 0)
            return;
        var fade = Math.Pow(0.5, elapsed / HalfLifeSeconds);
        _bytes = (_bytes * fade) + bytes;
        _seconds = (_seconds * fade) + elapsed;
    }
}
