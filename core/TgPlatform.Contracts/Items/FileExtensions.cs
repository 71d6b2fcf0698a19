namespace TgPlatform.Contracts;

/// <summary>Extensions of file names, without a new text for those that are met most: filters ask every item for its own.</summary>
internal static class FileExtensions
{
    /// <summary>The extension in lower case with its dot, or an empty string.</summary>
    public static string Of(string name) => Path.GetExtension(name.AsSpan()) switch
    {
        "" => "",
        ".jpg" or ".JPG" => ".jpg",
        ".jpeg" or ".JPEG" => ".jpeg",
        ".png" or ".PNG" => ".png",
        ".gif" or ".GIF" => ".gif",
        ".webp" or ".WEBP" => ".webp",
        ".heic" or ".HEIC" => ".heic",
        ".mp4" or ".MP4" => ".mp4",
        ".mov" or ".MOV" => ".mov",
        ".mkv" or ".MKV" => ".mkv",
        ".webm" or ".WEBM" => ".webm",
        ".mp3" or ".MP3" => ".mp3",
        ".m4a" or ".M4A" => ".m4a",
        ".ogg" or ".OGG" => ".ogg",
        ".flac" or ".FLAC" => ".flac",
        ".wav" or ".WAV" => ".wav",
        ".pdf" or ".PDF" => ".pdf",
        ".txt" or ".TXT" => ".txt",
        ".zip" or ".ZIP" => ".zip",
        ".exe" or ".EXE" => ".exe",
        var other => other.ToString().ToLowerInvariant(),
    };
}
