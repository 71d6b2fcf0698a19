namespace TgPlatform.Runtime.Engine;

/// <summary>Measures a lane over its busy time, older measurements fading by half every ten seconds. Guarded by the lane's lock.</summary>
internal sealed class LaneSpeed(TimeProvider time)
{
    private const double HalfLifeSeconds = 10;

    private double _bytes;
    private double _seconds;
    private long _since = time.GetTimestamp();

    /// <summary>Bytes per second; 0 before the first item has ended.</summary>
    public double BytesPerSecond => _seconds < 1e-6 ? 0 : _bytes / _seconds;

    /// <summary>An item began.</summary>
    /// <param name="running">Items running now, this one included.</param>
    public void Started(int running) => Advance(busy: running > 1);

    /// <summary>An item ended.</summary>
    /// <param name="running">Items still running.</param>
    /// <param name="bytes">What it brought.</param>
    public void Ended(int running, long bytes)
    {
        Advance(busy: true);
        _bytes += bytes;
    }

    private void Advance(bool busy)
    {
        var now = time.GetTimestamp();
        var elapsed = time.GetElapsedTime(_since, now).TotalSeconds;
        _since = now;
        if (!busy)
            return;
        var fade = Math.Pow(0.5, elapsed / HalfLifeSeconds);
        _bytes *= fade;
        _seconds = _seconds * fade + elapsed;
    }
}
