using System.Globalization;
using System.Net;
using System.Text;
using System.Text.Json;

namespace TgPlatform.Plugins.Sandbox.Http;

/// <summary>A page or list.</summary>
internal readonly record struct Listing(string MediaType, string Text);

/// <summary>What the server says about its files: a page for people, lists for pipelines, sums for checking.</summary>
internal static class Listings
{
    private static readonly JsonSerializerOptions Readable = new() { WriteIndented = true };

    /// <summary>The listing at a path, or null when the path names a file.</summary>
    /// <param name="path">The path asked for.</param>
    /// <param name="root">Scheme and host the lists are to name.</param>
    public static Listing? For(string path, string root) => path switch
    {
        "/" => new("text/html", Page()),
        "/list.txt" => new("text/plain", Lines(file => root + file.EncodedPath)),
        "/tasks.json" => new("application/json", Tasks(root)),
        "/sums.txt" => new("text/plain", Lines(static file => $"{Convert.ToHexStringLower(GeneratedMedia.Sha256(file.Path, file.Length))}  {file.Path[1..]}")),
        _ => null,
    };

    private static string Lines(Func<SandboxFile, string> line) => string.Concat(Catalogue.Files.Select(file => line(file) + "\n"));

    private static string Tasks(string root) => JsonSerializer.Serialize(
        Catalogue.Files.Select((file, index) => new Dictionary<string, object>
        {
            ["url"] = root + file.EncodedPath,
            ["album"] = file.Album,
            ["number"] = index + 1,
            ["priority"] = file.Album == "videos" ? 0 : 1,
        }),
        Readable);

    private static string Page()
    {
        var page = new StringBuilder("<!doctype html><title>Sandbox</title><h1>Sandbox</h1>\n<p>Lists: <a href=\"/tasks.json\">tasks.json</a>, ")
            .Append("<a href=\"/list.txt\">list.txt</a>; SHA-256: <a href=\"/sums.txt\">sums.txt</a>; any size: <a href=\"/bytes/10MiB/file.bin\">/bytes/10MiB/file.bin</a></p>\n")
            .Append("<p>Faults, as a query on any file: ").Append(WebUtility.HtmlEncode(Faults.Help)).Append("</p>\n<ul>\n");
        foreach (var file in Catalogue.Files)
            page.Append(CultureInfo.InvariantCulture, $"<li><a href=\"{file.EncodedPath}\">{WebUtility.HtmlEncode(file.Path)}</a>, {file.Length:N0} bytes</li>\n");
        return page.Append("</ul>\n").ToString();
    }
}
