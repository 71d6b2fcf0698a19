namespace TgPlatform.Plugins.Telegram.Source.Options;

/// <summary>What a message carries.</summary>
public enum TelegramMedia
{
    /// <summary>A photo, in its largest size.</summary>
    Photo,

    /// <summary>A video.</summary>
    Video,

    /// <summary>A round video message.</summary>
    VideoNote,

    /// <summary>Music.</summary>
    Audio,

    /// <summary>A voice message.</summary>
    Voice,

    /// <summary>A silent animation.</summary>
    Animation,

    /// <summary>A sticker.</summary>
    Sticker,

    /// <summary>Any other file.</summary>
    Document,

    /// <summary>The photo or file that the preview of a link holds.</summary>
    WebPage,

    /// <summary>A message with no file to fetch: a record without content.</summary>
    Text,
}

/// <summary>Whether the comments of posts are taken.</summary>
public enum CommentChoice
{
    /// <summary>Only the posts.</summary>
    None,

    /// <summary>The posts, then all comments.</summary>
    Also,

    /// <summary>Only the comments.</summary>
    Only,
}

/// <summary>Which library speaks to the service.</summary>
public enum TelegramLibrary
{
    /// <summary>TgPlatform's own.</summary>
    Own,

    /// <summary>WTelegramClient.</summary>
    Wtelegram,
}

/// <summary>What may happen to a message.</summary>
public enum TelegramEvent
{
    /// <summary>It was changed.</summary>
    Edit,

    /// <summary>It was deleted.</summary>
    Deletion,
}

/// <summary>Where a history is begun.</summary>
public enum HistoryOrder
{
    /// <summary>At the oldest message.</summary>
    Oldest,

    /// <summary>At the newest message.</summary>
    Newest,
}
