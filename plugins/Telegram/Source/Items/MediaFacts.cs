using TgPlatform.Contracts;
using TgPlatform.Plugins.Telegram.Chats;
using TgPlatform.Plugins.Telegram.Files;
using TgPlatform.Plugins.Telegram.Schema;
using TgPlatform.Plugins.Telegram.Source.Options;

namespace TgPlatform.Plugins.Telegram.Source.Items;

/// <summary>What the media of a message says about itself; <see cref="File"/> is null when there is nothing to fetch.</summary>
internal sealed record MediaFacts(TelegramMedia Media, FileHandle? File)
{
    /// <summary>A still picture that stands for it; null when there is none.</summary>
    public FileHandle? Thumbnail { get; init; }

    public string? MimeType { get; init; }
    public string? FileName { get; init; }
    public int? Width { get; init; }
    public int? Height { get; init; }
    public double? DurationSeconds { get; init; }
    public string? Title { get; init; }
    public string? Performer { get; init; }

    /// <summary>What it is when that cannot be fetched: <c>paid_media</c>, <c>story</c>, <c>poll</c>; null for what can, and for plain text.</summary>
    public string? Unfetched { get; init; }

    public ItemKind Kind => File is null ? ItemKind.Text : Media switch
    {
        TelegramMedia.Photo => ItemKind.Photo,
        TelegramMedia.Video or TelegramMedia.VideoNote => ItemKind.Video,
        TelegramMedia.Audio => ItemKind.Audio,
        TelegramMedia.Voice => ItemKind.Voice,
        TelegramMedia.Animation => ItemKind.Animation,
        TelegramMedia.Sticker => ItemKind.Sticker,
        TelegramMedia.WebPage when File.IsPhoto => ItemKind.Photo,
        _ => ItemKind.Document,
    };

    public static MediaFacts Of(Message message, VideoQuality quality) => message.Media switch
    {
        null => new(TelegramMedia.Text, null),
        MessageMediaPhoto { Photo: Photo photo } => Of(photo),
        MessageMediaDocument { Document: Document document } media => Of(document, quality.Choose(media, document)),
        MessageMediaWebPage { Webpage: WebPage { Document: Document document } } => Of(document) with { Media = TelegramMedia.WebPage },
        MessageMediaWebPage { Webpage: WebPage { Photo: Photo photo } } => Of(photo) with { Media = TelegramMedia.WebPage },
        MessageMediaWebPage => new(TelegramMedia.Text, null),
        MessageMediaPaidMedia { ExtendedMedia: [MessageExtendedMedia { Media: MessageMediaPhoto { Photo: Photo photo } }, ..] } => Of(photo),
        MessageMediaPaidMedia { ExtendedMedia: [MessageExtendedMedia { Media: MessageMediaDocument { Document: Document document } media }, ..] } => Of(document, quality.Choose(media, document)),
        { } other => new(TelegramMedia.Text, null) { Unfetched = NameOf(other) },
    };

    private static MediaFacts Of(Photo photo)
    {
        var file = MessageFiles.In(photo)?.Main;
        var (width, height) = photo.Sizes.Select(size => size switch
        {
            PhotoSize plain when plain.Type == file?.ThumbSize => (plain.W, plain.H),
            PhotoSizeProgressive progressive when progressive.Type == file?.ThumbSize => (progressive.W, progressive.H),
            _ => (0, 0),
        }).FirstOrDefault(size => size.Item1 > 0);
        return new(file is null ? TelegramMedia.Text : TelegramMedia.Photo, file) { MimeType = "image/jpeg", Width = NullIfZero(width), Height = NullIfZero(height), Unfetched = file is null ? "photo" : null };
    }

    // Another quality is the same video in other bytes.
    private static MediaFacts Of(Document sent, Document chosen)
    {
        var (facts, other) = (Of(sent), Of(chosen));
        if (sent == chosen) return facts;
        var name = facts.FileName is { } given && other.MimeType == "video/mp4" ? Path.ChangeExtension(given, ".mp4") : facts.FileName;
        return facts with { File = other.File, MimeType = other.MimeType, Width = other.Width, Height = other.Height, FileName = name };
    }

    private static MediaFacts Of(Document document)
    {
        var files = MessageFiles.In(document);
        var video = document.Attributes.OfType<DocumentAttributeVideo>().FirstOrDefault();
        var audio = document.Attributes.OfType<DocumentAttributeAudio>().FirstOrDefault();
        var image = document.Attributes.OfType<DocumentAttributeImageSize>().FirstOrDefault();
        return new(KindOf(document, video, audio), files.Main)
        {
            Thumbnail = files.Thumbnail,
            MimeType = document.MimeType,
            FileName = document.Attributes.OfType<DocumentAttributeFilename>().FirstOrDefault()?.FileName is { Length: > 0 } name ? name : null,
            Width = NullIfZero(video?.W ?? image?.W ?? 0),
            Height = NullIfZero(video?.H ?? image?.H ?? 0),
            DurationSeconds = video?.Duration ?? audio?.Duration,
            Title = audio?.Title,
            Performer = audio?.Performer,
        };
    }

    // A sticker may be a video, an animation always is one: the more special attribute says what it is.
    private static TelegramMedia KindOf(Document document, DocumentAttributeVideo? video, DocumentAttributeAudio? audio)
        => document.Attributes.Any(attribute => attribute is DocumentAttributeSticker) ? TelegramMedia.Sticker
            : document.Attributes.Any(attribute => attribute is DocumentAttributeAnimated) ? TelegramMedia.Animation
            : video is not null ? video.RoundMessage ? TelegramMedia.VideoNote : TelegramMedia.Video
            : audio is not null ? audio.Voice ? TelegramMedia.Voice : TelegramMedia.Audio
            : TelegramMedia.Document;

    private static string NameOf(AnyMessageMedia media) => media switch
    {
        MessageMediaPaidMedia => "paid_media",
        MessageMediaStory => "story",
        MessageMediaPoll => "poll",
        MessageMediaContact => "contact",
        MessageMediaGeo => "geo",
        _ => media.SchemaName,
    };

    private static int? NullIfZero(int number) => number > 0 ? number : null;
}
