namespace TgPlatform.Runtime.Engine;

/// <summary>
/// Holds fetching to a bandwidth: whoever has fetched bytes waits until the line would have carried them at that speed. Everybody pays after
/// the bytes have come, so that no request is ever cut short.
/// </summary>
internal sealed class Pace(Bandwidth bandwidth, TimeProvider time)
{
    // So much may come faster than allowed after a lull, and no wait is shorter.
    private static readonly TimeSpan Slack = TimeSpan.FromMilliseconds(100);

    private readonly Lock _lock = new();
    private readonly long _start = time.GetTimestamp();
    private TimeSpan _paidUntil;

    /// <summary>Pays for bytes.</summary>
    public ValueTask PayAsync(int bytes, CancellationToken cancellationToken)
    {
        if (bandwidth.BytesPerSecondAt(time.GetLocalNow()) is not { } perSecond)
            return ValueTask.CompletedTask;
        TimeSpan wait;
        lock (_lock)
        {
            var now = time.GetElapsedTime(_start);
            _paidUntil = (_paidUntil > now - Slack ? _paidUntil : now - Slack) + TimeSpan.FromSeconds((double)bytes / perSecond);
            wait = _paidUntil - now;
        }

        return wait <= Slack ? ValueTask.CompletedTask : new(Task.Delay(wait, time, cancellationToken));
    }
}
