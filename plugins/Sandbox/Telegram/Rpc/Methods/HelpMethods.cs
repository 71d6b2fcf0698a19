using TgPlatform.Plugins.Sandbox.Telegram.Tl;

namespace TgPlatform.Plugins.Sandbox.Telegram.Rpc.Methods;

/// <summary>What clients ask before anything else: where the data centres are, and small settings.</summary>
internal static class HelpMethods
{
    private const int OneHour = 3600;

    public static void AddTo(RpcTable table)
    {
        table.AddOpen("help.getConfig", Config);
        table.AddOpen("help.getNearestDc", call => new TlObject("nearestDc") { ["country"] = "DE", ["this_dc"] = call.DataCentre.Id, ["nearest_dc"] = call.DataCentre.Id });
        table.AddOpen("help.getAppConfig", _ => new TlObject("help.appConfig") { ["hash"] = 1, ["config"] = new TlObject("jsonObject") });
        table.AddOpen("help.getCdnConfig", CdnConfig);
        table.Add("help.getPromoData", call => new TlObject("help.promoData") { ["expires"] = call.Server.UnixTime + OneHour });
        table.Add("help.getTermsOfServiceUpdate", call => new TlObject("help.termsOfServiceUpdateEmpty") { ["expires"] = call.Server.UnixTime + OneHour });
    }

    private static TlObject Config(RpcCall call) => new("config")
    {
        ["date"] = call.Server.UnixTime,
        ["expires"] = call.Server.UnixTime + OneHour,
        ["this_dc"] = call.DataCentre.Id,
        ["dc_options"] = call.Server.DataCentres.Select(dataCentre => new TlObject("dcOption")
        {
            ["id"] = dataCentre.Id,
            ["ip_address"] = dataCentre.EndPoint.Address.ToString(),
            ["port"] = dataCentre.EndPoint.Port,
            ["ipv6"] = dataCentre.EndPoint.AddressFamily == System.Net.Sockets.AddressFamily.InterNetworkV6,
            ["cdn"] = dataCentre.IsCdn,
            ["static"] = true,
        }).ToArray(),
        ["chat_size_max"] = 200,
        ["megagroup_size_max"] = 200_000,
        ["forwarded_count_max"] = 100,
        ["edit_time_limit"] = 172_800,
        ["revoke_time_limit"] = 172_800,
        ["revoke_pm_time_limit"] = 172_800,
        ["rating_e_decay"] = 2_419_200,
        ["stickers_recent_limit"] = 200,
        ["channels_read_media_period"] = 604_800,
        ["online_update_period_ms"] = 210_000,
        ["offline_blur_timeout_ms"] = 5_000,
        ["offline_idle_timeout_ms"] = 30_000,
        ["online_cloud_timeout_ms"] = 300_000,
        ["notify_cloud_delay_ms"] = 30_000,
        ["notify_default_delay_ms"] = 1_500,
        ["push_chat_period_ms"] = 60_000,
        ["push_chat_limit"] = 2,
        ["call_receive_timeout_ms"] = 20_000,
        ["call_ring_timeout_ms"] = 90_000,
        ["call_connect_timeout_ms"] = 30_000,
        ["call_packet_timeout_ms"] = 10_000,
        ["caption_length_max"] = 1024,
        ["message_length_max"] = 4096,
        ["webfile_dc_id"] = call.Server.DataCentres[0].Id,
        ["me_url_prefix"] = "https://t.me/",
    };

    private static TlObject CdnConfig(RpcCall call) => new("cdnConfig")
    {
        ["public_keys"] = call.Server.DataCentres.Where(dataCentre => dataCentre.IsCdn)
            .Select(dataCentre => new TlObject("cdnPublicKey") { ["dc_id"] = dataCentre.Id, ["public_key"] = dataCentre.Key.PublicKeyPem }).ToArray(),
    };
}
