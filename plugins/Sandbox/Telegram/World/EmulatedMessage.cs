namespace TgPlatform.Plugins.Sandbox.Telegram.World;

/// <summary>One message as everybody sees it; what differs by account (hashes, references) is added when it is sent.</summary>
public sealed record EmulatedMessage
{
    /// <summary>The number of the message in its chat.</summary>
    public int Id { get; init; }

    /// <summary>When it was sent, in Unix seconds.</summary>
    public int Date { get; init; }

    /// <summary>The text or caption.</summary>
    public string Text { get; init; } = "";

    /// <summary>What it carries.</summary>
    public MediaKind Kind { get; init; }

    /// <summary>The size of its file in bytes.</summary>
    public long FileBytes { get; init; }

    /// <summary>The name of its file; null for kinds that have none.</summary>
    public string? FileName { get; init; }

    /// <summary>How often the file was replaced by an edit; each version is a file of its own.</summary>
    public int FileVersion { get; init; }

    /// <summary>The album it belongs to; 0 for none.</summary>
    public long GroupedId { get; init; }

    /// <summary>The user who sent it; 0 for posts of the channel itself.</summary>
    public long SenderId { get; init; }

    /// <summary>The message it answers; 0 for none.</summary>
    public int ReplyTo { get; init; }

    /// <summary>The first message of its thread (a topic, or the copy of a post under which it is a comment); 0 for none.</summary>
    public int ThreadId { get; init; }

    /// <summary>When it was last edited, in Unix seconds; 0 for never.</summary>
    public int EditDate { get; init; }

    /// <summary>The post of the linked channel it was copied or forwarded from; 0 for none.</summary>
    public int ForwardedPost { get; init; }

    /// <summary>How often it was seen; 0 where nobody counts.</summary>
    public int Views { get; init; }

    /// <summary>A constructor of MessageAction for service messages, such as <c>messageActionPinMessage</c>.</summary>
    public string? Action { get; init; }

    /// <summary>True when a file can be fetched for it.</summary>
    public bool HasFile => Kind is > MediaKind.Text and <= MediaKind.WebPage && Action is null;
}
