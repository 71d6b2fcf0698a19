using TgPlatform.Contracts;

namespace TgPlatform.Plugins.Sandbox.Http;

/// <summary>A file of the sandbox.</summary>
/// <param name="Path">Path in the URL, percent-decoded.</param>
/// <param name="Length">Length in bytes.</param>
/// <param name="Album">The album it belongs to.</param>
public sealed record SandboxFile(string Path, long Length, string Album)
{
    /// <summary>Path in the URL, percent-encoded.</summary>
    public string EncodedPath => string.Join('/', Path.Split('/').Select(Uri.EscapeDataString));
}

/// <summary>The files the sandbox shows: photos, documents, sounds and a few videos, about 170 MiB in all.</summary>
public static class Catalogue
{
    /// <summary>Every file, in the order of the lists.</summary>
    public static IReadOnlyList<SandboxFile> Files { get; } =
    [
        .. Enumerable.Range(1, 60).Select(static n => Make($"/media/photos/2024-0{1 + ((n - 1) / 20)}/photo_{n:000}.jpg", $"2024-0{1 + ((n - 1) / 20)}", 20 << 10, 400 << 10)),
        .. Enumerable.Range(1, 12).Select(static n => Make($"/media/documents/report_{n:00}.pdf", "documents", 4 << 10, 900 << 10)),
        Make("/media/documents/résumé (final).txt", "documents", 1 << 10, 2 << 10),
        Make("/media/documents/empty.txt", "documents", 0, 0),
        .. Enumerable.Range(1, 4).Select(static n => Make($"/media/music/track_{n:00}.mp3", "music", 3 << 20, 6 << 20)),
        .. Enumerable.Range(1, 4).Select(static n => Make($"/media/videos/clip_{n:00}.mp4", "videos", 24 << 20, 40 << 20)),
    ];

    private static Dictionary<string, long> Lengths { get; } = Files.ToDictionary(static file => file.Path, static file => file.Length);

    /// <summary>
    /// Length of the content of a path in bytes: that of the list, or for <c>/bytes/SIZE/any/name</c> the size in it; null when there is no
    /// such file.
    /// </summary>
    /// <param name="path">The path in the URL, percent-decoded, without query.</param>
    public static long? LengthOf(string path)
    {
        ArgumentNullException.ThrowIfNull(path);
        if (Lengths.TryGetValue(path, out var length))
            return length;
        return path.Split('/', 4) is ["", "bytes", var size, { Length: > 0 }] && ByteSize.TryParse(size, null, out var bytes) ? bytes.Bytes : null;
    }

    private static SandboxFile Make(string path, string album, long atLeast, long atMost) =>
        new(path, atLeast + (long)(GeneratedMedia.SeedOf(path) % (ulong)(atMost - atLeast + 1)), album);
}
