using System.Buffers.Binary;
using System.Security.Cryptography;
using TgPlatform.Plugins.Sandbox.Telegram;
using TgPlatform.Plugins.Sandbox.Telegram.Crypto;
using TgPlatform.Plugins.Sandbox.Telegram.Handshake;
using TgPlatform.Plugins.Sandbox.Telegram.Tl;
using TgPlatform.Plugins.Sandbox.Telegram.Transport;
using TgPlatform.Plugins.Sandbox.Telegram.World;

namespace TgPlatform.Sandbox.Tests.Telegram.Client;

/// <summary>One message of the server, with everything a careful client would have to check.</summary>
internal sealed record Received(long Id, int SeqNo, TlObject? Body, bool KeyIdIsRight, bool MessageKeyIsRight, bool SessionIsRight, int ClaimedLength, int Padding);

/// <summary>A client without opinions: does what a test says, one step at a time.</summary>
internal sealed class TestClient(Wire wire, byte[] authKey, long salt) : IDisposable
{
    private long _lastId;
    private int _content;

    public byte[] AuthKey => authKey;

    public long KeyId { get; } = BitConverter.ToInt64(MessageKeys.Sha1(authKey), 12);

    public long Session { get; init; } = BitConverter.ToInt64(RandomNumberGenerator.GetBytes(8));

    public long Salt { get; set; } = salt;

    public int ClockOffsetSeconds { get; init; }

    /// <summary>What came while waiting for something else.</summary>
    public List<Received> Others { get; } = [];

    /// <summary>A client whose key the server already knows: the exchange has tests of its own and takes time.</summary>
    public static async Task<TestClient> ConnectAsync(EmulatedTelegram telegram, int dataCentre = 2)
    {
        var agreed = new AgreedKey(RandomNumberGenerator.GetBytes(256), Salt: 4711, ExpiresIn: null);
        telegram.Server.DataCentres.Single(one => one.Id == dataCentre).Add(agreed);
        var wire = await ClientTransport.OpenAsync(await ClientTransport.DialAsync(telegram.EndPoints[dataCentre]), ClientFraming.Intermediate, obfuscated: false);
        return new TestClient(wire, agreed.Value, agreed.Salt);
    }

    /// <summary>A client that is logged in.</summary>
    public static async Task<TestClient> LogInAsync(EmulatedTelegram telegram, Account account)
    {
        var client = await ConnectAsync(telegram, account.Options.DataCentre);
        var sent = await client.CallAsync(Calls.SendCode(account.Phone));
        await client.CallAsync(Calls.SignIn(account.Phone, sent.Text("phone_code_hash"), account.Options.Code));
        return client;
    }

    /// <summary>Another connection with the same key; the session may be the same too.</summary>
    public async Task<TestClient> AgainAsync(EmulatedTelegram telegram, int dataCentre = 2, bool sameSession = false)
    {
        var opened = await ClientTransport.OpenAsync(await ClientTransport.DialAsync(telegram.EndPoints[dataCentre]), ClientFraming.Abridged, obfuscated: true);
        return new TestClient(opened, authKey, Salt) { Session = sameSession ? Session : Session + 1, _lastId = _lastId, _content = _content };
    }

    /// <summary>Calls a method and gives its result; refusals come as rpc_error.</summary>
    public async Task<TlObject> CallAsync(TlObject query) => await AnyAsync(query) as TlObject ?? throw new InvalidOperationException("The result is no object.");

    public async Task<object> AnyAsync(TlObject query)
    {
        var id = await SendAsync(query);
        var answer = await WaitAsync(body => body.Name == "rpc_result" && body.Long("req_msg_id") == id);
        var result = answer.Body!["result"]!;
        return result is TlObject { Name: "gzip_packed" } packed ? new TlReader(Gunzip(packed.Bytes("packed_data"))).Any() : result;
    }

    public async Task<long> SendAsync(TlObject body, bool content = true, long? id = null, int? seqNo = null)
    {
        var messageId = id ?? NextId();
        await SendRawAsync(TlWriter.ToArray(body), messageId, seqNo ?? NextSeqNo(content));
        return messageId;
    }

