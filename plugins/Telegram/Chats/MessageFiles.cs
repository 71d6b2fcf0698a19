using TgPlatform.Plugins.Telegram.Files;
using TgPlatform.Plugins.Telegram.Schema;

namespace TgPlatform.Plugins.Telegram.Chats;

/// <summary>The file of a message: the document, or the largest size of the photo, also where a web page or a payment wraps it.</summary>
internal static class MessageFiles
{
    /// <summary>Null when the message has nothing that can be fetched.</summary>
    public static FileHandle? Of(AnyMessage? message) => message is Message { Media: { } media } ? Of(media) : null;

    public static FileHandle? Of(AnyMessageMedia media) => media switch
    {
        MessageMediaDocument { Document: Document document } => Of(document),
        MessageMediaPhoto { Photo: Photo photo } => Of(photo),
        MessageMediaWebPage { Webpage: WebPage { Document: Document document } } => Of(document),
        MessageMediaWebPage { Webpage: WebPage { Photo: Photo photo } } => Of(photo),
        MessageMediaPaidMedia { ExtendedMedia: [MessageExtendedMedia bought, ..] } => Of(bought.Media),
        _ => null,
    };

    public static FileHandle Of(Document document)
        => new(document.DcId, document.Id, document.AccessHash, document.FileReference, "", document.Size, IsPhoto: false);

    public static FileHandle? Of(Photo photo)
    {
        var (type, size) = photo.Sizes.Select(SizeOf).MaxBy(s => s.Size);
        return size > 0 ? new(photo.DcId, photo.Id, photo.AccessHash, photo.FileReference, type, size, IsPhoto: true) : null;
    }

    // Of a progressive photo the last number is the whole of it.
    private static (string Type, long Size) SizeOf(AnyPhotoSize size) => size switch
    {
        PhotoSize plain => (plain.Type, plain.Size),
        PhotoSizeProgressive progressive => (progressive.Type, progressive.Sizes.Max()),
        _ => ("", 0),
    };
}
