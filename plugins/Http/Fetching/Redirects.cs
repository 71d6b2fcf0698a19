using System.Net;
using TgPlatform.Contracts;
using TgPlatform.Plugins.Http.Tasks;

namespace TgPlatform.Plugins.Http.Fetching;

/// <summary>Where a redirect leads (RFC 9110 §15.4).</summary>
internal static class Redirects
{
    public static bool IsRedirect(HttpStatusCode status) => (int)status is 301 or 302 or 303 or 307 or 308;

    /// <summary>The URL to go on with.</summary>
    /// <exception cref="FailureException">It leads nowhere.</exception>
    public static Uri Next(HttpResponseMessage response, Uri from, Fetch fetch, bool isOneTooMany)
    {
        if (isOneTooMany)
            throw Failure(fetch, "the server redirects in circles. Open the URL in a browser and use the one it ends at.");
        if (response.Headers.Location is not { } location)
            throw Failure(fetch, $"the server redirects ({(int)response.StatusCode}) without saying where.");
        if (!Uri.TryCreate(from, location, out var next) || !TaskUrl.TryParse(next.AbsoluteUri, out var url))
            throw Failure(fetch, "the server redirects to something that is no http or https URL.");
        if (from.Scheme == Uri.UriSchemeHttps && url.Target.Scheme == Uri.UriSchemeHttp)
            throw Failure(fetch, $"the server redirects from https to http, to {url.Public}. If that is meant, use that URL.");
        return url.Target;
    }

    private static FailureException Failure(Fetch fetch, string reason) => new(FailureKind.Permanent, $"{fetch.Public}: {reason}");
}
