using System.Buffers.Binary;
using System.Runtime.CompilerServices;
using System.Security.Cryptography;
using TgPlatform.Plugins.Telegram.Crypto;
using TgPlatform.Plugins.Telegram.Handshake;

namespace TgPlatform.Plugins.Telegram.Session;

/// <summary>A message out of its envelope; the body lies in the packet it came in.</summary>
internal readonly record struct OpenedMessage(long MessageId, int SequenceNumber, Memory<byte> Body);

/// <summary>Puts messages of one session into encrypted envelopes and takes them out, checking all that can be checked
/// (core.telegram.org/mtproto/security_guidelines). One caller seals, one opens.</summary>
internal sealed class Envelope : IDisposable
{
    // Outside: key number 8, message key 16. Inside: salt 8, session 8, message number 8, sequence number 4, length 4.
    private const int Outer = 24, Inner = 32, LeastPadding = 12, MostPadding = 1024;

    // Below this, handing a message over costs more than is gained.
    private const int WorthSharing = 64 << 10;

    private readonly long _keyId;
    private readonly MessageKeys _sealKeys, _openKeys;
    private readonly Decryption _decryption = new();
    private byte[] _buffer = new byte[2048];

    public Envelope(AuthKey key)
    {
        _keyId = key.Id;
        _sealKeys = new MessageKeys(key.Bytes);
        _openKeys = new MessageKeys(key.Bytes);
        SessionId = BinaryPrimitives.ReadInt64LittleEndian(RandomNumberGenerator.GetBytes(8));
    }

    public long SessionId { get; }

    /// <summary>The packet is valid until the next call.</summary>
    public ReadOnlyMemory<byte> Seal(long salt, long messageId, int sequenceNumber, ReadOnlySpan<byte> body)
    {
        var padding = LeastPadding + (16 - (Inner + body.Length + LeastPadding) % 16) % 16;
        var total = Outer + Inner + body.Length + padding;
        if (_buffer.Length < total) _buffer = new byte[Math.Max(total, _buffer.Length * 2)];
        var packet = _buffer.AsSpan(0, total);
        var plain = packet[Outer..];
        BinaryPrimitives.WriteInt64LittleEndian(packet, _keyId);
        BinaryPrimitives.WriteInt64LittleEndian(plain, salt);
        BinaryPrimitives.WriteInt64LittleEndian(plain[8..], SessionId);
        BinaryPrimitives.WriteInt64LittleEndian(plain[16..], messageId);
        BinaryPrimitives.WriteInt32LittleEndian(plain[24..], sequenceNumber);
        BinaryPrimitives.WriteInt32LittleEndian(plain[28..], body.Length);
        body.CopyTo(plain[Inner..]);
        RandomNumberGenerator.Fill(plain[(Inner + body.Length)..]);
        var messageKey = packet.Slice(8, 16);
        _sealKeys.MessageKey(plain, MessageKeys.ToServer, messageKey);
        Span<byte> key = stackalloc byte[32], iv = stackalloc byte[32];
        _sealKeys.AesKey(messageKey, MessageKeys.ToServer, key, iv);
        AesIge.Encrypt(plain, key, iv);
        return _buffer.AsMemory(0, total);
    }

    /// <summary>Decrypts in place.</summary>
    [AsyncMethodBuilder(typeof(PoolingAsyncValueTaskMethodBuilder<>))]
    public async ValueTask<OpenedMessage> OpenAsync(Memory<byte> frame)
    {
        Prepare(frame.Span);
        if (frame.Length >= WorthSharing && AesIge.IsFasterTogether) await _decryption.RunAsync(frame[Outer..]);
        else AesIge.Decrypt(frame.Span[Outer..], _decryption.Key, _decryption.Iv);
        return Checked(frame);
    }

    private void Prepare(ReadOnlySpan<byte> packet)
    {
        if ((packet.Length - Outer) % 16 != 0 || packet.Length < Outer + Inner + 16) throw Refused(SecurityCheck.MessageLength, $"a packet of {packet.Length} bytes");
        if (BinaryPrimitives.ReadInt64LittleEndian(packet) != _keyId) throw Refused(SecurityCheck.AuthKeyId, "a packet under another key");
        _openKeys.AesKey(packet.Slice(8, 16), MessageKeys.FromServer, _decryption.Key, _decryption.Iv);
    }

    private OpenedMessage Checked(Memory<byte> frame)
    {
        ReadOnlySpan<byte> packet = frame.Span, plain = packet[Outer..], messageKey = packet.Slice(8, 16);
        Span<byte> proof = stackalloc byte[16];
        _openKeys.MessageKey(plain, MessageKeys.FromServer, proof);
        if (!CryptographicOperations.FixedTimeEquals(proof, messageKey)) throw Refused(SecurityCheck.MessageKey, "the message key does not fit the content");
        if (BinaryPrimitives.ReadInt64LittleEndian(plain[8..]) != SessionId) throw Refused(SecurityCheck.SessionId, "a message of another session");
        var length = BinaryPrimitives.ReadInt32LittleEndian(plain[28..]);
        if (length < 0 || length > plain.Length - Inner || length % 4 != 0) throw Refused(SecurityCheck.MessageLength, $"a body of {length} bytes in {plain.Length}");
        if (plain.Length - Inner - length is < LeastPadding or > MostPadding) throw Refused(SecurityCheck.Padding, $"{plain.Length - Inner - length} bytes of padding");
        return new OpenedMessage(BinaryPrimitives.ReadInt64LittleEndian(plain[16..]), BinaryPrimitives.ReadInt32LittleEndian(plain[24..]), frame.Slice(Outer + Inner, length));
    }

    public void Dispose()
    {
        _sealKeys.Dispose();
        _openKeys.Dispose();
    }

    private static SecurityCheckException Refused(SecurityCheck check, string what) => new(check, $"received {what}");
}
