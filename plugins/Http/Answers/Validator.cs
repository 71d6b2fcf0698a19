using System.Globalization;
using System.Net.Http.Headers;

namespace TgPlatform.Plugins.Http.Answers;

/// <summary>Proof that content is still the same: a strong ETag or a strong date (RFC 9110 §8.8), and the length where it is known.</summary>
/// <param name="Condition">The ETag with its quotes, or the date as sent: what If-Range takes.</param>
/// <param name="Length">Length of the whole content, so that a server with a wrong idea of it is noticed; null when unknown.</param>
internal sealed record Validator(string Condition, long? Length)
{
    /// <summary>The validator an answer declares, or null.</summary>
    public static Validator? Of(HttpResponseMessage response, long? length)
    {
        if (response.Headers.ETag is { IsWeak: false } tag)
            return new(tag.Tag, length);
        // A date is proof only when it lies at least a second before the answer: later in that second the file may change unseen.
        return response.Headers.ETag is null && response.Content.Headers.LastModified is { } changed && response.Headers.Date - changed >= TimeSpan.FromSeconds(1)
            ? new(changed.ToString("R", CultureInfo.InvariantCulture), length)
            : null;
    }

    /// <summary>Whether an answer may be about the same content: it says so, or says nothing.</summary>
    public bool Allows(HttpResponseMessage response, long? length)
    {
        if (length is not null && Length is not null && length != Length)
            return false;
        var isTag = Condition[0] == '"';
        var theirs = isTag ? response.Headers.ETag?.ToString() : response.Content.Headers.LastModified?.ToString("R", CultureInfo.InvariantCulture);
        return theirs is null || theirs == Condition;
    }

    public override string ToString() => Length is null ? Condition : string.Create(CultureInfo.InvariantCulture, $"{Condition} {Length}");

    /// <summary>Reads the text of an earlier validator; null when there was none.</summary>
    public static Validator? Parse(string? text)
    {
        if (text is null)
            return null;
        var blank = text.LastIndexOf(' ');
        var hasLength = long.TryParse(text.AsSpan(blank + 1), NumberStyles.None, CultureInfo.InvariantCulture, out var length);
        var condition = hasLength && blank > 0 ? text[..blank] : text;
        return RangeConditionHeaderValue.TryParse(condition, out _) ? new(condition, hasLength ? length : null) : null;
    }
}
