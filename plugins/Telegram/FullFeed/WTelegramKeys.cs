using TgPlatform.Plugins.Telegram.Crypto;

namespace TgPlatform.Plugins.Telegram.FullFeed;

/// <summary>The keys WTelegramClient takes for Telegram's. It has one list for the whole process, which only grows.</summary>
internal static class WTelegramKeys
{
    private static readonly Lock OneAtATime = new();
    private static readonly HashSet<long> Trusted = [];

    public static void Trust(IEnumerable<RsaKey> keys)
    {
        lock (OneAtATime)
            foreach (var key in keys.Where(key => Trusted.Add(key.Fingerprint))) WTelegram.Encryption.LoadPublicKey(key.ToPem());
    }
}
