namespace TgPlatform.Plugins.Sandbox.Telegram.World;

/// <summary>What a message carries besides its text.</summary>
public enum MediaKind
{
    /// <summary>Nothing.</summary>
    Text,

    /// <summary>A photo in several sizes, the largest progressive.</summary>
    Photo,

    /// <summary>A video with a thumbnail and a second quality.</summary>
    Video,

    /// <summary>A file with a name.</summary>
    Document,

    /// <summary>A piece of music with title and performer.</summary>
    Audio,

    /// <summary>A voice message; no file name.</summary>
    Voice,

    /// <summary>A round video; no file name.</summary>
    VideoNote,

    /// <summary>A silent animation.</summary>
    Animation,

    /// <summary>A sticker.</summary>
    Sticker,

    /// <summary>A link whose preview holds a photo.</summary>
    WebPage,

    /// <summary>A place.</summary>
    Geo,

    /// <summary>Somebody's phone number.</summary>
    Contact,

    /// <summary>A poll.</summary>
    Poll,

    /// <summary>Media behind a payment; only a preview is sent.</summary>
    PaidMedia,

    /// <summary>A reference to a story.</summary>
    Story,
}
