using System.Net;
using TgPlatform.Contracts;
using TgPlatform.Plugins.Http.Answers;

namespace TgPlatform.Plugins.Http.Fetching;

/// <summary>Opens content: whole, from where an earlier attempt stopped, or by several ranges at once.</summary>
internal sealed class ContentOpener(HttpSender sender, HttpSourceOptions options, TimeProvider time)
{
    /// <summary>Opens what a URL names.</summary>
    /// <param name="fetch">What to ask for.</param>
    /// <param name="from">Where to begin.</param>
    /// <param name="takesName">Whether a name the server gives counts.</param>
    /// <param name="cancellationToken">Ends the opening.</param>
    public async ValueTask<Content> OpenAsync(Fetch fetch, ResumePoint from, bool takesName, CancellationToken cancellationToken)
    {
        var idle = new IdleLimit(options.IdleTimeout, time);
        try
        {
            var validator = from.Offset > 0 ? Validator.Parse(from.Validator) : null;
            var offset = validator is null ? 0 : from.Offset;
            if (FirstRange(offset, validator) is { } range)
            {
                var part = await sender.SendAsync(fetch, range, idle, cancellationToken);
                if (await UseRangeAsync(part, range, offset, validator, idle, takesName) is { } content)
                    return content;
                part.Response.Dispose();
            }

            return await AskForWholeAsync(fetch, idle, takesName, cancellationToken);
        }
        catch
        {
            idle.Dispose();
            throw;
        }
    }

    /// <summary>Opens something small, such as a list, in one piece.</summary>
    /// <param name="fetch">What to ask for.</param>
    /// <param name="cancellationToken">Ends the opening.</param>
    public async ValueTask<Content> OpenWholeAsync(Fetch fetch, CancellationToken cancellationToken)
    {
        var idle = new IdleLimit(options.IdleTimeout, time);
        try
        {
            return await AskForWholeAsync(fetch, idle, takesName: false, cancellationToken);
        }
        catch
        {
            idle.Dispose();
            throw;
        }
    }

    /// <summary>Asks for one byte, and says what the server answers.</summary>
    /// <param name="fetch">What to ask for.</param>
    /// <param name="cancellationToken">Ends the asking.</param>
    /// <exception cref="FailureException">There is no answer, or a refusal.</exception>
    public async ValueTask<string> AskAsync(Fetch fetch, CancellationToken cancellationToken)
    {
        using var idle = new IdleLimit(options.IdleTimeout, time);
        var answer = await sender.SendAsync(fetch, new(0, 0, null), idle, cancellationToken);
        // An empty file has no first byte.
        if (answer.Response.StatusCode is not (HttpStatusCode.OK or HttpStatusCode.NonAuthoritativeInformation or HttpStatusCode.PartialContent or HttpStatusCode.RequestedRangeNotSatisfiable))
            throw Refusal(answer);
        answer.Response.Dispose();
        return $"{fetch.Public} is there ({(int)answer.Response.StatusCode})";
    }

    private async ValueTask<Content> AskForWholeAsync(Fetch fetch, IdleLimit idle, bool takesName, CancellationToken cancellationToken)
    {
        var answer = await sender.SendAsync(fetch, null, idle, cancellationToken);
        return answer.Response.StatusCode is HttpStatusCode.OK or HttpStatusCode.NonAuthoritativeInformation
            ? await ContentMaker.WholeAsync(answer, idle, takesName)
            : throw Refusal(answer);
    }

    // By parts, the first request is for the first part, so that nothing is fetched in vain: its answer tells the length of the whole.
    private ByteRange? FirstRange(long offset, Validator? validator)
    {
        if (options.ParallelRanges == 1)
            return offset == 0 ? null : new(offset, null, validator?.Condition);
        var part = offset - (offset % options.RangeSize.Bytes);
        return new(part, part + options.RangeSize.Bytes - 1, validator?.Condition);
    }

    /// <summary>Null when the answer cannot be used and the content must be asked for anew, without a range.</summary>
    private async ValueTask<Content?> UseRangeAsync(HttpAnswer answer, ByteRange range, long offset, Validator? validator, IdleLimit idle, bool takesName)
    {
        switch (RangeVerdicts.Of(answer, range, validator))
        {
            case RangeVerdict.Range when range.Last is null:
                return await ContentMaker.RestAsync(answer, offset, validator, idle, takesName);
            case RangeVerdict.Range when offset == 0 && answer.Response.Content.Headers.ContentRange!.Length <= range.Last + 1:
                return await ContentMaker.RestAsync(answer, 0, null, idle, takesName);
            case RangeVerdict.Range when RangePartReader.For(answer, range, sender, options, time) is { } parts:
                idle.Dispose();
                return ContentMaker.Parts(parts, answer, offset, validator, takesName);
            case RangeVerdict.Whole:
                return await ContentMaker.WholeAsync(answer, idle, takesName);
            case RangeVerdict.NothingLeft:
                answer.Response.Dispose();
                idle.Dispose();
                return new(Stream.Null) { Offset = offset, Length = offset, Validator = validator!.ToString() };
            case RangeVerdict.Refusal:
                throw Refusal(answer);
            default:
                return null;
        }
    }

    private FailureException Refusal(HttpAnswer answer)
    {
        using (answer.Response)
            return StatusFailures.Of(answer, time);
    }
}
