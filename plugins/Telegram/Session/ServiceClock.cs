namespace TgPlatform.Plugins.Telegram.Session;

/// <summary>The service's clock as far as it is known: ours, and how far off it is. Shared by the connections of a data centre.</summary>
internal sealed class ServiceClock(TimeProvider time)
{
    private long _offsetTicks;

    public DateTimeOffset Now => time.GetUtcNow().AddTicks(Interlocked.Read(ref _offsetTicks));

    /// <summary>Takes over what the service says the time is.</summary>
    public void Correct(DateTimeOffset serviceTime) => Interlocked.Exchange(ref _offsetTicks, (serviceTime - time.GetUtcNow()).Ticks);

    /// <summary>The time a message identifier carries: seconds since 1970 in its upper half, parts of a second below.</summary>
    public static DateTimeOffset TimeOf(long messageId)
        => DateTimeOffset.UnixEpoch.AddSeconds((uint)(messageId >> 32)).AddTicks((long)((uint)messageId * (double)TimeSpan.TicksPerSecond / uint.MaxValue));
}
