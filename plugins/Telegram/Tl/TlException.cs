namespace TgPlatform.Plugins.Telegram.Tl;

/// <summary>Bytes that are not what the schema promises. Costs the one response they came in, never the connection.</summary>
internal sealed class TlException(string message, uint constructorId = 0) : Exception(message)
{
    /// <summary>The constructor that could not be read, or 0.</summary>
    public uint ConstructorId { get; } = constructorId;
}
