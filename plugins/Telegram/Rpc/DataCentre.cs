using TgPlatform.Plugins.Telegram.Accounts;
using TgPlatform.Plugins.Telegram.Handshake;
using TgPlatform.Plugins.Telegram.Session;
using TgPlatform.Plugins.Telegram.Transport;

namespace TgPlatform.Plugins.Telegram.Rpc;

/// <summary>One data centre as an account sees it: its key, agreed once, and as many connections on it as are wanted.</summary>
internal sealed class DataCentre : IAsyncDisposable
{
    private readonly ClientOptions _options;
    private readonly DcState _state;
    private readonly Action _save;
    private readonly TimeProvider _time;
    private readonly Dialer _dialer;
    private readonly SemaphoreSlim _keyGate = new(1);
    private readonly Lock _lock = new();
    private readonly List<Link> _media = [];
    private KeyState? _key;

    public DataCentre(int id, ClientOptions options, DcState state, Action save, TimeProvider time, Action<ReadOnlyMemory<byte>>? onUpdate, Action? onNewSession)
    {
        (Id, _options, _state, _save, _time) = (id, options, state, save, time);
        _dialer = new Dialer(time, options.Proxy, options.Framing, options.IsObfuscated);
        Main = new Link(cancel => OpenAsync(isMedia: false, onUpdate, onNewSession, cancel), time, OnEnded, isKept: onUpdate is not null);
    }

    public int Id { get; }

    /// <summary>The connection for everything but files.</summary>
    public Link Main { get; }

    /// <summary>The connections for files, opened when first used.</summary>
    public Link Media(int index)
    {
        lock (_lock)
        {
            while (_media.Count <= index) _media.Add(new Link(cancel => OpenAsync(isMedia: true, null, null, cancel), _time, OnEnded));
            return _media[index];
        }
    }


    public async ValueTask DisposeAsync()
    {
        await Main.DisposeAsync();
        foreach (var link in _media) await link.DisposeAsync();
        if (_key is { } key && _state.Salt != key.Salts.Current)
        {
            _state.Salt = key.Salts.Current;
            _save();
        }
        _keyGate.Dispose();
    }

    private async Task<Connection> OpenAsync(bool isMedia, Action<ReadOnlyMemory<byte>>? onUpdate, Action? onNewSession, CancellationToken cancel)
    {
        var key = await KeyAsync(cancel);
        var socket = await _dialer.ConnectAsync(Id, Addresses(isMedia), cancel);
        return new Connection(socket, key, new Introduction(_options, hasUpdates: onUpdate is not null), _time, onUpdate, onNewSession);
    }

    // A key the service does not know is forgotten with what was done under it: once, however many connections hear of it.
    private void OnEnded(Connection connection, Exception reason)
    {
        if (reason is not TransportErrorException { IsKeyUnknown: true } || Interlocked.CompareExchange(ref _key, null, connection.State) != connection.State) return;
        (_state.Key, _state.IsAuthorised) = (null, false);
        _save();
        Main.Drop(connection.State);
        lock (_lock)
            foreach (var link in _media) link.Drop(connection.State);
    }

    private async Task<KeyState> KeyAsync(CancellationToken cancel)
    {
        await _keyGate.WaitAsync(cancel);
        try
        {
            if (_key is null && _state.Key is { } stored) _key = State(new AuthKey(stored), _state.Salt);
            return _key ??= await AgreeAsync(cancel);
        }
        finally
        {
            _keyGate.Release();
        }
    }

    private async Task<KeyState> AgreeAsync(CancellationToken cancel)
    {
        await using var socket = await _dialer.ConnectAsync(Id, Addresses(isMedia: false), cancel);
        var made = await new KeyExchange(socket, _options.Keys, Id, _time).RunAsync(cancel);
        (_state.Key, _state.Salt) = (made.Key.Bytes, made.Salt);
        _save();
        var state = State(made.Key, made.Salt);
        state.Clock.Correct(DateTimeOffset.FromUnixTimeSeconds(made.ServerTime));
        return state;
    }

    private KeyState State(AuthKey key, long salt)
    {
        var clock = new ServiceClock(_time);
        return new KeyState(key, clock, new ServerSalts(clock, salt));
    }

    private List<DcAddress> Addresses(bool isMedia)
    {
        var known = _state.Addresses.Length > 0 ? _state.Addresses : _options.Addresses.GetValueOrDefault(Id, []);
        return [.. known.Where(a => isMedia || !a.IsMedia)
            .OrderByDescending(a => a.IsMedia)
            .ThenBy(a => a.Host.Contains(':'))];
    }
}
