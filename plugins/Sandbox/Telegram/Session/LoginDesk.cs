using System.Collections.Concurrent;
using System.Security.Cryptography;
using TgPlatform.Plugins.Sandbox.Telegram.Crypto;
using TgPlatform.Plugins.Sandbox.Telegram.World;

namespace TgPlatform.Plugins.Sandbox.Telegram.Session;

/// <summary>A code on its way to the owner of a phone number.</summary>
internal sealed record SentCode(Account Account, string Hash, int Resends);

/// <summary>An open password check; its id keeps answers to an older one apart.</summary>
internal sealed record PasswordExchange(long Id, SecureRemotePassword Check);

/// <summary>A login token shown as a QR code: who waits for it, and who accepted it.</summary>
internal sealed class QrLogin(ServerSession session, DateTimeOffset expires)
{
    public ServerSession Session => session;

    public DateTimeOffset Expires => expires;

    public Account? AcceptedBy { get; set; }
}

/// <summary>Logins that reach over several keys: authorisations on their way to another data centre, QR tokens.</summary>
internal sealed class LoginDesk
{
    private static readonly TimeSpan TokenLifetime = TimeSpan.FromSeconds(30);

    private readonly ConcurrentDictionary<string, Account> _exported = new();
    private readonly ConcurrentDictionary<string, QrLogin> _tokens = new();
    private readonly ConcurrentDictionary<long, byte> _takeouts = new();

    public event Action<ServerSession>? TokenAccepted;

    public byte[] Export(Account account)
    {
        var ticket = RandomNumberGenerator.GetBytes(32);
        _exported[Convert.ToHexString(ticket)] = account;
        return ticket;
    }

    /// <summary>A ticket is good once.</summary>
    public Account? Import(byte[] ticket) => _exported.TryRemove(Convert.ToHexString(ticket), out var account) ? account : null;

    public (byte[] Token, DateTimeOffset Expires) NewToken(ServerSession session, DateTimeOffset now)
    {
        var token = RandomNumberGenerator.GetBytes(32);
        _tokens[Convert.ToHexString(token)] = new QrLogin(session, now + TokenLifetime);
        return (token, now + TokenLifetime);
    }

    public bool Accept(byte[] token, Account account, DateTimeOffset now)
    {
        if (FindToken(token) is not { } waiting || waiting.Expires < now) return false;
        waiting.AcceptedBy = account;
        TokenAccepted?.Invoke(waiting.Session);
        return true;
    }

    /// <summary>Accepts the token that was shown last.</summary>
    public bool AcceptShown(Account account, DateTimeOffset now)
    {
        var shown = _tokens.Where(token => token.Value.AcceptedBy is null && token.Value.Expires >= now).OrderBy(token => token.Value.Expires).Select(token => token.Key).LastOrDefault();
        return shown is not null && Accept(Convert.FromHexString(shown), account, now);
    }

    public QrLogin? FindToken(byte[] token) => _tokens.GetValueOrDefault(Convert.ToHexString(token));

    public long BeginTakeout()
    {
        var id = BitConverter.ToInt64(RandomNumberGenerator.GetBytes(8)) & long.MaxValue;
        _takeouts[id] = 0;
        return id;
    }

    public bool EndTakeout(long id) => _takeouts.TryRemove(id, out _);

    public bool IsTakeout(long id) => _takeouts.ContainsKey(id);
}
