using System.Buffers.Binary;
using System.Security.Cryptography;
using TgPlatform.Plugins.Sandbox.Telegram.Crypto;
using TgPlatform.Plugins.Sandbox.Telegram.Faults;
using TgPlatform.Plugins.Sandbox.Telegram.Tl;
using TgPlatform.Plugins.Sandbox.Telegram.Transport;

namespace TgPlatform.Plugins.Sandbox.Telegram.Session;

/// <summary>What a client's encrypted packet holds once it is open.</summary>
internal readonly record struct Opened(long Salt, long SessionId, long MessageId, int SeqNo, ReadOnlyMemory<byte> Body);

/// <summary>MTProto 2.0 encryption of packets (core.telegram.org/mtproto/description): key id, msg_key, then the encrypted part.</summary>
internal static class Envelope
{
    private const int Head = Framing.Headroom + 24;
    private const int FromServer = 8;

    // Below this, handing a packet over costs more than is gained.
    private const int WorthSharing = 32 * 1024;

    /// <summary>Decrypts in place. Null when the packet is not what its msg_key says.</summary>
    public static Opened? Open(AuthKey key, Memory<byte> packet)
    {
        // Padded transports leave up to 15 bytes after the encrypted part.
        var encrypted = packet[24..(24 + ((packet.Length - 24) & ~15))];
        var messageKey = packet.Span.Slice(8, 16);
        Span<byte> aesKey = stackalloc byte[32], iv = stackalloc byte[32], expected = stackalloc byte[16];
        MessageKeys.Derive(key.Value, messageKey, 0, aesKey, iv);
        var plain = encrypted.Span;
        AesIge.Decrypt(plain, aesKey, iv);
        MessageKeys.MessageKey(key.Value, plain, 0, expected);
        if (plain.Length < 48 || !CryptographicOperations.FixedTimeEquals(expected, messageKey)) return null;
        var length = BinaryPrimitives.ReadInt32LittleEndian(plain[28..]);
        var padding = plain.Length - 32 - length;
        if (length < 4 || length % 4 != 0 || padding is < 12 or > 1024) return null;
        return new Opened(
            BinaryPrimitives.ReadInt64LittleEndian(plain),
            BinaryPrimitives.ReadInt64LittleEndian(plain[8..]),
            BinaryPrimitives.ReadInt64LittleEndian(plain[16..]),
            BinaryPrimitives.ReadInt32LittleEndian(plain[24..]),
            encrypted.Slice(32, length));
    }

    public static async ValueTask<PooledBuffer> SealAsync(AuthKey key, long sessionId, OutgoingMessage message, ServerLie lie = ServerLie.None)
    {
        var buffer = new PooledBuffer(2048);
        try
        {
            var writer = new TlWriter(buffer, TlSchema.Current);
            buffer.Take(Head);
            writer.Long(key.Salts.Current);
            writer.Long(EnvelopeLies.SessionId(lie, sessionId));
            (message with { Id = EnvelopeLies.MessageId(lie, message.Id) }).Write(writer);
            var content = buffer.Length - Head;
            BinaryPrimitives.WriteInt32LittleEndian(buffer.Span[(Head + 28)..], EnvelopeLies.Length(lie, content));
            RandomNumberGenerator.Fill(buffer.Take(EnvelopeLies.Padding(lie, content)));
            await EncryptAsync(key, buffer.Memory[Framing.Headroom..], lie);
            return buffer;
        }
        catch
        {
            buffer.Dispose();
            throw;
        }
    }

    private static Task EncryptAsync(AuthKey key, Memory<byte> packet, ServerLie lie)
    {
        var messageKey = packet.Span.Slice(8, 16);
        var plain = packet[24..];
        Span<byte> aesKey = stackalloc byte[32], iv = stackalloc byte[32];
        BinaryPrimitives.WriteInt64LittleEndian(packet.Span, lie == ServerLie.WrongKeyId ? ~key.Id : key.Id);
        MessageKeys.MessageKey(key.Value, plain.Span, FromServer, messageKey);
        // Encrypted under the wrong msg_key itself, so that only the comparison can find it.
        if (lie == ServerLie.WrongMessageKey) messageKey[0] ^= 1;
        MessageKeys.Derive(key.Value, messageKey, FromServer, aesKey, iv);
        if (plain.Length >= WorthSharing && IgeFour.IsSupported) return SealingDesk.Shared.EncryptAsync(new IgeMessage(plain, aesKey, iv));
        AesIge.Encrypt(plain.Span, aesKey, iv);
        return Task.CompletedTask;
    }
}
