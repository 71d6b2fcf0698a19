using System.Globalization;
using System.Net;
using TgPlatform.Plugins.Telegram.Transport;

namespace TgPlatform.Plugins.Telegram.Source.Pool;

/// <summary>A data centre of a service that is not Telegram's own: <c>2@127.0.0.1:443</c>.</summary>
internal readonly record struct ServerAddress(int Dc, DcAddress Address)
{
    public static bool TryParse(string text, out ServerAddress address)
    {
        address = default;
        if (text.Split('@') is not [var dc, var place] || !int.TryParse(dc, NumberStyles.None, CultureInfo.InvariantCulture, out var id)) return false;
        if (!IPEndPoint.TryParse(place, out var endPoint) || endPoint.Port == 0) return false;
        address = new(id, new(endPoint.Address.ToString(), endPoint.Port));
        return true;
    }
}
