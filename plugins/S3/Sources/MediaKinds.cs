using Microsoft.AspNetCore.StaticFiles;
using TgPlatform.Contracts;

namespace TgPlatform.Plugins.S3.Sources;

/// <summary>What an object is, as far as the extension of its key tells: a listing does not say its media type.</summary>
internal static class MediaKinds
{
    private static readonly Lazy<FileExtensionContentTypeProvider> MediaTypes = new();

    public static ItemKind Of(string key)
        => !MediaTypes.Value.TryGetContentType(key, out var type) ? ItemKind.Other
            : type == "image/gif" ? ItemKind.Animation
            : type.Split('/')[0] switch
            {
                "image" => ItemKind.Photo,
                "video" => ItemKind.Video,
                "audio" => ItemKind.Audio,
                _ => ItemKind.Document,
            };
}
