namespace TgPlatform.Contracts;

/// <summary>What an item is, as far as its source can tell without reading the content.</summary>
public enum ItemKind
{
    /// <summary>The source cannot say.</summary>
    Other = 0,

    /// <summary>A still picture.</summary>
    Photo,

    /// <summary>A moving picture, usually with sound.</summary>
    Video,

    /// <summary>Music or any other sound recording.</summary>
    Audio,

    /// <summary>A spoken message.</summary>
    Voice,

    /// <summary>A short moving picture without sound.</summary>
    Animation,

    /// <summary>A sticker.</summary>
    Sticker,

    /// <summary>A file of any other sort.</summary>
    Document,

    /// <summary>Fields only, no content: a text message, a row, a queue message.</summary>
    Text,
}
