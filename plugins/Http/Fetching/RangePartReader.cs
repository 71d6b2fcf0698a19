using TgPlatform.Contracts;
using TgPlatform.Plugins.Http.Answers;

namespace TgPlatform.Plugins.Http.Fetching;

/// <summary>Fetches one file by several range requests at once, all about the same content or none.</summary>
internal sealed class RangePartReader : IPartReader
{
    private readonly HttpSender _sender;
    private readonly HttpSourceOptions _options;
    private readonly TimeProvider _time;
    private readonly Fetch _fetch;
    private readonly long _firstOffset;
    private HttpAnswer? _first;

    private RangePartReader(HttpAnswer first, long firstOffset, Validator validator, HttpSender sender, HttpSourceOptions options, TimeProvider time)
    {
        (_first, _firstOffset, Validator, Length) = (first, firstOffset, validator, validator.Length!.Value);
        (_sender, _options, _time, _fetch) = (sender, options, time, first.Fetch);
    }

    public int PartBytes => (int)_options.RangeSize.Bytes;

    public int MaxConcurrency => _options.ParallelRanges;

    /// <summary>Length of the whole content.</summary>
    public long Length { get; }

    /// <summary>What all parts must agree with.</summary>
    public Validator Validator { get; }

    /// <summary>A reader that begins with an answer at hand; null when nothing would prove that the parts belong together.</summary>
    public static RangePartReader? For(HttpAnswer first, ByteRange range, HttpSender sender, HttpSourceOptions options, TimeProvider time)
    {
        var total = first.Response.Content.Headers.ContentRange!.Length;
        return total is not null && Validator.Of(first.Response, total) is { } validator ? new(first, range.First, validator, sender, options, time) : null;
    }

    public async ValueTask<int> ReadPartAsync(long offset, Memory<byte> destination, CancellationToken cancellationToken)
    {
        var idle = new IdleLimit(_options.IdleTimeout, _time);
        HttpAnswer? answer;
        try
        {
            answer = (offset == _firstOffset ? Interlocked.Exchange(ref _first, null) : null) ?? await AskAsync(offset, destination.Length, idle, cancellationToken);
        }
        catch
        {
            idle.Dispose();
            throw;
        }

        await using var body = new BodyStream(await answer.Response.Content.ReadAsStreamAsync(CancellationToken.None), answer.Response, idle, _fetch.Public);
        return await body.ReadAtLeastAsync(destination, destination.Length, throwOnEndOfStream: false, cancellationToken);
    }

    public ValueTask DisposeAsync()
    {
        Interlocked.Exchange(ref _first, null)?.Response.Dispose();
        return ValueTask.CompletedTask;
    }

    private async ValueTask<HttpAnswer> AskAsync(long offset, int length, IdleLimit idle, CancellationToken cancellationToken)
    {
        var range = new ByteRange(offset, offset + length - 1, Validator.Condition);
        var answer = await _sender.SendAsync(_fetch, range, idle, cancellationToken);
        var verdict = RangeVerdicts.Of(answer, range, Validator);
        if (verdict == RangeVerdict.Range)
            return answer;
        using (answer.Response)
        {
            throw verdict == RangeVerdict.Refusal
                ? StatusFailures.Of(answer, _time)
                : new FailureException(FailureKind.Transient, $"{_fetch.Public}: the content changed while it was fetched by ranges, or the server does not keep to them.");
        }
    }
}
