using System.Net;
using TgPlatform.Plugins.Sandbox.Telegram.Crypto;
using TgPlatform.Plugins.Sandbox.Telegram.Faults;
using TgPlatform.Plugins.Sandbox.Telegram.Scenario;
using TgPlatform.Plugins.Sandbox.Telegram.Session;
using TgPlatform.Plugins.Sandbox.Telegram.Transport;
using TgPlatform.Plugins.Sandbox.Telegram.World;

namespace TgPlatform.Plugins.Sandbox.Telegram;

/// <summary>A Telegram on loopback: speaks the real protocol with a key of its own, and misbehaves on demand.</summary>
public sealed class EmulatedTelegram : IAsyncDisposable
{
    private const int CdnId = 203;

    private readonly EmulatedTelegramOptions _options;
    private readonly ServerKey _key;
    private readonly TelegramServer _server;
    private readonly List<DataCentre> _dataCentres = [];
    private readonly List<Relay> _relays = [];
    private readonly List<LivePosts> _live = [];

    /// <summary>Prepares the service; nothing listens before <see cref="StartAsync"/>.</summary>
    /// <exception cref="ArgumentException">The address is not loopback, or a number is out of range.</exception>
    public EmulatedTelegram(EmulatedTelegramOptions? options = null)
    {
        _options = options ?? new EmulatedTelegramOptions();
        if (!IPAddress.IsLoopback(_options.Address)) throw new ArgumentException($"{_options.Address} is not a loopback address.", nameof(options));
        if (_options.DataCentres is < 1 or > 9) throw new ArgumentException("There can be 1 to 9 data centres.", nameof(options));
        Faults = new EmulatedFaults(_options.Time);
        World = new EmulatedWorld(_options.Time, Faults, _options.DataCentres);
        _key = ServerKey.Create(_options.PrivateKeyPem);
        _server = new TelegramServer(_options.Time, Faults, World);
    }

    /// <summary>A service as a scenario describes it.</summary>
    /// <exception cref="ArgumentException">An account or a number in the scenario is not possible.</exception>
    public static EmulatedTelegram Of(TelegramScenario scenario, TimeProvider? time = null)
    {
        var telegram = new EmulatedTelegram(new EmulatedTelegramOptions { DataCentres = scenario.DataCentres, FirstPort = scenario.FirstPort, Time = time ?? TimeProvider.System });
        foreach (var account in scenario.Accounts) telegram.World.AddAccount(account);
        foreach (var chat in scenario.Chats) telegram.World.AddChat(chat);
        telegram.Apply(scenario);
        return telegram;
    }

    /// <summary>What goes wrong; may be changed at any time.</summary>
    public EmulatedFaults Faults { get; }

    /// <summary>Accounts, chats and files; may be changed at any time.</summary>
    public EmulatedWorld World { get; }

    /// <summary>The public key as PKCS#1 PEM, which clients must be given instead of the real one.</summary>
    public string PublicKeyPem => _key.PublicKeyPem;

    /// <summary>The private key, for a later run under the same public key.</summary>
    public string PrivateKeyPem => _key.PrivateKeyPem;

    /// <summary>The end points of the data centres, by their number.</summary>
    public IReadOnlyDictionary<int, IPEndPoint> EndPoints => _dataCentres.ToDictionary(dataCentre => dataCentre.Id, dataCentre => dataCentre.EndPoint);

    /// <summary>A SOCKS5 proxy that leads to the data centres, also under the addresses of the real ones.</summary>
    public IPEndPoint Socks5 => _relays[0].EndPoint;

    /// <summary>An HTTP proxy (CONNECT) that leads to the data centres.</summary>
    public IPEndPoint HttpProxy => _relays[1].EndPoint;

    /// <summary>An MTProxy; its secret and the web server it pretends to be are in the options.</summary>
    public IPEndPoint MtProxy => _relays[2].EndPoint;

    /// <summary>Mistakes of the emulator itself while serving; a test that ends with any has proven nothing.</summary>
    public IReadOnlyCollection<Exception> Problems => _server.Problems;

    /// <summary>What happened to connections, for the log of a failing test.</summary>
    public IReadOnlyCollection<string> Notes => _server.Notes;

    /// <summary>The methods clients have called.</summary>
    public IReadOnlyCollection<string> MethodsSeen => _server.MethodsSeen();

    internal TelegramServer Server => _server;

