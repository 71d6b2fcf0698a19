using System.Net;
using System.Net.Sockets;
using System.Security.Cryptography;
using System.Threading.Channels;
using TgPlatform.Plugins.Telegram.Crypto;
using TgPlatform.Plugins.Telegram.Transport;

namespace TgPlatform.Plugins.Telegram.Tests.Support;

/// <summary>A data centre of a few lines on a real socket, whose every answer a test decides. Not the emulated Telegram: this one exists to misbehave.</summary>
internal sealed class FakeDc : IAsyncDisposable
{
    private static readonly RSA Rsa = RSA.Create(2048);

    private readonly TcpListener _listener = new(IPAddress.Loopback, 0);
    private readonly Channel<FakeSession> _sessions = Channel.CreateUnbounded<FakeSession>();
    private readonly List<TcpClient> _clients = [];
    private readonly List<Task> _work = [];

    public FakeDc()
    {
        _listener.Start();
        _work.Add(AcceptAsync());
    }

    public static RsaKey Key { get; } = new(Rsa.ExportParameters(false).Modulus, Rsa.ExportParameters(false).Exponent);

    public DcAddress Address => new("127.0.0.1", ((IPEndPoint)_listener.LocalEndpoint).Port);
    public Lie Lie { get; set; }
    public byte[] Secret { get; set; } = [];

    /// <summary>The answer of a transport error to the first packet of a connection, if any.</summary>
    public int TransportError { get; set; }
    public Dictionary<long, byte[]> Keys { get; } = [];
    public int Exchanges { get; private set; }
    public ServerFrames? LastFrames { get; private set; }
    public int LastDc { get; private set; }

    /// <summary>Answers a request; null means no answer.</summary>
    public Func<FakeSession, FakeRequest, Task>? OnRequest { get; set; }

    /// <summary>The next session a client opens.</summary>
    public ValueTask<FakeSession> NextSessionAsync() => _sessions.Reader.ReadAsync();

    public async ValueTask DisposeAsync()
    {
        _listener.Stop();
        lock (_clients) foreach (var client in _clients) client.Dispose();
        await Task.WhenAll(_work.ToArray());
    }

    private async Task AcceptAsync()
    {
        try
        {
            while (true)
            {
                var client = await _listener.AcceptTcpClientAsync();
                client.NoDelay = true;
                lock (_clients) _clients.Add(client);
                lock (_work) _work.Add(ServeAsync(client));
            }
        }
        catch (Exception error) when (error is SocketException or ObjectDisposedException)
        {
            // the test is over
        }
    }

    private async Task ServeAsync(TcpClient client)
    {
        FakeSession? session = null;
        try
        {
            using var _ = client;
            using var frames = LastFrames = new ServerFrames(client.GetStream(), Secret);
            await frames.BeginAsync();
            var exchange = new ServerExchange(Rsa.ExportParameters(true), Lie);
            while (true)
            {
                var packet = await frames.ReceiveAsync();
                if (TransportError != 0) await frames.SendAsync(BitConverter.GetBytes(TransportError));
                else if (BitConverter.ToInt64(packet) != 0)
                {
                    if (session is null)
                    {
                        session = new FakeSession(frames, client, Keys[BitConverter.ToInt64(packet)]);
                        _sessions.Writer.TryWrite(session);
                    }
                    foreach (var request in session.Open(packet))
                        if (OnRequest is { } handler) await handler(session, request);
                }
                else await ExchangeAsync(frames, exchange, packet);
            }
        }
        catch (Exception error) when (error is IOException or EndOfStreamException or ObjectDisposedException or SocketException)
        {
            // the client left
        }
        finally
        {
            session?.Dispose();
        }
    }

    private async Task ExchangeAsync(ServerFrames frames, ServerExchange exchange, byte[] packet)
    {
        var length = BitConverter.ToInt32(packet, 16);
        var answer = exchange.Answer(packet[20..(20 + length)]);
        byte[] plain = [.. new byte[8], .. BitConverter.GetBytes((DateTimeOffset.UtcNow.ToUnixTimeSeconds() << 32) | 1), .. BitConverter.GetBytes(answer.Length), .. answer];
        if (exchange.AuthKey is { } key)
        {
            Exchanges++;
            Keys[ExchangeKeys.KeyId(key)] = key;
            LastDc = exchange.Dc;
        }
        await frames.SendAsync(plain);
    }
}
