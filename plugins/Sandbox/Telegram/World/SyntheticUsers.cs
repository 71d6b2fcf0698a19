using System.Globalization;

namespace TgPlatform.Plugins.Sandbox.Telegram.World;

/// <summary>People who write in groups and own no account here.</summary>
internal static class SyntheticUsers
{
    public const long FirstId = 5_000_000_000;
    public const long LastId = FirstId + 999;

    private const long FirstPerson = 6_000_000_000;

    /// <summary>Somebody with a private chat, by the name everybody knows.</summary>
    public static long PersonOf(string name)
    {
        var mixed = 0UL;
        foreach (var letter in name) mixed = Mixer.Mix(mixed, letter);
        return FirstPerson + (long)(mixed % 1_000_000_000);
    }

    public static bool Owns(long userId) => userId is >= FirstId and <= LastId;

    public static string NameOf(long userId) => string.Create(CultureInfo.InvariantCulture, $"Member {userId - FirstId + 1}");
}
