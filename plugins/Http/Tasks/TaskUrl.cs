using System.Diagnostics.CodeAnalysis;

namespace TgPlatform.Plugins.Http.Tasks;

/// <summary>A URL taken apart into what is asked for, what may be shown, and who asks.</summary>
/// <param name="Target">What is asked for: without user, password and fragment.</param>
/// <param name="Public">The same with secret parts of the query hidden; for ids, logs and messages.</param>
/// <param name="UserInfo">User and password that stood in the URL, decoded and joined by a colon; null when there were none.</param>
/// <param name="Host">Host and, when it is not the usual one, port.</param>
internal sealed record TaskUrl(Uri Target, string Public, string? UserInfo, string Host)
{
    /// <summary>Whether the public form is not enough to fetch it.</summary>
    public bool HasSecrets => UserInfo is not null || Public != Target.OriginalString;

    public static bool TryParse(string? text, [NotNullWhen(true)] out TaskUrl? url)
    {
        url = null;
        if (!Uri.TryCreate(text?.Trim(), UriKind.Absolute, out var parsed) || (parsed.Scheme != Uri.UriSchemeHttp && parsed.Scheme != Uri.UriSchemeHttps) || parsed.Host.Length == 0)
            return false;
        // The canonical form: what RFC 3986 §6.2 calls equal gets one spelling, so that it gets one id.
        var host = HostOf(parsed);
        var canonical = $"{parsed.Scheme}://{host}{parsed.PathAndQuery}";
        var target = canonical == parsed.OriginalString ? parsed : new Uri(canonical);
        var shown = target.Query.Length == 0 && ReferenceEquals(target, parsed) ? canonical : PublicOf(target);
        url = new(target, shown, parsed.UserInfo.Length == 0 ? null : Uri.UnescapeDataString(parsed.UserInfo), host);
        return true;
    }

    /// <summary>A URL as it may be shown.</summary>
    public static string PublicOf(Uri url) => $"{url.Scheme}://{HostOf(url)}{url.AbsolutePath}{SecretQuery.Hide(url.Query)}";

    /// <summary>Host and, when it is not the usual one, port of a URL.</summary>
    public static string HostOf(Uri url)
    {
        var host = url.HostNameType == UriHostNameType.IPv6 ? url.Host : url.IdnHost;
        return url.IsDefaultPort ? host : $"{host}:{url.Port}";
    }
}
