using System.Globalization;
using System.Text;
using TgPlatform.Plugins.Telegram.Transport.FakeTls;

namespace TgPlatform.Plugins.Telegram.Transport;

internal enum ProxyKind { Socks5, Http, MtProxy }

/// <summary>A way out of the network, as one line: <c>socks5://user:password@host:port</c>, <c>http://host:port</c>,
/// <c>mtproxy://secret@host:port</c> or a link <c>tg://proxy?server=…&amp;port=…&amp;secret=…</c>.</summary>
internal sealed record ProxySettings(ProxyKind Kind, string Host, int Port, string User = "", string Password = "")
{
    /// <summary>The 16 bytes of an MTProxy's secret.</summary>
    public byte[] Secret { get; private init; } = [];

    /// <summary>Does the secret ask for random padding (it begins with dd or ee)?</summary>
    public bool IsPadded { get; private init; }

    /// <summary>The web server an MTProxy pretends to be (its secret begins with ee and ends with this name); null when it pretends nothing.</summary>
    public string? FakeHost { get; private init; }

    /// <summary>An MTProxy's whole secret, for a client that wants it as text.</summary>
    public string SecretText => (FakeHost is not null ? "ee" : IsPadded ? "dd" : "") + Convert.ToHexStringLower(Secret) + Convert.ToHexStringLower(Encoding.ASCII.GetBytes(FakeHost ?? ""));

    // A record prints its members; these must never reach a log.
    public override string ToString() => $"{Kind} {Host}:{Port}";

    public static ProxySettings Parse(string text)
    {
        if (!Uri.TryCreate(text, UriKind.Absolute, out var uri)) throw Wrong("is not an address");
        if (uri.Scheme is "tg" or "https" && uri.Query.Length > 0) return ParseLink(uri);
        var user = uri.UserInfo.Split(':', 2);
        var (name, password) = (Uri.UnescapeDataString(user[0]), user.Length > 1 ? Uri.UnescapeDataString(user[1]) : "");
        return uri.Scheme switch
        {
            "socks5" => new(ProxyKind.Socks5, uri.IdnHost, PortOr(uri.Port, 1080), name, password),
            "http" => new(ProxyKind.Http, uri.IdnHost, PortOr(uri.Port, 80), name, password),
            "mtproxy" => MtProxy(uri.IdnHost, PortOr(uri.Port, 443), name),
            _ => throw Wrong($"has the scheme '{uri.Scheme}'"),
        };
    }

    private static int PortOr(int port, int usual) => port > 0 ? port : usual;

    private static ProxySettings ParseLink(Uri link)
    {
        var query = System.Web.HttpUtility.ParseQueryString(link.Query);
        if (query["server"] is not { Length: > 0 } server || !int.TryParse(query["port"], CultureInfo.InvariantCulture, out var port)) throw Wrong("lacks server or port");
        return query["secret"] is { Length: > 0 } secret
            ? MtProxy(server, port, secret)
            : new(ProxyKind.Socks5, server, port, query["user"] ?? "", query["pass"] ?? "");
    }

    private static ProxySettings MtProxy(string host, int port, string text)
    {
        var secret = Decode(text);
        return secret switch
        {
            { Length: 16 } => new(ProxyKind.MtProxy, host, port) { Secret = secret },
            { Length: 17 } when secret[0] == 0xdd => new(ProxyKind.MtProxy, host, port) { Secret = secret[1..], IsPadded = true },
            { Length: > 17 and <= 17 + ClientHello.LongestHost } when secret[0] == 0xee && secret.AsSpan(17).IndexOfAnyExceptInRange((byte)'!', (byte)'~') < 0
                => new(ProxyKind.MtProxy, host, port) { Secret = secret[1..17], IsPadded = true, FakeHost = Encoding.ASCII.GetString(secret.AsSpan(17)) },
            _ => throw Wrong("has a secret that is neither 16 bytes, nor dd and 16 bytes, nor ee, 16 bytes and the name of a web server, in hex or base64"),
        };
    }

    private static byte[] Decode(string text)
    {
        try
        {
            // In a link a plus sign means a space.
            return text.Length % 2 == 0 && text.All(char.IsAsciiHexDigit)
                ? Convert.FromHexString(text)
                : Convert.FromBase64String(text.Replace('-', '+').Replace('_', '/').Replace(' ', '+').PadRight((text.Length + 3) / 4 * 4, '='));
        }
        catch (FormatException)
        {
            throw Wrong("has a secret that is neither hex nor base64");
        }
    }

    private static FormatException Wrong(string what)
        => new($"The proxy {what}. Write socks5://user:password@host:port, http://host:port or mtproxy://secret@host:port.");
}
