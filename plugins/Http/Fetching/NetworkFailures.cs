using System.Security.Authentication;
using TgPlatform.Contracts;

namespace TgPlatform.Plugins.Http.Fetching;

/// <summary>What it means when there is no answer, or its body breaks off.</summary>
internal static class NetworkFailures
{
    /// <summary>The failure behind an exception; null when the exception is to pass as it is.</summary>
    /// <param name="failure">The exception.</param>
    /// <param name="shownUrl">What was asked for.</param>
    /// <param name="idle">The limit of silence.</param>
    /// <param name="caller">Ends the asking.</param>
    /// <param name="proxy">The proxy on the way to a connection; null when there is none.</param>
    public static FailureException? Of(Exception failure, string shownUrl, IdleLimit idle, CancellationToken caller, string? proxy = null) => failure switch
    {
        OperationCanceledException when caller.IsCancellationRequested => null,
        OperationCanceledException or TimeoutException when !idle.Token.IsCancellationRequested =>
            Transient($"{shownUrl}: no connection in time. If the network is just slow, raise connect_timeout.", failure),
        OperationCanceledException => idle.Failure(shownUrl),
        HttpRequestException { InnerException: AuthenticationException certificate } => new FailureException(
            FailureKind.Permanent, $"{shownUrl}: the server's certificate is not trusted ({certificate.Message}) If you know the server, set verify_tls: false.", failure),
        HttpRequestException { HttpRequestError: HttpRequestError.NameResolutionError or HttpRequestError.ConnectionError } unreached when proxy is not null =>
            Transient($"{shownUrl}: the proxy {proxy} cannot be reached: {unreached.InnerException?.Message ?? unreached.Message}. Check 'proxy', or HTTP_PROXY and HTTPS_PROXY where it is not set.", failure),
        HttpRequestException { HttpRequestError: HttpRequestError.NameResolutionError } => Transient($"{shownUrl}: the host is not known. Check its name and the network.", failure),
        HttpRequestException { HttpRequestError: HttpRequestError.ConnectionError } refused => Transient($"{shownUrl}: {refused.InnerException?.Message ?? refused.Message}. Check host and port, and whether the server runs.", failure),
        HttpRequestException { HttpRequestError: HttpRequestError.ProxyTunnelError } refused => Transient($"{shownUrl}: the proxy {proxy} refuses: {refused.Message}", failure),
        HttpRequestException other => Transient($"{shownUrl}: {other.Message}", failure),
        InvalidDataException => Transient($"{shownUrl}: the compressed answer is damaged or incomplete.", failure),
        IOException broken => Transient($"{shownUrl}: the connection broke: {broken.Message}", failure),
        ObjectDisposedException => Transient($"{shownUrl}: the connection was closed.", failure),
        _ => null,
    };

    private static FailureException Transient(string message, Exception cause) => new(FailureKind.Transient, message, cause);
}
