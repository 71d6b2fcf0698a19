using TgPlatform.Contracts;

namespace TgPlatform.Plugins.FileSystem.Sources;

/// <summary>What a file is, as far as its extension tells.</summary>
internal static class KindOfFile
{
    public static ItemKind Of(string name) => Path.GetExtension(name).ToLowerInvariant() switch
    {
        ".jpg" or ".jpeg" or ".png" or ".webp" or ".heic" or ".avif" or ".bmp" or ".tif" or ".tiff" => ItemKind.Photo,
        ".gif" => ItemKind.Animation,
        ".mp4" or ".mkv" or ".mov" or ".webm" or ".avi" or ".m4v" or ".mpg" or ".mpeg" => ItemKind.Video,
        ".mp3" or ".flac" or ".m4a" or ".wav" or ".opus" or ".aac" or ".ogg" or ".wma" => ItemKind.Audio,
        "" => ItemKind.Other,
        _ => ItemKind.Document,
    };
}
