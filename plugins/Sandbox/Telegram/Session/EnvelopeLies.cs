using System.Security.Cryptography;
using TgPlatform.Plugins.Sandbox.Telegram.Faults;

namespace TgPlatform.Plugins.Sandbox.Telegram.Session;

/// <summary>Where an encrypted message departs from the truth.</summary>
internal static class EnvelopeLies
{
    private const long OneSecond = 1L << 32;

    public static long SessionId(ServerLie lie, long sessionId) => lie == ServerLie.WrongSessionId ? ~sessionId : sessionId;

    public static long MessageId(ServerLie lie, long id) => lie switch
    {
        ServerLie.EvenMessageId => id & ~3L,
        ServerLie.OldMessageId => id - (400 * OneSecond),
        ServerLie.FutureMessageId => id + (60 * OneSecond),
        _ => id,
    };

    /// <summary>What message_data_length claims, from the length of the header and the body.</summary>
    public static int Length(ServerLie lie, int content) => lie switch
    {
        ServerLie.WrongLength => content + 4096,
        // Four bytes counted as body leave eight of padding where twelve would have been legal.
        ServerLie.ShortPadding when (-content & 15) == 12 => content - 32 + 4,
        _ => content - 32,
    };

    /// <summary>12 to 1024 bytes that bring the whole to a multiple of 16; outside that range when lying.</summary>
    public static int Padding(ServerLie lie, int content)
    {
        var shortest = -content & 15;
        return lie switch
        {
            ServerLie.ShortPadding => shortest,
            ServerLie.LongPadding => shortest + 1040,
            _ => (shortest < 12 ? shortest + 16 : shortest) + (16 * RandomNumberGenerator.GetInt32(4)),
        };
    }
}
