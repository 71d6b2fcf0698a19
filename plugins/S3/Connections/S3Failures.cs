using System.Globalization;
using System.Net;
using Amazon.Runtime;
using Amazon.S3;
using TgPlatform.Contracts;

namespace TgPlatform.Plugins.S3.Connections;

/// <summary>What a refusal of an S3 server means, and what to do about it.</summary>
internal static class S3Failures
{
    /// <summary>Runs a call of the SDK and gives its exceptions their meaning.</summary>
    /// <param name="what">What could not be done, for people: <c>The upload of 'a.bin' cannot be begun</c>.</param>
    public static async Task<T> GuardAsync<T>(string what, Func<Task<T>> call)
    {
        try
        {
            return await call();
        }
        catch (Exception failure) when (IsFailure(failure))
        {
            throw Translate(failure, what);
        }
    }

    /// <summary>Whether an exception is what the SDK or the connection throws when a request fails, a time-out included.</summary>
    public static bool IsFailure(Exception failure)
        => failure is AmazonServiceException or AmazonClientException or HttpRequestException or IOException or TimeoutException or WebException
            or OperationCanceledException { InnerException: TimeoutException };

    /// <summary>The refusal inside an exception of the SDK; null when it came without any answer.</summary>
    public static S3Answer? AnswerIn(Exception failure)
        => failure is AmazonServiceException { StatusCode: not 0 } service ? new((int)service.StatusCode, service.ErrorCode, service.Message) : null;

    public static FailureException Translate(Exception failure, string what) => failure switch
    {
        FailureException known => known,
        _ when AnswerIn(failure) is { } answer => Of(answer, what, failure),
        TimeoutException or { InnerException: TimeoutException } => new(FailureKind.Throttled, $"{what}: no answer came in time.", failure),
        AmazonServiceException or HttpRequestException or IOException or WebException => new(FailureKind.Transient, $"{what}: {Innermost(failure).Message}", failure),
        _ => new(FailureKind.Blocked, $"{what}: {failure.Message}", failure),
    };

    public static FailureException Of(S3Answer answer, string what, Exception? inner = null)
    {
        var said = $"{what}: {answer.Code ?? ((HttpStatusCode)answer.Status).ToString()} ({answer.Status.ToString(CultureInfo.InvariantCulture)})";
        return answer switch
        {
            { Code: "SlowDown" or "TooManyRequests" or "RequestLimitExceeded" or "Throttling" or "ThrottlingException" or "ServiceUnavailable" } or { Status: 429 or 503 } =>
                new(FailureKind.Throttled, $"{said}: the server asks to slow down.", inner) { RetryAfter = answer.RetryAfter },
            { Code: "RequestTimeout" } or { Status: 408 or 504 } => new(FailureKind.Throttled, $"{said}: the server waited too long.", inner) { RetryAfter = answer.RetryAfter },
            { Code: "RequestTimeTooSkewed" } => new(FailureKind.Blocked, $"{said}: the clocks of this machine and of the server differ by more than 15 minutes. Set this machine's clock.", inner),
            { Code: "NoSuchBucket" } => new(FailureKind.Blocked, $"{said}: there is no such bucket. Make it, or correct 'bucket' and 'endpoint'.", inner),
            { Code: "InvalidAccessKeyId" or "SignatureDoesNotMatch" or "ExpiredToken" or "InvalidToken" or "TokenRefreshRequired" } or { Status: 401 } =>
                new(FailureKind.Blocked, $"{said}: the credentials are wrong or have ended. Correct access_key, secret_key or the profile.", inner),
            { Code: "PermanentRedirect" or "TemporaryRedirect" or "AuthorizationHeaderMalformed" or "IllegalLocationConstraintException" } or { Status: 301 or 307 } =>
                new(FailureKind.Blocked, $"{said}: the bucket is in another region. Set 'region'. {answer.Message}", inner),
            { Code: "QuotaExceeded" or "InsufficientStorage" or "XMinioStorageFull" or "XMinioAdminBucketQuotaExceeded" or "TooManyObjects" } or { Status: 507 } =>
                new(FailureKind.Blocked, $"{said}: the bucket or the server is full. Make room or raise the quota; the work then goes on.", inner),
            { Status: 403 } => new(FailureKind.Blocked, $"{said}: access is denied. Give these credentials the right to it; the work then goes on.", inner),
            { Code: "BadDigest" or "InvalidDigest" or "XAmzContentSHA256Mismatch" or "XAmzContentChecksumMismatch" or "IncompleteBody" } =>
                new(FailureKind.Transient, $"{said}: the bytes did not arrive as they were sent.", inner),
            { Code: "NoSuchUpload" } => new(FailureKind.Transient, $"{said}: the server no longer has the upload; it is begun anew.", inner),
            { Status: 409 or >= 500 } => new(FailureKind.Transient, $"{said}. {answer.Message}", inner),
            { Code: "KeyTooLongError" or "KeyTooLong" } => new(FailureKind.Poison, $"{said}: the name is too long for this server. Shorten it in 'path'.", inner),
            _ => new(FailureKind.Permanent, $"{said}. {answer.Message}", inner),
        };
    }

    private static Exception Innermost(Exception failure) => failure.InnerException is { } inner ? Innermost(inner) : failure;
}