    public async Task SendRawAsync(byte[] body, long id, int seqNo)
    {
        var packet = new PooledBuffer();
        packet.Take(Framing.Headroom + 24);
        var writer = new TlWriter(packet, TlSchema.Current);
        writer.Long(Salt);
        writer.Long(Session);
        writer.Long(id);
        writer.Int(seqNo);
        writer.Int(body.Length);
        body.CopyTo(packet.Take(body.Length));
        RandomNumberGenerator.Fill(packet.Take(12 + (-(packet.Length - Framing.Headroom - 24 + 12) & 15)));
        Encrypt(packet.Span[Framing.Headroom..]);
        await wire.WriteAsync(packet, default);
    }

    /// <summary>The next message whose body fits; others are kept aside, containers taken apart.</summary>
    public async Task<Received> WaitAsync(Func<TlObject, bool> fits)
    {
        while (true)
        {
            if (Others.Find(message => message.Body is not null && fits(message.Body)) is { } known)
            {
                Others.Remove(known);
                return known;
            }
            Others.AddRange(Unpack(await ReceiveAsync()));
        }
    }

    public Task<Received> WaitAsync(string name) => WaitAsync(body => body.Name == name);

    public async Task<Received> ReceiveAsync()
    {
        using var packet = await wire.ReadAsync(default) ?? throw new EndOfStreamException();
        if (packet.Length < 24) throw new TransportErrorException(BitConverter.ToInt32(packet.Span));
        return Open(packet.Span);
    }

    public long NextId()
    {
        var now = DateTimeOffset.UtcNow.AddSeconds(ClockOffsetSeconds).ToUnixTimeMilliseconds();
        return _lastId = Math.Max((now / 1000 << 32) | (now % 1000 << 22), _lastId + 4);
    }

    public int NextSeqNo(bool content) => content ? (2 * _content++) + 1 : 2 * _content;

    public void Dispose() => wire.Dispose();

    private static byte[] Gunzip(byte[] data) => TgPlatform.Plugins.Sandbox.Telegram.Session.Compression.Unpack(data);

    private static IEnumerable<Received> Unpack(Received message)
    {
        if (message.Body is not { Name: "msg_container" } container) return [message];
        return container.List<TlObject>("messages").Select(inner => message with { Id = inner.Long("msg_id"), SeqNo = inner.Int("seqno"), Body = inner.Object("body") });
    }

    private void Encrypt(Span<byte> packet)
    {
        Span<byte> key = stackalloc byte[32], iv = stackalloc byte[32];
        BinaryPrimitives.WriteInt64LittleEndian(packet, KeyId);
        MessageKeys.MessageKey(authKey, packet[24..], 0, packet.Slice(8, 16));
        MessageKeys.Derive(authKey, packet.Slice(8, 16), 0, key, iv);
        AesIge.Encrypt(packet[24..], key, iv);
    }

    private Received Open(Span<byte> packet)
    {
        Span<byte> key = stackalloc byte[32], iv = stackalloc byte[32], expected = stackalloc byte[16];
        var plain = packet.Slice(24, (packet.Length - 24) & ~15);
        MessageKeys.Derive(authKey, packet.Slice(8, 16), 8, key, iv);
        AesIge.Decrypt(plain, key, iv);
        MessageKeys.MessageKey(authKey, plain, 8, expected);
        var length = BinaryPrimitives.ReadInt32LittleEndian(plain[28..]);
        return new Received(
            BinaryPrimitives.ReadInt64LittleEndian(plain[16..]),
            BinaryPrimitives.ReadInt32LittleEndian(plain[24..]),
            Parse(plain[32..]),
            BinaryPrimitives.ReadInt64LittleEndian(packet) == KeyId,
            expected.SequenceEqual(packet.Slice(8, 16)),
            BinaryPrimitives.ReadInt64LittleEndian(plain[8..]) == Session,
            length,
            plain.Length - 32 - length);
    }

    private static TlObject? Parse(ReadOnlySpan<byte> body)
    {
        try
        {
            return ContainerReader.Read(body);
        }
        catch (TlFormatException)
        {
            // A lie about the content; the test looks at the rest.
            return null;
        }
    }
}
