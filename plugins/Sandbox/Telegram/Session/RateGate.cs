namespace TgPlatform.Plugins.Sandbox.Telegram.Session;

/// <summary>Lets bytes pass at a rate that may change at any time; each caller waits until its turn has come.</summary>
internal sealed class RateGate(TimeProvider time, Func<long> bytesPerSecond)
{
    private readonly Lock _gate = new();
    private DateTimeOffset _free;

    public async ValueTask PassAsync(int bytes, CancellationToken cancellation)
    {
        var rate = bytesPerSecond();
        if (rate <= 0) return;
        TimeSpan wait;
        lock (_gate)
        {
            var now = time.GetUtcNow();
            _free = (_free > now ? _free : now) + TimeSpan.FromSeconds((double)bytes / rate);
            wait = _free - now;
        }
        // Rounded up: a timer that fires a tick early would let the rate drift.
        if (wait > TimeSpan.Zero) await Task.Delay(TimeSpan.FromMilliseconds(Math.Ceiling(wait.TotalMilliseconds)), time, cancellation);
    }
}
