namespace TgPlatform.Plugins.Sandbox.Telegram.Session;

/// <summary>The codes of bad_msg_notification (core.telegram.org/mtproto/service_messages_about_messages).</summary>
internal static class MessageChecks
{
    public const int TooLow = 16;
    public const int TooHigh = 17;
    public const int NotDivisibleByFour = 18;
    public const int EvenExpected = 34;
    public const int OddExpected = 35;

    /// <summary>0 when the id of a client's message is acceptable at this time.</summary>
    public static int IdError(long messageId, int unixTime) => (messageId & 3) != 0
        ? NotDivisibleByFour
        : ((messageId >> 32) - unixTime) switch { < -300 => TooLow, > 30 => TooHigh, _ => 0 };
}
