namespace TgPlatform.Plugins.Sandbox.Telegram.Tl;

/// <summary>Bytes that are not what the schema promises, or an object the schema does not know.</summary>
internal sealed class TlFormatException(string message) : Exception(message);
