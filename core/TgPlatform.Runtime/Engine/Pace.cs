namespace TgPlatform.Runtime.Engine;

/// <summary>
/// Holds fetching to a bandwidth: whoever has fetched bytes waits until the line would have carried them at that speed. Everybody pays after
/// the bytes have come, so that no request is ever cut short.
/// </summary>
internal sealed class Pace(Bandwidth bandwidth, TimeProvider time)
{
    // So much may come faster than allowed after a lull, and no wait is shorter.
    private static readonly TimeSpan Slack = TimeSpan.FromMilliseconds(100);

    private static readonly TimeSpan Slice = TimeSpan.FromSeconds(1);

    private readonly Lock _lock = new();
    private readonly long _start = time.GetTimestamp();
    private TimeSpan _paidUntil;

    /// <summary>The most a buffer may hold, so that no connection is silent for long while others pay.</summary>
    public int Largest(int usual) => bandwidth.BytesPerSecondAt(time.GetLocalNow()) is { } perSecond ? (int)Math.Clamp(perSecond / 64, 64 * 1024, usual) : usual;

    /// <summary>Pays for bytes.</summary>
    public async ValueTask PayAsync(int bytes, CancellationToken cancellationToken)
    {
        if (bandwidth.BytesPerSecondAt(time.GetLocalNow()) is not { } perSecond)
            return;
        var wait = Book(TimeSpan.FromSeconds((double)bytes / perSecond));
        // In slices: when the timetable moves on, what was booked by the old limit counts no more.
        for (; wait > Slack && bandwidth.BytesPerSecondAt(time.GetLocalNow()) == perSecond; wait -= Slice)
            await Task.Delay(wait < Slice ? wait : Slice, time, cancellationToken);
        if (wait > Slack)
            Forget();
    }

    private TimeSpan Book(TimeSpan costs)
    {
        lock (_lock)
        {
            var now = time.GetElapsedTime(_start);
            _paidUntil = (_paidUntil > now - Slack ? _paidUntil : now - Slack) + costs;
            return _paidUntil - now;
        }
    }

    private void Forget()
    {
        lock (_lock)
            _paidUntil = time.GetElapsedTime(_start);
    }
}
