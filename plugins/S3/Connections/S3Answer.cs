namespace TgPlatform.Plugins.S3.Connections;

/// <summary>A refusal, as the server worded it.</summary>
/// <param name="Status">HTTP status.</param>
/// <param name="Code">The error's code, <c>NoSuchBucket</c>; null when the answer had none.</param>
/// <param name="Message">The server's sentence, or null.</param>
/// <param name="RetryAfter">How long it asks to wait, or null.</param>
internal readonly record struct S3Answer(int Status, string? Code, string? Message, TimeSpan? RetryAfter = null)
{
    /// <summary>The condition of the request does not hold: the name is taken, or the object has changed.</summary>
    public bool IsConditionFailed => Status == 412;

    /// <summary>What a retry by the same bytes may well bring through.</summary>
    public bool IsServersTrouble => Status is 500 or 502 or 503 or 504 or 429 || Code is "SlowDown" or "InternalError" or "RequestTimeout" or "ServiceUnavailable";
}
