using TgPlatform.Contracts;
using TgPlatform.Plugins.Http.Fetching;
using TgPlatform.Plugins.Http.Names;

namespace TgPlatform.Plugins.Http.Answers;

/// <summary>Makes content of an answer's body, and takes from its headers what the runtime wants to know.</summary>
internal static class ContentMaker
{
    /// <summary>The body of an answer with the whole content.</summary>
    public static async ValueTask<Content> WholeAsync(HttpAnswer answer, IdleLimit idle, bool takesName)
    {
        var codings = ContentCoding.Of(answer);
        var body = ContentCoding.Undo(await answer.Response.Content.ReadAsStreamAsync(CancellationToken.None), codings, answer.Fetch);
        var stream = new BodyStream(body, answer.Response, idle, answer.Fetch.Public);
        // Length, ETag, ranges and sums are about the bytes as sent; what comes out of a decoder is something else.
        if (codings.Count > 0)
            return new(stream) { Name = NameIn(answer, takesName), Date = answer.Response.Content.Headers.LastModified, MediaType = MediaTypeOf(answer) };
        var length = BodyLength.Of(answer.Response);
        return new(stream)
        {
            Length = length,
            Validator = Validator.Of(answer.Response, length)?.ToString(),
            Digests = DeclaredDigests.In(answer.Response),
            Name = NameIn(answer, takesName),
            Date = answer.Response.Content.Headers.LastModified,
            MediaType = MediaTypeOf(answer),
        };
    }

    /// <summary>The body of an answer with everything from an offset to the end.</summary>
    /// <param name="answer">The answer.</param>
    /// <param name="offset">Where its body begins.</param>
    /// <param name="asked">The validator that was asked with, and so stays; null at the beginning.</param>
    /// <param name="idle">Watches over the body.</param>
    /// <param name="takesName">Whether a name the server gives counts.</param>
    public static async ValueTask<Content> RestAsync(HttpAnswer answer, long offset, Validator? asked, IdleLimit idle, bool takesName)
    {
        var total = answer.Response.Content.Headers.ContentRange!.Length;
        return new(new BodyStream(await answer.Response.Content.ReadAsStreamAsync(CancellationToken.None), answer.Response, idle, answer.Fetch.Public))
        {
            Offset = offset,
            Length = total,
            Validator = (asked ?? Validator.Of(answer.Response, total))?.ToString(),
            Digests = DeclaredDigests.In(answer.Response),
            Name = NameIn(answer, takesName),
            Date = answer.Response.Content.Headers.LastModified,
            MediaType = MediaTypeOf(answer),
        };
    }

    /// <summary>Content by parts, of which the answer is the first.</summary>
    public static Content Parts(RangePartReader parts, HttpAnswer answer, long offset, Validator? asked, bool takesName) => new(parts, parts.Length)
    {
        Offset = offset,
        Validator = (asked ?? parts.Validator).ToString(),
        Digests = DeclaredDigests.In(answer.Response),
        Name = NameIn(answer, takesName),
        Date = answer.Response.Content.Headers.LastModified,
        MediaType = MediaTypeOf(answer),
    };

    private static string? NameIn(HttpAnswer answer, bool takesName)
    {
        if (!takesName)
            return null;
        var told = answer.Response.Content.Headers.TryGetValues("Content-Disposition", out var values) ? ContentDisposition.NameIn(string.Join(", ", values)) : null;
        if (told is not null || answer.Final == answer.Fetch.Target)
            return told;
        // A link such as /download?id=5 that leads to /photos/5.jpg: the place it leads to knows the kind of file.
        var final = FileNames.Of(answer.Final);
        return Path.HasExtension(final) && !Path.HasExtension(FileNames.Of(answer.Fetch.Target)) ? final : null;
    }

    private static string? MediaTypeOf(HttpAnswer answer) => answer.Response.Content.Headers.ContentType?.MediaType;
}
