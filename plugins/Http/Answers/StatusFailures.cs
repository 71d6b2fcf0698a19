using System.Net;
using TgPlatform.Contracts;
using TgPlatform.Plugins.Http.Fetching;

namespace TgPlatform.Plugins.Http.Answers;

/// <summary>What an answer without content means.</summary>
internal static class StatusFailures
{
    // A wait beyond this is a mistake or an attack; asking again once a day harms nobody.
    private static readonly TimeSpan LongestWait = TimeSpan.FromDays(1);

    public static FailureException Of(HttpAnswer answer, TimeProvider time)
    {
        var wait = RetryAfter(answer.Response, time);
        var status = (int)answer.Response.StatusCode;
        return status switch
        {
            429 => Throttled("the server wants fewer requests (429)"),
            503 when wait is not null => Throttled("the server asks to wait (503)"),
            401 when answer.IsFromOptions => new(FailureKind.Blocked, $"{answer.Fetch.Public}: the server refuses the credentials in auth for this host (401). Correct them.") { ConcernsLane = true },
            407 => new(FailureKind.Blocked, $"{answer.Fetch.Public}: the proxy wants other credentials (407). Write them into proxy: http://user:password@host:port.") { ConcernsLane = true },
            401 => Permanent("the server wants credentials (401). Add auth for this host, or headers to the task."),
            403 => Permanent("the server forbids it (403). Check credentials, and whether a signed URL has expired."),
            404 => Permanent("there is no such file (404). Check the URL."),
            410 => Permanent("the file is gone for good (410)."),
            408 or 421 or 425 => Transient("the server asks to try again"),
            501 or 505 => Permanent($"the server cannot do this ({status})."),
            >= 500 => Transient("the server has a problem"),
            202 => Transient("the file is not ready yet"),
            206 => Transient("the server sent a part nobody asked for"),
            204 or 205 => Permanent($"the server has no content for this URL ({status})."),
            416 => Transient("the server refuses a range nobody asked for"),
            _ => Permanent($"the server answered {status} {answer.Response.ReasonPhrase}. Open the URL in a browser to see why."),
        };

        FailureException Throttled(string reason) => new(FailureKind.Throttled, $"{answer.Fetch.Public}: {reason}.") { RetryAfter = wait, ConcernsLane = true };
        FailureException Transient(string reason) => new(FailureKind.Transient, $"{answer.Fetch.Public}: {reason} ({status}).") { RetryAfter = wait };
        FailureException Permanent(string reason) => new(FailureKind.Permanent, $"{answer.Fetch.Public}: {reason}");
    }

    // RFC 9110 §10.2.3. A date is read against the server's own clock where it tells it, since ours may differ.
    private static TimeSpan? RetryAfter(HttpResponseMessage response, TimeProvider time)
    {
        var told = response.Headers.RetryAfter;
        var wait = told?.Delta ?? (told?.Date is { } date ? date - (response.Headers.Date ?? time.GetUtcNow()) : null);
        return wait is null ? null : TimeSpan.FromTicks(Math.Clamp(wait.Value.Ticks, 0, LongestWait.Ticks));
    }
}
