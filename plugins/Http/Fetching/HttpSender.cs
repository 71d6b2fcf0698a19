using System.Diagnostics.CodeAnalysis;
using System.Net;
using System.Net.Http.Headers;
using TgPlatform.Contracts;
using TgPlatform.Plugins.Http.Tasks;

namespace TgPlatform.Plugins.Http.Fetching;

/// <summary>
/// Sends requests and follows redirects. Headers that may be keys stay with the host they were meant for, which is why redirects are not
/// left to the library.
/// </summary>
internal sealed class HttpSender : IDisposable
{
    private const int MaxRedirects = 10;
    private const string DefaultAgent = "TgPlatform/0.1";

    private readonly HttpMessageInvoker _invoker;
    private readonly IWebProxy _proxy;
    private readonly KeyValuePair<string, string>[] _headers;
    private readonly Dictionary<string, string> _credentials;

    public HttpSender(HttpSourceOptions options)
    {
        var handler = MakeHandler(options);
        _invoker = new(handler);
        _proxy = handler.Proxy ?? HttpClient.DefaultProxy;
        _headers = [.. options.Headers.Select(static header => KeyValuePair.Create(header.Key, header.Value.Reveal()))];
        _credentials = options.Auth.ToDictionary(static auth => auth.Host, static auth => auth.HeaderValue, StringComparer.OrdinalIgnoreCase);
    }

    /// <summary>Asks for a URL, or a range of it; returns as soon as the last server's headers are there.</summary>
    /// <exception cref="FailureException">There is no answer; the answer itself may still be a refusal.</exception>
    public async ValueTask<HttpAnswer> SendAsync(Fetch fetch, ByteRange? range, IdleLimit idle, CancellationToken cancellationToken)
    {
        var target = fetch.Target;
        for (var redirects = 0; ; redirects++)
        {
            using var request = MakeRequest(fetch, target, range);
            var response = await SendOnceAsync(request, idle, cancellationToken);
            if (!Redirects.IsRedirect(response.StatusCode))
                return new(response, target, fetch, SendsSharedCredential(request));
            using (response)
                target = Redirects.Next(response, target, fetch, redirects == MaxRedirects);
        }
    }

    public void Dispose() => _invoker.Dispose();

    internal static bool TryReadProxy(Secret proxy, [NotNullWhen(true)] out WebProxy? result)
    {
        result = null;
        if (!TaskUrl.TryParse(proxy.Reveal(), out var url))
            return false;
        result = new(url.Target);
        if (url.UserInfo?.Split(':', 2) is [var user, .. var password])
            result.Credentials = new NetworkCredential(user, password.FirstOrDefault(""));
        return true;
    }

    private static SocketsHttpHandler MakeHandler(HttpSourceOptions options)
    {
        var handler = new SocketsHttpHandler
        {
            AllowAutoRedirect = false,
            UseCookies = false,
            ActivityHeadersPropagator = null,
            ConnectTimeout = options.ConnectTimeout,
            MaxConnectionsPerServer = options.ConnectionsPerHost,
        };
        if (options.Proxy is not null && TryReadProxy(options.Proxy, out var proxy))
            handler.Proxy = proxy;
        if (!options.VerifyTls)
#pragma warning disable CA5359 // The user has switched the check off, by name.
            handler.SslOptions.RemoteCertificateValidationCallback = static (_, _, _, _) => true;
#pragma warning restore CA5359
        return handler;
    }

    private async ValueTask<HttpResponseMessage> SendOnceAsync(HttpRequestMessage request, IdleLimit idle, CancellationToken cancellationToken)
    {
        try
        {
            using var wait = idle.Begin(cancellationToken);
            return await _invoker.SendAsync(request, idle.Token);
        }
        catch (Exception failure) when (NetworkFailures.Of(failure, TaskUrl.PublicOf(request.RequestUri!), idle, cancellationToken, ProxyFor(request.RequestUri!)) is { } known)
        {
            throw known;
        }
    }

    private string? ProxyFor(Uri target) => !_proxy.IsBypassed(target) && _proxy.GetProxy(target) is { } proxy ? TaskUrl.HostOf(proxy) : null;

    private HttpRequestMessage MakeRequest(Fetch fetch, Uri target, ByteRange? range)
    {
        var request = new HttpRequestMessage(HttpMethod.Get, target);
        var isHome = ReferenceEquals(target, fetch.Target) || Uri.Compare(target, fetch.Target, UriComponents.SchemeAndServer, UriFormat.Unescaped, StringComparison.OrdinalIgnoreCase) == 0;
        foreach (var (name, value) in fetch.Headers.Count == 0 ? _headers : _headers.Concat(fetch.Headers))
        {
            if (isHome || HeaderRules.IsHarmless(name))
            {
                request.Headers.Remove(name);
                request.Headers.TryAddWithoutValidation(name, value);
            }
        }

        if (!request.Headers.NonValidated.Contains("User-Agent"))
            request.Headers.TryAddWithoutValidation("User-Agent", DefaultAgent);
        if (CredentialFor(fetch, target) is { } credential && !request.Headers.NonValidated.Contains("Authorization"))
            request.Headers.TryAddWithoutValidation("Authorization", credential);
        request.Headers.TryAddWithoutValidation("Accept-Encoding", "identity");
        range?.AddTo(request.Headers);
        return request;
    }

    private bool SendsSharedCredential(HttpRequestMessage request) =>
        _credentials.Count > 0 && _credentials.TryGetValue(TaskUrl.HostOf(request.RequestUri!), out var shared)
        && request.Headers.NonValidated.TryGetValues("Authorization", out var sent) && sent.ToString() == shared;

    // User and password in a URL are for that URL's host; those of the options are each for the host they name. No server may call them
    // out in clear text by a redirect: without TLS they go only where the user's own URL leads.
    private string? CredentialFor(Fetch fetch, Uri target) =>
        fetch.UserInfo is not null && target.Authority == fetch.Target.Authority && target.Scheme == fetch.Target.Scheme
            ? HttpAuth.Basic(fetch.UserInfo)
            : _credentials.Count > 0 && (target.Scheme == Uri.UriSchemeHttps || TaskUrl.HostOf(target) == TaskUrl.HostOf(fetch.Target))
                ? _credentials.GetValueOrDefault(TaskUrl.HostOf(target))
                : null;
}
