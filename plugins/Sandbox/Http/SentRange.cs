using Microsoft.AspNetCore.Http.Headers;

namespace TgPlatform.Plugins.Sandbox.Http;

/// <summary>The bytes to send for a request.</summary>
/// <param name="First">First byte.</param>
/// <param name="Count">How many.</param>
/// <param name="IsPart">Whether a range was asked for and is granted.</param>
internal readonly record struct SentRange(long First, long Count, bool IsPart)
{
    /// <summary>Reads Range and If-Range (RFC 9110 §14.2, §13.1.5); null when the range lies behind the end.</summary>
    public static SentRange? For(RequestHeaders headers, long length, string? etag, DateTimeOffset changed)
    {
        var whole = new SentRange(0, length, false);
        if (headers.Range is not { Ranges.Count: 1 } asked || asked.Unit != "bytes")
            return whole;
        if (headers.IfRange is { } condition && condition.EntityTag?.ToString() != etag && condition.LastModified != changed)
            return whole;
        var range = asked.Ranges.Single();
        var first = range.From ?? Math.Max(0, length - range.To!.Value);
        var last = range.From is null ? length - 1 : Math.Min(range.To ?? long.MaxValue, length - 1);
        return first > last ? null : new(first, last - first + 1, true);
    }
}
