using TgPlatform.Plugins.Sandbox.Telegram.Tl;
using TgPlatform.Plugins.Sandbox.Telegram.Views;

namespace TgPlatform.Plugins.Sandbox.Telegram.Rpc.Methods;

/// <summary>Takeout mode (core.telegram.org/api/takeout) and small settings of an account.</summary>
internal static class AccountMethods
{
    private const int OneDay = 86_400;

    public static void AddTo(RpcTable table)
    {
        table.Add("account.initTakeoutSession", BeginTakeout);
        table.Add("account.finishTakeoutSession", FinishTakeout);
        table.Add("account.getNotifySettings", _ => PeerView.NotifySettings());
        table.Add("account.updateStatus", _ => true);
        table.Add("messages.getSplitRanges", _ => new[] { new TlObject("messageRange") { ["min_id"] = 1, ["max_id"] = int.MaxValue } });
    }

    private static TlObject BeginTakeout(RpcCall call)
    {
        if (!call.Account.TakeoutConfirmed) throw new RpcException(420, $"TAKEOUT_INIT_DELAY_{OneDay}");
        return new TlObject("account.takeout") { ["id"] = call.Server.Logins.BeginTakeout() };
    }

    private static object FinishTakeout(RpcCall call)
    {
        if (!call.Server.Logins.EndTakeout(call.Takeout)) throw new RpcException(403, "TAKEOUT_REQUIRED");
        return true;
    }
}
