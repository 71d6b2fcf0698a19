using System.Globalization;
using Microsoft.AspNetCore.Http;

namespace TgPlatform.Plugins.Sandbox.Http;

/// <summary>What a request wants to go wrong: read from its query.</summary>
internal sealed record Faults
{
    public const string Help =
        "latency_ms=N; bytes_per_second=N; drop=N (break off after N bytes) with first=N (only the first N times); status=N with first=N and retry_after=TEXT; "
        + "ranges=ignore|lie|total; coding=gzip; framing=chunked|close; redirect=N; disposition=TEXT; etag=weak|none; digest=sha-256|sha-512|md5|wrong";

    public int LatencyMilliseconds { get; private init; }

    public long BytesPerSecond { get; private init; }

    public long? Drop { get; private init; }

    public int Status { get; private init; }

    /// <summary>How often <see cref="Status"/> or <see cref="Drop"/> apply to one URL.</summary>
    public int First { get; private init; }

    public string? RetryAfter { get; private init; }

    public string? Ranges { get; private init; }

    public string? Coding { get; private init; }

    public string? Framing { get; private init; }

    public int Redirect { get; private init; }

    public string? Disposition { get; private init; }

    public string? ETag { get; private init; }

    public string? Digest { get; private init; }

    public static Faults In(IQueryCollection query)
    {
        return new()
        {
            LatencyMilliseconds = (int)Number("latency_ms", 0, int.MaxValue),
            BytesPerSecond = Number("bytes_per_second", 0, long.MaxValue),
            Drop = query.ContainsKey("drop") ? Number("drop", 0, long.MaxValue) : null,
            Status = (int)Number("status", 0, 599),
            First = (int)Number("first", int.MaxValue, int.MaxValue),
            RetryAfter = query["retry_after"],
            Ranges = query["ranges"],
            Coding = query["coding"],
            Framing = query["framing"],
            Redirect = (int)Number("redirect", 0, int.MaxValue),
            Disposition = query["disposition"],
            ETag = query["etag"],
            Digest = query["digest"],
        };

        long Number(string name, long otherwise, long largest) =>
            long.TryParse(query[name], NumberStyles.None, CultureInfo.InvariantCulture, out var number) ? Math.Min(number, largest) : otherwise;
    }
}
