using System.IO.Compression;
using TgPlatform.Contracts;
using TgPlatform.Plugins.Http.Fetching;

namespace TgPlatform.Plugins.Http.Answers;

/// <summary>Undoes content codings (RFC 9110 §8.4) that a server applies although nobody asked for them.</summary>
internal static class ContentCoding
{
    // Without it the library takes a compressed stream that breaks off for one that ends, and a half file would pass for a whole one.
    static ContentCoding() => AppContext.SetSwitch("System.IO.Compression.UseStrictValidation", true);

    /// <summary>The codings to undo, in the order in which they were applied.</summary>
    public static IReadOnlyList<string> Of(HttpAnswer answer)
    {
        var codings = answer.Response.Content.Headers.ContentEncoding;
        if (codings.Count == 0)
            return [];
        return [.. codings.Select(static coding => coding.ToLowerInvariant()).Where(coding => coding != "identity" && !IsTheFileItself(coding, answer))];
    }

    /// <summary>The content with its codings undone.</summary>
    /// <exception cref="FailureException">A coding is not known.</exception>
    public static Stream Undo(Stream stream, IReadOnlyList<string> codings, Fetch fetch)
    {
        foreach (var coding in codings.Reverse())
        {
            stream = coding switch
            {
                "gzip" or "x-gzip" => new GZipStream(stream, CompressionMode.Decompress),
                "deflate" => new ZLibStream(stream, CompressionMode.Decompress),
                "br" => new BrotliStream(stream, CompressionMode.Decompress),
                _ => throw new FailureException(FailureKind.Permanent, $"{fetch.Public}: the server sends the content coding '{Shown(coding)}', which nobody asked for and which is not known here."),
            };
        }

        return stream;
    }

    // Many servers declare an archive's own compression as a coding (Apache's AddEncoding). Undone, photos.tar.gz would no longer be one.
    private static bool IsTheFileItself(string coding, HttpAnswer answer)
    {
        var path = answer.Final.AbsolutePath;
        return coding switch
        {
            "gzip" or "x-gzip" => Ends(".gz") || Ends(".tgz") || Ends(".svgz"),
            "br" => Ends(".br"),
            _ => Ends("." + coding),
        };
        bool Ends(string extension) => path.EndsWith(extension, StringComparison.OrdinalIgnoreCase);
    }

    private static string Shown(string coding) => new([.. coding.Take(32).Where(static c => char.IsAsciiLetterOrDigit(c) || c == '-')]);
}
