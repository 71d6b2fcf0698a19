using System.Net.Http;
using System.Net.Sockets;
using TgPlatform.Contracts;

namespace TgPlatform.Runtime.Retries;

/// <summary>Says what an exception means. The one place where exceptions of libraries become <see cref="FailureKind"/>s.</summary>
internal static class Failures
{
    // HRESULTs of the two errors that mean "disk full" on Windows; elsewhere the error number is ENOSPC or EDQUOT.
    private const int WindowsDiskFull = unchecked((int)0x80070070);
    private const int WindowsHandleDiskFull = unchecked((int)0x80070027);
    private const int NoSpace = 28;
    private const int QuotaExceeded = 122;
    private const int ReadOnlyFileSystem = 30;

    public static FailureKind KindOf(Exception failure) => failure switch
    {
        FailureException known => known.Kind,
        AggregateException { InnerExceptions.Count: 1 } one => KindOf(one.InnerExceptions[0]),
        IOException io when IsStorageExhausted(io) => FailureKind.Blocked,
        UnauthorizedAccessException => FailureKind.Blocked,
        IOException or HttpRequestException or SocketException or TimeoutException or OperationCanceledException => FailureKind.Transient,
        _ => FailureKind.Poison,
    };

    public static TimeSpan? RetryAfter(Exception failure) => (failure as FailureException)?.RetryAfter;

    public static bool ConcernsLane(Exception failure) => failure is FailureException { ConcernsLane: true };

    /// <summary>The message for people; of unexpected exceptions also the type, since that is what helps the plugin's author.</summary>
    public static string Reason(Exception failure) => failure is FailureException or IOException or HttpRequestException or TimeoutException
        ? failure.Message
        : $"{failure.GetType().Name}: {failure.Message}";

    private static bool IsStorageExhausted(IOException failure) =>
        failure.HResult is WindowsDiskFull or WindowsHandleDiskFull or NoSpace or QuotaExceeded or ReadOnlyFileSystem;
}
