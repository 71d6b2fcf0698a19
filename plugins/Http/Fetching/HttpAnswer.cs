namespace TgPlatform.Plugins.Http.Fetching;

/// <summary>A server's last word on a request.</summary>
/// <param name="Response">Status and headers; the body is still to be read. Disposed by whoever holds the answer.</param>
/// <param name="Final">Where redirects led to.</param>
/// <param name="Fetch">What was asked for.</param>
/// <param name="IsFromOptions">Whether it was asked with credentials of the options, which all items of the host share.</param>
internal sealed record HttpAnswer(HttpResponseMessage Response, Uri Final, Fetch Fetch, bool IsFromOptions);
