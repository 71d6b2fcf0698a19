namespace TgPlatform.Testing;

/// <summary>The limit after which a call that never ends fails its test instead of the whole run.</summary>
internal static class Patience
{
    public static CancellationToken Limit => new CancellationTokenSource(TimeSpan.FromMinutes(2)).Token;

    public static CancellationToken Cancelled { get; } = new(canceled: true);
}
