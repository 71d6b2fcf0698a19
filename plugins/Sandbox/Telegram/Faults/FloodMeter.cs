namespace TgPlatform.Plugins.Sandbox.Telegram.Faults;

/// <summary>Counts one account's calls against one limit.</summary>
internal sealed class FloodMeter(FloodLimit limit)
{
    private DateTimeOffset _windowStart;
    private DateTimeOffset _refusedUntil;
    private int _calls;

    /// <summary>The error to answer, or null when the call may pass.</summary>
    public string? Count(DateTimeOffset now)
    {
        if (now < _refusedUntil) return Refusal(_refusedUntil - now);
        if (now - _windowStart >= TimeSpan.FromSeconds(limit.WindowSeconds)) (_windowStart, _calls) = (now, 0);
        if (++_calls <= limit.Calls) return null;
        _refusedUntil = now + TimeSpan.FromSeconds(limit.WaitSeconds);
        _calls = 0;
        return Refusal(_refusedUntil - now);
    }

    private string Refusal(TimeSpan rest) => $"{(limit.Premium ? "FLOOD_PREMIUM_WAIT" : "FLOOD_WAIT")}_{Math.Max(1, (int)Math.Ceiling(rest.TotalSeconds))}";
}
