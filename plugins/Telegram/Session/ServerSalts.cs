using TgPlatform.Plugins.Telegram.Schema;

namespace TgPlatform.Plugins.Telegram.Session;

/// <summary>The salt every message carries: the one in force, and those the service announced for later. Shared by the connections of a data centre.</summary>
internal sealed class ServerSalts(ServiceClock clock, long first)
{
    // A salt lives an hour at most; asking a quarter of an hour ahead never meets its end.
    private static readonly TimeSpan Ahead = TimeSpan.FromMinutes(15);

    private readonly Lock _lock = new();
    private long _current = first;
    private FutureSalt[] _future = [];
    private long _knownUntil;

    public long Current
    {
        get
        {
            lock (_lock)
            {
                var now = clock.Now.ToUnixTimeSeconds();
                foreach (var salt in _future)
                    if (salt.ValidSince <= now && now < salt.ValidUntil) _current = salt.Salt;
                return _current;
            }
        }
    }

    /// <summary>Is it time to ask for the salts to come?</summary>
    public bool NeedsMore
    {
        get { lock (_lock) return _knownUntil != 0 && clock.Now.Add(Ahead).ToUnixTimeSeconds() > _knownUntil; }
    }

    /// <summary>The service told the right salt after a wrong one, or with a new session.</summary>
    public void Correct(long salt)
    {
        lock (_lock)
        {
            _current = salt;
            // What was announced has just been proven wrong or old.
            _future = [];
            _knownUntil = clock.Now.ToUnixTimeSeconds();
        }
    }

    public void Announce(FutureSalt[] salts)
    {
        lock (_lock)
        {
            _future = salts;
            _knownUntil = salts.Length == 0 ? 0 : salts.Max(s => s.ValidUntil);
        }
    }
}
