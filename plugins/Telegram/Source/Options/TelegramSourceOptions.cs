using System.ComponentModel;
using System.ComponentModel.DataAnnotations;
using TgPlatform.Contracts;

namespace TgPlatform.Plugins.Telegram.Source.Options;

/// <summary>Options of the <c>telegram</c> source.</summary>
public sealed record TelegramSourceOptions : IValidatedOptions
{
    /// <summary>Who fetches.</summary>
    [Description("Names of signed-in accounts; each is a lane of its own. Each fetches from the chats it sees; one that does not see a chat is named, and left out when it sees none.")]
    [Example("[main, second, third]")]
    public required IReadOnlyList<string> Accounts { get; init; }

    /// <summary>What is fetched.</summary>
    [Description("Chats: @name, a t.me link (also to a topic of a forum, or to a post for its comments), an invite link, or an id as other tools show it (-100… for channels and supergroups, - for old groups, people's without a sign). me stands for the saved messages; a private chat, with a person or a bot, is that of each account.")]
    [Example("[\"@example\", \"https://t.me/+AbCdEf\", \"-1001234567890\"]")]
    public required IReadOnlyList<string> Chats { get; init; }

    /// <summary>Kinds of media.</summary>
    [Description("What to take. text stands for messages without a file, which become records for record sinks.")]
    [Example("[photo, video, text]")]
    public IReadOnlyList<TelegramMedia> Media { get; init; } =
    [
        TelegramMedia.Photo, TelegramMedia.Video, TelegramMedia.VideoNote, TelegramMedia.Audio, TelegramMedia.Voice,
        TelegramMedia.Animation, TelegramMedia.Sticker, TelegramMedia.Document, TelegramMedia.WebPage,
    ];

    /// <summary>Which quality of videos.</summary>
    [Description("Of a video that Telegram has in several qualities, the best with at most this many pixels of height, or the smallest where none is that small; without it the video as it was sent.")]
    [Range(1, 8640)]
    [Example("720")]
    public int? VideoHeight { get; init; }

    /// <summary>Whether thumbnails are taken.</summary>
    [Description("Take the thumbnail of each video, document or other file that has one, too, as an item of its own (name.thumbnail.jpg, media: thumbnail) beside it.")]
    public bool Thumbnails { get; init; }

    /// <summary>Where to begin.</summary>
    [Description("Begin with the oldest or the newest message. What is new since the last run is always found.")]
    public HistoryOrder Order { get; init; }

    /// <summary>The first message number.</summary>
    [Description("Only messages with this number or a higher one.")]
    [Range(1, int.MaxValue)]
    public int? FromId { get; init; }

    /// <summary>The last message number.</summary>
    [Description("Only messages with this number or a lower one.")]
    [Range(1, int.MaxValue)]
    public int? ToId { get; init; }

    /// <summary>The first moment.</summary>
    [Description("Only messages sent at this moment or later.")]
    [Example("2025-01-01")]
    public DateTimeOffset? Since { get; init; }

    /// <summary>The last moment.</summary>
    [Description("Only messages sent before this moment.")]
    [Example("2025-07-01")]
    public DateTimeOffset? Until { get; init; }

    /// <summary>Topics of forums.</summary>
    [Description("Of forums only these topics, by title or number; without it all of them. A link that ends in a topic's number does the same for one chat.")]
    [Example("[Releases, 12]")]
    public IReadOnlyList<string> Topics { get; init; } = [];

    /// <summary>Comments of posts.</summary>
    [Description("Whether the comments under a channel's posts are taken: none, also, only. A link that ends in a post's number takes the comments of that post.")]
    public CommentChoice Comments { get; init; }

    /// <summary>Whether chats are joined.</summary>
    [Description("Let accounts join chats they are no members of, and follow invites. Without it such accounts are left out, except from public chats.")]
    public bool Join { get; init; }

    /// <summary>How many files at once.</summary>
    [Description("How many files one account fetches at once, and over how many connections; the values are those of the official apps.")]
    public AtOnceOptions AtOnce { get; init; } = new();

