namespace TgPlatform.Plugins.Http.Answers;

/// <summary>How many bytes a body has.</summary>
internal static class BodyLength
{
    /// <summary>The declared length; null when chunks or the connection's end delimit the body (RFC 9112 §6.3).</summary>
    public static long? Of(HttpResponseMessage response) => response.Headers.TransferEncodingChunked == true ? null : response.Content.Headers.ContentLength;
}
