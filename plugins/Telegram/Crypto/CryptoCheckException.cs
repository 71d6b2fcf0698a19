namespace TgPlatform.Plugins.Telegram.Crypto;

/// <summary>A number from the other side that an honest service would not send. Nothing was revealed to it; the exchange ends.</summary>
internal sealed class CryptoCheckException(string message) : Exception(message);
