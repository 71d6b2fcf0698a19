using System.Buffers.Binary;
using System.Net.Sockets;
using System.Security.Cryptography;
using System.Threading.Channels;
using TgPlatform.Plugins.Telegram.Crypto;
using TgPlatform.Plugins.Telegram.Tl;

namespace TgPlatform.Plugins.Telegram.Tests.Support;

/// <summary>A message of the client, out of its container and without the introduction.</summary>
internal sealed record FakeRequest(long MessageId, int Sequence, long ContainerId, long Salt, byte[] Body, bool IsIntroduced)
{
    public uint Id => BinaryPrimitives.ReadUInt32LittleEndian(Body);
}

/// <summary>The server's end of one session. Everything it sends may be made wrong.</summary>
internal sealed class FakeSession(ServerFrames frames, TcpClient client, byte[] authKey) : IDisposable
{
    private readonly MessageKeys _keys = new(authKey);
    private readonly Channel<FakeRequest> _requests = Channel.CreateUnbounded<FakeRequest>();
    private long _last;

    public long SessionId { get; private set; }
    public long Salt { get; set; } = 77;

    /// <summary>What is added to the server's clock.</summary>
    public TimeSpan Skew { get; set; }

    /// <summary>The next request of this kind; others are passed over.</summary>
    public async Task<FakeRequest> NextAsync(uint id)
    {
        while (true)
            if (await _requests.Reader.ReadAsync() is var request && request.Id == id) return request;
    }

    public void Dispose() => _keys.Dispose();

    public void Drop() => client.Client.Close(0);

    public long NewId(int kind = 1)
    {
        var id = DateTimeOffset.UtcNow.Add(Skew).ToUnixTimeMilliseconds();
        _last = Math.Max(_last + 4, (id / 1000 << 32) + (id % 1000 << 22)) & ~3L;
        return _last | (uint)kind;
    }

    public IEnumerable<FakeRequest> Open(byte[] packet)
    {
        if ((packet.Length - 24) % 16 != 0) packet = packet[..(24 + (packet.Length - 24) / 16 * 16)];
        byte[] messageKey = packet[8..24], key = new byte[32], iv = new byte[32], proof = new byte[16], plain = packet[24..];
        _keys.AesKey(messageKey, MessageKeys.ToServer, key, iv);
        AesIge.Decrypt(plain, key, iv);
        _keys.MessageKey(plain, MessageKeys.ToServer, proof);
        if (!proof.AsSpan().SequenceEqual(messageKey)) throw new InvalidDataException("the client's message key is wrong");
        var reader = new TlReader(plain);
        var salt = reader.ReadInt64();
        SessionId = reader.ReadInt64();
        long id = reader.ReadInt64();
        var sequence = reader.ReadInt32();
        var body = reader.Take(reader.ReadInt32()).ToArray();
        var padding = reader.Left;
        if (padding is < 12 or > 1024 || (id & 3) != 0) throw new InvalidDataException("the client's padding or message number is wrong");
        var found = new List<FakeRequest>();
        Collect(found, id, sequence, 0, salt, body);
        foreach (var request in found) _requests.Writer.TryWrite(request);
        return found;
    }

    public Task ResultAsync(FakeRequest request, Action<TlWriter> write) => SendAsync(Result(request, write));

    public static byte[] Result(FakeRequest request, Action<TlWriter> write)
    {
        var w = new TlWriter();
        w.WriteUInt32(0xf35c6d01);
        w.WriteInt64(request.MessageId);
        write(w);
        return w.Written.ToArray();
    }

    public Task ErrorAsync(FakeRequest request, int code, string message) => ResultAsync(request, w =>
    {
        w.WriteUInt32(0x2144ca19);
        w.WriteInt32(code);
        w.WriteString(message);
    });

    public Task SendAsync(Action<TlWriter> write, long? id = null, int sequence = 0)
    {
        var w = new TlWriter();
        write(w);
        return SendAsync(w.Written.ToArray(), id, sequence);
    }

    public Task SendAsync(byte[] body, long? id = null, int sequence = 1, long? session = null, int? length = null, int? padding = null, Action<byte[]>? spoil = null)
        => frames.SendAsync(Seal(body, id, sequence, session, length, padding, spoil));

    public Task SendPacketAsync(byte[] packet) => frames.SendAsync(packet);

    public byte[] Seal(byte[] body, long? id = null, int sequence = 1, long? session = null, int? length = null, int? padding = null, Action<byte[]>? spoil = null)
    {
        var w = new TlWriter();
        w.WriteInt64(Salt);
        w.WriteInt64(session ?? SessionId);
        w.WriteInt64(id ?? NewId());
        w.WriteInt32(sequence);
        w.WriteInt32(length ?? body.Length);
        w.WriteRaw(body);
        RandomNumberGenerator.Fill(w.Reserve(padding ?? 12 + (16 - (w.Length + 12) % 16) % 16));
        byte[] plain = w.Written.ToArray(), messageKey = new byte[16], key = new byte[32], iv = new byte[32];
        _keys.MessageKey(plain, MessageKeys.FromServer, messageKey);
        _keys.AesKey(messageKey, MessageKeys.FromServer, key, iv);
        AesIge.Encrypt(plain, key, iv);
        byte[] packet = [.. BitConverter.GetBytes(ExchangeKeys.KeyId(authKey)), .. messageKey, .. plain];
        spoil?.Invoke(packet);
        return packet;
    }

    private static void Collect(List<FakeRequest> found, long id, int sequence, long container, long salt, byte[] body)
    {
        var r = new TlReader(body);
        if (r.PeekId() == 0x73f1f8dc)
        {
            r.ReadId();
            for (var left = r.ReadInt32(); left > 0; left--)
            {
                long innerId = r.ReadInt64();
                int innerSequence = r.ReadInt32(), length = r.ReadInt32();
                Collect(found, innerId, innerSequence, id, salt, r.Take(length).ToArray());
            }
            return;
        }
        var isIntroduced = r.PeekId() == 0xda9b0d0d;
        if (isIntroduced)
        {
            r.Take(8);
            if (r.ReadUInt32() != 0xc1cd5ea9) throw new InvalidDataException("not initConnection");
            r.Take(8);
            for (var i = 0; i < 6; i++) r.ReadSpan();
            if (r.PeekId() == 0xbf9459b7) r.ReadId();
        }
        found.Add(new FakeRequest(id, sequence, container, salt, r.Rest.ToArray(), isIntroduced));
    }
}