    /// <summary>Opens all listeners.</summary>
    public Task StartAsync()
    {
        for (var id = 1; id <= _options.DataCentres; id++) _dataCentres.Add(new DataCentre(_server, id, isCdn: false, new Lazy<ServerKey>(_key)));
        if (_options.Cdn) _dataCentres.Add(new DataCentre(_server, CdnId, isCdn: true, new Lazy<ServerKey>(() => ServerKey.Create(null))));
        for (var index = 0; index < _dataCentres.Count; index++)
            _dataCentres[index].Start(new IPEndPoint(_options.Address, _options.FirstPort == 0 ? 0 : _options.FirstPort + index));
        _server.DataCentres = _dataCentres;
        Func<Stream, CancellationToken, Task>[] protocols = [new Socks5Relay(_server).ServeAsync, new HttpConnectRelay(_server).ServeAsync, new MtProxyRelay(_server, _options.ProxySecret, _options.ProxyHost).ServeAsync];
        foreach (var protocol in protocols)
        {
            var relay = new Relay(_server, protocol);
            relay.Start(new IPEndPoint(_options.Address, 0));
            _relays.Add(relay);
        }
        _live.AddRange(World.Chats.Where(chat => chat.Options.PostEverySeconds > 0).Select(chat => new LivePosts(chat, _options.Time)));
        return Task.CompletedTask;
    }

    /// <summary>Takes over switches, rules and limits of a scenario, in place of those before. Accounts and chats stay.</summary>
    public void Apply(TelegramScenario scenario)
    {
        Faults.Clear();
        Faults.Set(scenario.Faults);
        foreach (var rule in scenario.Rules) Faults.Add(rule);
        foreach (var limit in scenario.Limits) Faults.Add(limit);
    }

    /// <summary>How often a method was called, by all accounts or by one.</summary>
    public int CallsOf(string method, string? phone = null) => _server.CallsOf(method, phone);

    /// <summary>Cuts every connection, of one data centre or of all.</summary>
    public void Disconnect(int dataCentre = 0)
    {
        foreach (var connection in Of(dataCentre).SelectMany(one => one.Connections)) connection.Close();
    }

    /// <summary>How many connections are open now, in one data centre or in all.</summary>
    public int Connections(int dataCentre = 0) => Of(dataCentre).Sum(one => one.Connections.Count);

    /// <summary>Makes the salts of every key invalid at once.</summary>
    public void RotateSalts()
    {
        foreach (var key in Of(0).SelectMany(one => one.Keys)) key.Salts.Rotate();
    }

    /// <summary>Forgets every auth key: the next packet of any client is answered with −404.</summary>
    public void ForgetKeys()
    {
        foreach (var dataCentre in _dataCentres)
            foreach (var key in dataCentre.Keys) dataCentre.RemoveKey(key);
    }

    /// <summary>Ends the logins of an account everywhere, as its owner may from another device.</summary>
    public void TerminateSessions(Account account)
    {
        foreach (var key in Of(0).SelectMany(one => one.Keys).Where(key => key.Login.Account == account)) key.Login = new Login();
    }

    /// <summary>Plays the owner who scans the QR code of a login: <paramref name="token"/> is what the <c>tg://login</c> link holds.</summary>
    /// <exception cref="ArgumentException">Nobody waits for this token any more.</exception>
    public void AcceptLoginToken(byte[] token, Account account)
    {
        if (!_server.Logins.Accept(token, account, _server.Now)) throw new ArgumentException("Nobody waits for this login token.", nameof(token));
    }

    /// <summary>Plays the owner who scans whatever QR code is shown at the moment.</summary>
    /// <exception cref="ArgumentException">None is.</exception>
    public void ScanLoginToken(Account account)
    {
        if (!_server.Logins.AcceptShown(account, _server.Now)) throw new ArgumentException("No login token is shown at the moment.", nameof(account));
    }

    /// <summary>Closes everything and waits until no work is left.</summary>
    public async ValueTask DisposeAsync()
    {
        foreach (var live in _live) live.Dispose();
        foreach (var relay in _relays) await relay.DisposeAsync();
        foreach (var dataCentre in _dataCentres) await dataCentre.DisposeAsync();
        await _server.DisposeAsync();
    }

    private IEnumerable<DataCentre> Of(int id) => _dataCentres.Where(dataCentre => id == 0 || dataCentre.Id == id);
}
