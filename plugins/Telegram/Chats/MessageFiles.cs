using TgPlatform.Plugins.Telegram.Files;
using TgPlatform.Plugins.Telegram.Schema;

namespace TgPlatform.Plugins.Telegram.Chats;

/// <summary>The files of a message.</summary>
/// <param name="Main">The document, or the largest size of the photo, also where a web page or a payment wraps it.</param>
/// <param name="Thumbnail">The largest still picture that stands for the document; null when there is none.</param>
internal sealed record MessageFiles(FileHandle Main, FileHandle? Thumbnail)
{
    public FileHandle? Of(FileRole role) => role == FileRole.Main ? Main : Thumbnail;

    /// <summary>The main file; null when the message has nothing that can be fetched.</summary>
    public static FileHandle? Of(AnyMessage? message) => In(message, default)?.Main;

    /// <summary>Null when the message has nothing that can be fetched.</summary>
    public static MessageFiles? In(AnyMessage? message, VideoQuality quality) => message is Message { Media: { } media } ? In(media, quality) : null;

    public static MessageFiles? In(Photo photo) => Of(photo) is { } file ? new(file, null) : null;

    public static MessageFiles In(Document document) => new(Of(document, "", document.Size), ThumbnailOf(document));

    private static MessageFiles? In(AnyMessageMedia media, VideoQuality quality) => media switch
    {
        MessageMediaDocument { Document: Document document } all => In(quality.Choose(all, document)) with { Thumbnail = ThumbnailOf(document) },
        MessageMediaPhoto { Photo: Photo photo } => In(photo),
        MessageMediaWebPage { Webpage: WebPage { Document: Document document } } => In(document),
        MessageMediaWebPage { Webpage: WebPage { Photo: Photo photo } } => In(photo),
        MessageMediaPaidMedia { ExtendedMedia: [MessageExtendedMedia bought, ..] } => In(bought.Media, quality),
        _ => null,
    };

    private static FileHandle? Of(Photo photo)
    {
        var (type, size) = photo.Sizes.Select(SizeOf).DefaultIfEmpty().MaxBy(s => s.Size);
        return size > 0 ? new(photo.DcId, photo.Id, photo.AccessHash, photo.FileReference, type, size, IsPhoto: true) : null;
    }

    private static FileHandle? ThumbnailOf(Document document)
    {
        var (type, size) = (document.Thumbs ?? []).Select(SizeOf).DefaultIfEmpty().MaxBy(s => s.Size);
        return size > 0 ? Of(document, type, size) : null;
    }

    private static FileHandle Of(Document document, string size, long bytes)
        => new(document.DcId, document.Id, document.AccessHash, document.FileReference, size, bytes, IsPhoto: false);

    // Of a progressive photo the last number is the whole of it.
    private static (string Type, long Size) SizeOf(AnyPhotoSize size) => size switch
    {
        PhotoSize plain => (plain.Type, plain.Size),
        PhotoSizeProgressive progressive => (progressive.Type, progressive.Sizes.Max()),
        _ => ("", 0),
    };
}

/// <summary>What a file is to its message.</summary>
internal enum FileRole
{
    Main,
    Thumbnail,
}
