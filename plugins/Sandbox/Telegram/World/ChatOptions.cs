namespace TgPlatform.Plugins.Sandbox.Telegram.World;

/// <summary>What a chat is.</summary>
public enum ChatKind
{
    /// <summary>A broadcast channel.</summary>
    Channel,

    /// <summary>A supergroup.</summary>
    Group,

    /// <summary>A supergroup with topics.</summary>
    Forum,

    /// <summary>An old, small group; its messages live in the accounts' common id space.</summary>
    BasicGroup,

    /// <summary>What one account has with a person or bot: the title is that one's name, the only member is the account. Its messages live in that account's id space.</summary>
    Private,

    /// <summary>What one account, the only member, keeps for itself.</summary>
    Saved,
}

/// <summary>How to fill a chat. All messages up to <see cref="Messages"/> are computed from their ids when asked for.</summary>
public sealed record ChatOptions
{
    /// <summary>What the chat is.</summary>
    public ChatKind Kind { get; init; }

    /// <summary>Its title.</summary>
    public string Title { get; init; } = "Channel";

    /// <summary>Its public name without the @; null for a private chat.</summary>
    public string? Username { get; init; }

    /// <summary>The last part of its invite link; null for none.</summary>
    public string? Invite { get; init; }

    /// <summary>True: who follows the invite must be approved.</summary>
    public bool InviteNeedsApproval { get; init; }

    /// <summary>How many message ids are there at the start.</summary>
    public int Messages { get; init; }

    /// <summary>The kinds of media, repeated in this order.</summary>
    public IReadOnlyList<MediaKind> Media { get; init; } = [MediaKind.Photo, MediaKind.Video, MediaKind.Document, MediaKind.Text];

    /// <summary>The smallest file in bytes.</summary>
    public long MinimumFileBytes { get; init; } = 20_000;

    /// <summary>The largest file in bytes.</summary>
    public long MaximumFileBytes { get; init; } = 200_000;

    /// <summary>An album starts every so many ids; 0 for none.</summary>
    public int AlbumEvery { get; init; }

    /// <summary>How many messages an album has.</summary>
    public int AlbumSize { get; init; } = 3;

    /// <summary>Every n-th id is missing, as if deleted; 0 for none.</summary>
    public int GapEvery { get; init; }

    /// <summary>Every n-th message answers an earlier one; 0 for none.</summary>
    public int ReplyEvery { get; init; }

    /// <summary>Every n-th message was edited; 0 for none.</summary>
    public int EditEvery { get; init; }

    /// <summary>The topics of a forum beside "General".</summary>
    public IReadOnlyList<string> Topics { get; init; } = [];

    /// <summary>Comments under each post; more than 0 gives a channel a linked discussion group.</summary>
    public int CommentsPerPost { get; init; }

    /// <summary>A group only: how many messages it had as a basic group, before it became a supergroup.</summary>
    public int MigratedMessages { get; init; }

    /// <summary>A new message appears every so many seconds; 0 for none.</summary>
    public int PostEverySeconds { get; init; }

    /// <summary>True: saving and forwarding are forbidden.</summary>
    public bool Protected { get; init; }

    /// <summary>The data centre of the files; 0 spreads them over all.</summary>
    public int DataCentre { get; init; }

    /// <summary>Phone numbers of the members; null for all accounts.</summary>
    public IReadOnlyList<string>? Members { get; init; }
}
