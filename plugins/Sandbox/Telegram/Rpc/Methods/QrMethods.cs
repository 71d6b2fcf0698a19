using TgPlatform.Plugins.Sandbox.Telegram.Session;
using TgPlatform.Plugins.Sandbox.Telegram.Tl;
using TgPlatform.Plugins.Sandbox.Telegram.World;

namespace TgPlatform.Plugins.Sandbox.Telegram.Rpc.Methods;

/// <summary>Logging in by QR code (core.telegram.org/api/qr-login): a token is shown, another device accepts it.</summary>
internal static class QrMethods
{
    public static void AddTo(RpcTable table)
    {
        table.AddOpen("auth.exportLoginToken", Export);
        table.AddOpen("auth.importLoginToken", Import);
        table.Add("auth.acceptLoginToken", Accept);
    }

    private static TlObject Export(RpcCall call)
    {
        if (call.Query.Int("api_id") == 0) throw new RpcException(400, "API_ID_INVALID");
        if (call.Login.QrToken is { } shown && call.Server.Logins.FindToken(shown) is { AcceptedBy: { } account })
        {
            if (account.Options.DataCentre == call.DataCentre.Id) return Finish(call, account);
            return new TlObject("auth.loginTokenMigrateTo") { ["dc_id"] = account.Options.DataCentre, ["token"] = shown };
        }
        var (token, expires) = call.Server.Logins.NewToken(call.Session, call.Server.Now);
        call.Session.Key.Login = new Login { QrToken = token };
        return new TlObject("auth.loginToken") { ["expires"] = (int)expires.ToUnixTimeSeconds(), ["token"] = token };
    }

    private static TlObject Import(RpcCall call)
    {
        if (call.Server.Logins.FindToken(call.Query.Bytes("token")) is not { } waiting) throw new RpcException(400, "AUTH_TOKEN_INVALID");
        if (waiting.Expires < call.Server.Now) throw new RpcException(400, "AUTH_TOKEN_EXPIRED");
        return Finish(call, waiting.AcceptedBy ?? throw new RpcException(400, "AUTH_TOKEN_INVALID"));
    }

    private static TlObject Finish(RpcCall call, Account account) =>
        new("auth.loginTokenSuccess") { ["authorization"] = LoginMethods.AuthorizeOrAskPassword(call, account) };

    private static TlObject Accept(RpcCall call)
    {
        if (!call.Server.Logins.Accept(call.Query.Bytes("token"), call.Account, call.Server.Now)) throw new RpcException(400, "AUTH_TOKEN_EXPIRED");
        return new TlObject("authorization") { ["device_model"] = "A device", ["platform"] = "Emulated", ["app_name"] = "Sandbox" };
    }
}
