using System.Buffers.Binary;
using System.Collections.Concurrent;
using TgPlatform.Plugins.Sandbox.Telegram.Crypto;
using TgPlatform.Plugins.Sandbox.Telegram.World;

namespace TgPlatform.Plugins.Sandbox.Telegram.Session;

/// <summary>One agreed key of one data centre, with the login made over it. A temporary key speaks for the permanent one it is bound to.</summary>
internal sealed class AuthKey(byte[] value, SaltTable salts, DateTimeOffset? expires)
{
    private readonly ConcurrentDictionary<long, ServerSession> _sessions = new();
    private AuthKey? _boundTo;
    private volatile Login _login = new();

    public byte[] Value => value;

    public long Id { get; } = BinaryPrimitives.ReadInt64LittleEndian(MessageKeys.Sha1(value).AsSpan(12));

    public SaltTable Salts => salts;

    /// <summary>Null for a permanent key.</summary>
    public DateTimeOffset? Expires => expires;

    public bool IsUsable => expires is null || _boundTo is not null;

    public Login Login
    {
        get => _boundTo?.Login ?? _login;
        set => _login = value;
    }

    public ICollection<ServerSession> Sessions => _sessions.Values;

    public void BindTo(AuthKey permanent) => _boundTo = permanent;

    public (ServerSession Session, bool IsNew) Enter(long sessionId)
    {
        var created = new ServerSession(this, sessionId);
        var session = _sessions.GetOrAdd(sessionId, created);
        return (session, ReferenceEquals(session, created));
    }

    public bool Destroy(long sessionId) => _sessions.TryRemove(sessionId, out _);
}

/// <summary>How far the owner of a key has come: a code sent, a password owed, logged in.</summary>
internal sealed class Login
{
    public SentCode? Code { get; set; }

    public Account? AwaitsPassword { get; set; }

    public PasswordExchange? Password { get; set; }

    public byte[]? QrToken { get; set; }

    public Account? Account { get; set; }
}