    /// <summary>Who is to be treated gently.</summary>
    [Description("Accounts that are new, or that you would hate to lose: one file at once, with a pause of random length before each.")]
    [Example("[third]")]
    public IReadOnlyList<string> Careful { get; init; } = [];

    /// <summary>When an account is given up for this run.</summary>
    [Description("An account that is asked to wait longer than this is left alone for the rest of the run; the others take its work.")]
    [Range(typeof(TimeSpan), "10s", "7d")]
    public TimeSpan StopAccountAfter { get; init; } = TimeSpan.FromMinutes(15);

    /// <summary>Whether history and files are asked for as an export.</summary>
    [Description("Ask for messages and files within an export session (takeout), for which Telegram allows more. The owner may have to confirm it in an official app first: that is waited for and shown, up to stop_account_after; an account that is not confirmed is left out and named, never used without.")]
    public bool Takeout { get; init; }

    /// <summary>Whether the chats are followed after their history.</summary>
    [Description("Follow the chats when their history has been read, until Ctrl-C: what is posted comes as it is posted, what was posted while nothing ran comes first. A file that an edit replaced is fetched again.")]
    public bool Live { get; init; }

    /// <summary>What becomes a record of its own.</summary>
    [Description("With live: make a record of each of these as well, of the type telegram.edit or telegram.deletion. Files stay as they are. Telegram does not tell in which old group something was deleted; there it makes none.")]
    [Example("[edit, deletion]")]
    public IReadOnlyList<TelegramEvent> Events { get; init; } = [];

    /// <summary>The application's number.</summary>
    [Description("Number of your application at my.telegram.org. Not needed when the sign-ins were made with one: they remember it.")]
    [Example("${TELEGRAM_API_ID}")]
    [Range(1, int.MaxValue)]
    public int? ApiId { get; init; }

    /// <summary>The application's secret.</summary>
    [Description("Secret of your application at my.telegram.org; as api_id.")]
    [Example("${TELEGRAM_API_HASH}")]
    public Secret? ApiHash { get; init; }

    /// <summary>Where sign-ins are kept.</summary>
    [Description("Folder of the sign-ins; without it the plugin's own.")]
    [Example("/home/me/telegram")]
    public string? Sessions { get; init; }

    /// <summary>What they are encrypted with.</summary>
    [Description("Secret the sign-ins are encrypted with; without it a key beside them, readable by you only.")]
    [Example("${TELEGRAM_SESSION_SECRET}")]
    public Secret? SessionSecret { get; init; }

    /// <summary>The way out.</summary>
    [Description("Proxy of all accounts that have none in proxies: socks5://user:password@host:port, http://host:port, mtproxy://secret@host:port or a link to one (tg://proxy, https://t.me/proxy); secrets that begin with ee are understood.")]
    [Example("socks5://user:${PROXY_PASSWORD}@proxy.example.org:1080")]
    public Secret? Proxy { get; init; }

    /// <summary>The way out of single accounts.</summary>
    [Description("Proxies of single accounts, by the account's name.")]
    [Example("{ second: \"${SECOND_PROXY}\" }")]
    public IReadOnlyDictionary<string, Secret> Proxies { get; init; } = new Dictionary<string, Secret>();

    /// <summary>Whether every byte is compared with the service's hashes.</summary>
    [Description("Compare every part with the hashes the service keeps of it; costs a request per mebibyte.")]
    public bool VerifyHashes { get; init; }

    /// <summary>The library.</summary>
    [Description("Which client speaks to Telegram: TgPlatform's own, or WTelegramClient in a tgp that was built with it.")]
    public TelegramLibrary Client { get; init; }

    /// <summary>Another service.</summary>
    [Description("Another service than Telegram's own: the sandbox, or a test server.")]
    public ServerOptions? Server { get; init; }

    /// <inheritdoc/>
    public IEnumerable<OptionMistake> Validate() => OptionChecks.Of(this);
}
