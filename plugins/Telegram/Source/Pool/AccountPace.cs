using TgPlatform.Contracts;
using TgPlatform.Plugins.Telegram.Source.Options;

namespace TgPlatform.Plugins.Telegram.Source.Pool;

/// <summary>How fast one account may go, beyond what the service itself enforces.</summary>
/// <param name="Connections">Most connections to one data centre; null for what the account's standing allows.</param>
/// <param name="LongestPause">A pause of up to this length, and at least a quarter of it, before each file; zero for none.</param>
internal sealed record AccountPace(string Name, int Files, int Large, long LargeBytes, int? Connections, TimeSpan LongestPause)
{
    // What TDLib opens to one data centre for downloads.
    private const int UsualConnections = 2, PremiumConnections = 8;

    private static readonly TimeSpan CarefulPause = TimeSpan.FromSeconds(4);

    public static AccountPace Of(TelegramSourceOptions options, string name) => options.Careful.Contains(name, StringComparer.OrdinalIgnoreCase)
        ? new(name, Files: 1, Large: 1, options.AtOnce.LargeFrom.Bytes, Connections: 1, CarefulPause)
        : new(name, options.AtOnce.Files, options.AtOnce.Large, options.AtOnce.LargeFrom.Bytes, options.AtOnce.Connections, TimeSpan.Zero);

    public Lane MakeLane() => new(Name) { MaxConcurrency = Files, MaxLargeConcurrency = Large, LargeBytes = LargeBytes };

    /// <summary>How many connections to one data centre the account may open for files.</summary>
    public int ConnectionsFor(bool isPremium) => Connections ?? (isPremium ? PremiumConnections : UsualConnections);

    /// <summary>The pause before the next file.</summary>
    public TimeSpan NextPause(Random random) => LongestPause * (1 - (random.NextDouble() * 0.75));
}
