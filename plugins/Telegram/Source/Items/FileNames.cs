using System.Globalization;
using TgPlatform.Plugins.Telegram.Schema;
using TgPlatform.Plugins.Telegram.Source.Options;

namespace TgPlatform.Plugins.Telegram.Source.Items;

/// <summary>The names of files: their own, or for what has none, the kind and the message's number.</summary>
internal static class FileNames
{
    public static string Of(Message message, MediaFacts media)
        => media.FileName ?? string.Create(CultureInfo.InvariantCulture, $"{Word(media)}_{message.Id}{Extension(media)}");

    private static string Word(MediaFacts media) => media.File is null ? "message" : media.Media switch
    {
        TelegramMedia.VideoNote => "video_note",
        TelegramMedia.WebPage => "web_page",
        var kind => kind.ToString().ToLowerInvariant(),
    };

    private static string Extension(MediaFacts media) => media.File is null ? "" : media.MimeType switch
    {
        "image/jpeg" => ".jpg",
        "image/png" => ".png",
        "image/gif" => ".gif",
        "image/webp" => ".webp",
        "video/mp4" => ".mp4",
        "video/webm" => ".webm",
        "video/quicktime" => ".mov",
        "video/x-matroska" => ".mkv",
        "audio/ogg" => ".ogg",
        "audio/mpeg" => ".mp3",
        "audio/mp4" or "audio/x-m4a" => ".m4a",
        "audio/flac" or "audio/x-flac" => ".flac",
        "application/pdf" => ".pdf",
        "application/zip" => ".zip",
        "application/x-tgsticker" => ".tgs",
        "text/plain" => ".txt",
        _ => ".bin",
    };
}
