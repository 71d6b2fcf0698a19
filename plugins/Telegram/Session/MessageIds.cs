namespace TgPlatform.Plugins.Telegram.Session;

/// <summary>Numbers for messages to the service: time, always rising, divisible by four (core.telegram.org/mtproto/description, "Message Identifier").</summary>
internal sealed class MessageIds(ServiceClock clock)
{
    private readonly Lock _lock = new();
    private long _last;

    public long Next()
    {
        var ticks = (clock.Now - DateTimeOffset.UnixEpoch).Ticks;
        var id = ticks / TimeSpan.TicksPerSecond << 32 | (long)(ticks % TimeSpan.TicksPerSecond * (4294967296.0 / TimeSpan.TicksPerSecond)) & ~3L;
        lock (_lock) return _last = id > _last ? id : _last + 4;
    }

    /// <summary>Lets numbers fall back after the clock was found to be ahead.</summary>
    public void Restart()
    {
        lock (_lock) _last = 0;
    }
}
