using TgPlatform.Plugins.Sandbox.Telegram.Session;
using TgPlatform.Plugins.Sandbox.Telegram.Tl;
using TgPlatform.Plugins.Sandbox.Telegram.World;

namespace TgPlatform.Plugins.Sandbox.Telegram.Rpc;

/// <summary>One call of the API with everything a handler may need to answer it.</summary>
internal sealed class RpcCall(TelegramServer server, DataCentre dataCentre, ServerSession session, TlObject query)
{
    public TelegramServer Server => server;

    public EmulatedWorld World => server.World;

    public DataCentre DataCentre => dataCentre;

    public ServerSession Session => session;

    public Login Login => session.Key.Login;

    /// <summary>The call itself, its wrappers taken off.</summary>
    public TlObject Query { get; private set; } = query;

    public string Method => Query.Name;

    public bool WithoutUpdates { get; private set; }

    public long Takeout { get; private set; }

    public int CutBytes { get; set; }

    public Account Account => Login.Account ?? throw new RpcException(401, Login.AwaitsPassword is null ? "AUTH_KEY_UNREGISTERED" : "SESSION_PASSWORD_NEEDED");

    /// <summary>Takes off invokeWithLayer, initConnection, gzip_packed and their like; what is inside is the call that counts.</summary>
    public RpcCall Unwrap()
    {
        while (Inner() is { } inner)
        {
            if (Query.Name == "invokeWithoutUpdates") WithoutUpdates = true;
            if (Query.Name == "invokeWithTakeout") Takeout = Query.Long("takeout_id");
            Query = inner;
        }
        return this;
    }

    private TlObject? Inner()
    {
        // Some clients compress the call inside its wrappers.
        if (Query.Name == "gzip_packed") return TlReader.Object(Compression.Unpack(Query.Bytes("packed_data")));
        return Query.Name.StartsWith("invoke", StringComparison.Ordinal) || Query.Name == "initConnection" ? Query["query"] as TlObject : null;
    }
}
