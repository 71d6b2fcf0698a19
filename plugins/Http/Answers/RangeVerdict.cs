using System.Net;
using TgPlatform.Plugins.Http.Fetching;

namespace TgPlatform.Plugins.Http.Answers;

/// <summary>What an answer to a range request turns out to be.</summary>
internal enum RangeVerdict
{
    /// <summary>The range that was asked for, of the content that was meant.</summary>
    Range,

    /// <summary>The whole content from its beginning: the server ignores ranges, or the content has changed.</summary>
    Whole,

    /// <summary>There is nothing behind the place asked for: everything is fetched already.</summary>
    NothingLeft,

    /// <summary>A range of something else, or one that contradicts itself. Not to be used; ask anew, without a range.</summary>
    Lie,

    /// <summary>A refusal that has nothing to do with ranges.</summary>
    Refusal,
}

/// <summary>Judges answers to range requests (RFC 9110 §14.4, §15.3.7, §15.5.17).</summary>
internal static class RangeVerdicts
{
    /// <param name="answer">The answer.</param>
    /// <param name="asked">What was asked for.</param>
    /// <param name="validator">The content that is meant; null when any will do.</param>
    public static RangeVerdict Of(HttpAnswer answer, ByteRange asked, Validator? validator) => answer.Response.StatusCode switch
    {
        HttpStatusCode.OK or HttpStatusCode.NonAuthoritativeInformation => RangeVerdict.Whole,
        HttpStatusCode.PartialContent => IsThatRange(answer.Response, asked, validator) ? RangeVerdict.Range : RangeVerdict.Lie,
        HttpStatusCode.RequestedRangeNotSatisfiable => IsAllFetched(answer.Response, asked, validator) ? RangeVerdict.NothingLeft : RangeVerdict.Lie,
        _ => RangeVerdict.Refusal,
    };

    private static bool IsThatRange(HttpResponseMessage response, ByteRange asked, Validator? validator)
    {
        var headers = response.Content.Headers;
        if (headers.ContentRange is not { Unit: "bytes", From: { } first, To: { } last } range || first != asked.First || headers.ContentEncoding.Count > 0)
            return false;
        // A server may send less than was asked for; then what comes is not what its length promises, so it is not used.
        var wantedLast = range.Length is { } total ? Math.Min(asked.Last ?? long.MaxValue, total - 1) : asked.Last ?? last;
        return last == wantedLast
            && (BodyLength.Of(response) is not { } length || length == last - first + 1)
            && validator?.Allows(response, range.Length) != false;
    }

    private static bool IsAllFetched(HttpResponseMessage response, ByteRange asked, Validator? validator) =>
        validator?.Length == asked.First && response.Content.Headers.ContentRange is { HasRange: false, Length: { } total } && total == asked.First && validator.Allows(response, total);
}
