namespace TgPlatform.Plugins.Telegram.Crypto;

/// <summary>A message to be decrypted where it lies, with its key and initialisation vector.</summary>
internal class IgeMessage
{
    public byte[] Key { get; } = new byte[32];
    public byte[] Iv { get; } = new byte[32];
    public Memory<byte> Data { get; set; }
}
