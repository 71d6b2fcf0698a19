using System.Collections.Concurrent;
using System.Net;
using TgPlatform.Plugins.Sandbox.Telegram.Crypto;
using TgPlatform.Plugins.Sandbox.Telegram.Handshake;
using TgPlatform.Plugins.Sandbox.Telegram.Transport;

namespace TgPlatform.Plugins.Sandbox.Telegram.Session;

/// <summary>One data centre: its listener, its auth keys, its connections.</summary>
internal sealed class DataCentre(TelegramServer server, int id, bool isCdn, Lazy<ServerKey> key) : IAsyncDisposable
{
    private readonly ConcurrentDictionary<long, AuthKey> _keys = new();
    private readonly ConcurrentDictionary<ClientConnection, byte> _connections = new();
    private readonly CancellationTokenSource _stopping = new();
    private Relay? _listener;

    public TelegramServer Server => server;

    public int Id => id;

    public bool IsCdn => isCdn;

    public ServerKey Key => key.Value;

    public IPEndPoint EndPoint => _listener!.EndPoint;

    public ICollection<AuthKey> Keys => _keys.Values;

    public ICollection<ClientConnection> Connections => _connections.Keys;

    public void Start(IPEndPoint address)
    {
        _listener = new Relay(server, ServeAsync);
        _listener.Start(address);
    }

    public AuthKey? FindKey(long keyId) =>
        _keys.TryGetValue(keyId, out var found) && !(found.Expires < server.Time.GetUtcNow()) ? found : null;

    public void Add(AgreedKey agreed)
    {
        var expires = server.Time.GetUtcNow() + TimeSpan.FromSeconds(agreed.ExpiresIn ?? 0);
        var salts = new SaltTable(agreed.Salt, server.Time, () => TimeSpan.FromSeconds(Math.Max(1, server.Faults.SaltLifetimeSeconds)));
        var added = new AuthKey(agreed.Value, salts, agreed.ExpiresIn is null ? null : expires);
        _keys[added.Id] = added;
    }

    public bool RemoveKey(AuthKey removed) => _keys.TryRemove(removed.Id, out _);

    /// <summary>Serves one client until it leaves; relays hand their streams over here as well.</summary>
    public async Task ServeAsync(Stream stream, CancellationToken cancellation)
    {
        if (await WireOpening.OpenAsync(stream, null, cancellation) is { } wire) await ServeAsync(wire);
    }

    public async Task ServeAsync(Wire wire)
    {
        using var connection = new ClientConnection(wire, this, _stopping.Token);
        _connections[connection] = 0;
        await connection.RunAsync();
        _connections.TryRemove(connection, out _);
    }

    public async ValueTask DisposeAsync()
    {
        await _stopping.CancelAsync();
        if (_listener is not null) await _listener.DisposeAsync();
        _stopping.Dispose();
    }
}
