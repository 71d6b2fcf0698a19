using TgPlatform.Plugins.Sandbox.Telegram.Tl;
using TgPlatform.Plugins.Sandbox.Telegram.World;

namespace TgPlatform.Plugins.Sandbox.Telegram.Views;

/// <summary>Photos and documents as one account sees them.</summary>
internal static class FileView
{
    public static TlObject Photo(EmulatedFile file, Account account, int epoch) => new("photo")
    {
        ["id"] = file.Id,
        ["access_hash"] = account.AccessHash(file.Id),
        ["file_reference"] = FileReference.Make(account, file.Id, epoch),
        ["date"] = file.Date,
        ["sizes"] = new[]
        {
            Size("m", 320, 240, file),
            Size("x", 800, 600, file),
            Progressive(file),
        },
        ["dc_id"] = file.DataCentre,
    };

    public static TlObject Document(EmulatedFile file, Account account, int epoch) => new("document")
    {
        ["id"] = file.Id,
        ["access_hash"] = account.AccessHash(file.Id),
        ["file_reference"] = FileReference.Make(account, file.Id, epoch),
        ["date"] = file.Date,
        ["mime_type"] = MimeType(file.Kind),
        ["size"] = file.Bytes,
        ["thumbs"] = file.Length("m") < 0 ? null : new[] { Size("m", 320, 180, file) },
        ["dc_id"] = file.DataCentre,
        ["attributes"] = Attributes(file),
    };

    private static TlObject Size(string type, int width, int height, EmulatedFile file) =>
        new("photoSize") { ["type"] = type, ["w"] = width, ["h"] = height, ["size"] = (int)file.Length(type) };

    private static TlObject Progressive(EmulatedFile file) => new("photoSizeProgressive")
    {
        ["type"] = "y",
        ["w"] = 1280,
        ["h"] = 960,
        ["sizes"] = new[] { (int)file.Bytes / 8, (int)file.Bytes / 2, (int)file.Bytes },
    };

    private static string MimeType(MediaKind kind) => kind switch
    {
        MediaKind.Video or MediaKind.VideoNote or MediaKind.Animation => "video/mp4",
        MediaKind.Audio => "audio/mpeg",
        MediaKind.Voice => "audio/ogg",
        MediaKind.Sticker => "image/webp",
        _ => "application/pdf",
    };

    private static TlObject[] Attributes(EmulatedFile file)
    {
        TlObject? special = file.Kind switch
        {
            MediaKind.Video => FileIdentity.Of(file.Id).Part == FileIdentity.LowQuality ? Video(width: 640, height: 360) : Video(),
            MediaKind.VideoNote => Video("round_message"),
            MediaKind.Animation => Video("nosound"),
            MediaKind.Audio => new TlObject("documentAttributeAudio") { ["duration"] = 180, ["title"] = "Song", ["performer"] = "Somebody" },
            MediaKind.Voice => new TlObject("documentAttributeAudio") { ["voice"] = true, ["duration"] = 7, ["waveform"] = new byte[] { 1, 2, 3 } },
            MediaKind.Sticker => new TlObject("documentAttributeSticker") { ["alt"] = "*", ["stickerset"] = new TlObject("inputStickerSetEmpty") },
            _ => null,
        };
        TlObject?[] all =
        [
            special,
            file.Kind == MediaKind.Animation ? new TlObject("documentAttributeAnimated") : null,
            file.Kind == MediaKind.Sticker ? new TlObject("documentAttributeImageSize") { ["w"] = 512, ["h"] = 512 } : null,
            file.Name is null ? null : new TlObject("documentAttributeFilename") { ["file_name"] = file.Name },
        ];
        return [.. all.OfType<TlObject>()];
    }

    private static TlObject Video(string? mark = null, int width = 1280, int height = 720)
    {
        var video = new TlObject("documentAttributeVideo") { ["duration"] = 12.5, ["w"] = width, ["h"] = height, ["supports_streaming"] = true };
        if (mark is not null) video[mark] = true;
        return video;
    }
}
