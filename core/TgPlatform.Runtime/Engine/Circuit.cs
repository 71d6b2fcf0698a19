namespace TgPlatform.Runtime.Engine;

/// <summary>
/// Keeps work away from a lane or a sink that fails whatever is tried: it opens when several items in a row have failed, or at once when it is
/// told that nothing will work, and then lets one item at a time see whether that is over, ever less often. Counts no attempts: what a probe
/// costs, its item pays. Safe for several threads; moments are taken from a clock that does not leap.
/// </summary>
internal sealed class Circuit(TimeProvider time)
{
    /// <summary>So many different items in a row are no accident of theirs.</summary>
    public const int Enough = 8;

    private static readonly TimeSpan FirstPause = TimeSpan.FromSeconds(5);
    private static readonly TimeSpan LastPause = TimeSpan.FromMinutes(1);

    private readonly Lock _lock = new();
    private readonly HashSet<string> _failed = new(StringComparer.Ordinal);
    private string? _reason;
    private TimeSpan _pause = FirstPause;
    private long _until;
    private bool _hasFailed;

    /// <summary>Why it is open, or null.</summary>
    public string? Reason => Volatile.Read(ref _reason);

    /// <summary>How long until the next item may probe; null when it is closed, or when one may now.</summary>
    public TimeSpan? PausedFor
    {
        get
        {
            if (Reason is null)
                return null;
            lock (_lock)
                return _reason is not null && Left is { Ticks: > 0 } left ? left : null;
        }
    }

    /// <summary>The same as a moment, for people.</summary>
    public DateTimeOffset? PausedUntil => time.GetUtcNow() + PausedFor;

    /// <summary>Asks whether an item may pass; the one that may while it is open is the probe, and the next one comes a pause later.</summary>
    /// <param name="isProbe">Whether it passes as a probe.</param>
    public bool TryPass(out bool isProbe)
    {
        isProbe = false;
        if (Reason is null)
            return true;
        lock (_lock)
        {
            if (_reason is null)
                return true;
            if (Left > TimeSpan.Zero)
                return false;
            Restart();
            return isProbe = true;
        }
    }

    /// <summary>An item failed, and the other side may be to blame.</summary>
    /// <param name="itemId">The item.</param>
    /// <param name="reason">Why.</param>
    /// <param name="isProbe">Whether it was the probe.</param>
    /// <returns>Whether the circuit is open now.</returns>
    public bool Fails(string itemId, string reason, bool isProbe)
    {
        lock (_lock)
        {
            _hasFailed = true;
            if (_reason is null && (!_failed.Add(itemId) || _failed.Count < Enough))
                return false;
            Open(_reason ?? $"{Enough} items in a row have failed, the last one: {reason}", isProbe);
            return true;
        }
    }

    /// <summary>Nothing will work until somebody acts.</summary>
    /// <returns>Whether this is news.</returns>
    public bool Block(string reason, bool isProbe)
    {
        lock (_lock)
        {
            var isNew = _reason != reason;
            _hasFailed = true;
            Open(reason, isProbe);
            return isNew;
        }
    }

    /// <summary>Something worked.</summary>
    /// <returns>Whether the circuit was open.</returns>
    public bool Works()
    {
        // Read without the lock: what is well, the usual case, costs nothing here.
        if (!Volatile.Read(ref _hasFailed))
            return false;
        lock (_lock)
        {
            var wasOpen = _reason is not null;
            _failed.Clear();
            (_reason, _pause, _hasFailed) = (null, FirstPause, false);
            return wasOpen;
        }
    }

    private TimeSpan Left => time.GetElapsedTime(time.GetTimestamp(), _until);

    private void Open(string reason, bool isProbe)
    {
        // Those that were under way when it opened fail too: they are not new evidence.
        if (_reason is null || isProbe || Left <= TimeSpan.Zero)
        {
            Restart();
            _pause = _pause * 2 < LastPause ? _pause * 2 : LastPause;
        }

        _reason = reason;
    }

    private void Restart() => _until = time.GetTimestamp() + (long)(_pause.TotalSeconds * time.TimestampFrequency);
}
