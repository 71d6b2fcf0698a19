using TgPlatform.Plugins.Sandbox.Telegram.Rpc.Methods;

namespace TgPlatform.Plugins.Sandbox.Telegram.Rpc;

/// <summary>Which code answers which method, and which methods are open to strangers.</summary>
internal sealed class RpcTable
{
    private readonly Dictionary<string, (Func<RpcCall, object> Answer, bool Open)> _methods = [];

    /// <summary>Every method of the emulated service.</summary>
    public static RpcTable Create()
    {
        var table = new RpcTable();
        HelpMethods.AddTo(table);
        LoginMethods.AddTo(table);
        QrMethods.AddTo(table);
        KeyMethods.AddTo(table);
        AccountMethods.AddTo(table);
        PeerMethods.AddTo(table);
        InviteMethods.AddTo(table);
        FullChatMethods.AddTo(table);
        DialogMethods.AddTo(table);
        HistoryMethods.AddTo(table);
        ThreadMethods.AddTo(table);
        UpdateMethods.AddTo(table);
        FileMethods.AddTo(table);
        CdnMethods.AddTo(table);
        return table;
    }

    /// <summary>A method for those who are logged in.</summary>
    public void Add(string method, Func<RpcCall, object> answer) => _methods.Add(method, (answer, false));

    /// <summary>A method for anybody.</summary>
    public void AddOpen(string method, Func<RpcCall, object> answer) => _methods.Add(method, (answer, true));

    public Func<RpcCall, object> Find(RpcCall call)
    {
        // A CDN keeps no logins, so nothing is ever bound there.
        if (!call.Session.Key.IsUsable && !call.DataCentre.IsCdn && call.Method != "auth.bindTempAuthKey") throw new RpcException(401, "AUTH_KEY_PERM_EMPTY");
        if (!_methods.TryGetValue(call.Method, out var entry)) throw new RpcException(400, "METHOD_INVALID");
        if (!entry.Open) _ = call.Account;
        if (call.Takeout != 0 && !call.Server.Logins.IsTakeout(call.Takeout)) throw new RpcException(400, "TAKEOUT_INVALID");
        return entry.Answer;
    }
}
