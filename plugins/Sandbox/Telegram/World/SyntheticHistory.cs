using System.Globalization;

namespace TgPlatform.Plugins.Sandbox.Telegram.World;

/// <summary>Messages computed from their ids: any of millions at once, none of them stored.</summary>
/// <param name="owner">Whose private chat it is; 0 for others.</param>
internal sealed class SyntheticHistory(ulong seed, ChatOptions options, int firstId, long owner)
{
    private const int Epoch = 1_700_000_000;
    private const int Senders = 20;

    private readonly int _interval = Math.Clamp(40_000_000 / Math.Max(1, options.Messages), 1, 3600);

    public int LastId => firstId + options.Messages;

    /// <summary>Null when the chat never had this id, or had it deleted.</summary>
    public EmulatedMessage? Find(int id)
    {
        var number = id - firstId;
        if (number < 1 || number > options.Messages || (options.GapEvery > 0 && number % options.GapEvery == 0)) return null;
        if (SyntheticRoles.Service(options, number) is { } service) return service with { Id = id, Date = DateOf(number) };
        var kind = KindOf(number);
        return SyntheticRoles.Place(options, number, firstId, new EmulatedMessage
        {
            Id = id,
            Date = DateOf(number),
            Kind = kind,
            Text = TextOf(number, kind),
            FileBytes = BytesOf(number, 0),
            FileName = FileNameOf(kind, number),
            GroupedId = InAlbum(number) ? Mixer.Id(seed, (ulong)(number / options.AlbumEvery)) : 0,
            SenderId = SenderOf(number),
            ReplyTo = options.ReplyEvery > 0 && number % options.ReplyEvery == 0 && number > 3 ? id - 2 : 0,
            EditDate = options.EditEvery > 0 && number % options.EditEvery == 0 ? DateOf(number) + 30 : 0,
            Views = options.Kind == ChatKind.Channel ? (int)(Mixer.Mix(seed + 1, (ulong)number) % 100_000) + 1 : 0,
        });
    }

    public long BytesOf(int number, int version)
    {
        var range = (ulong)Math.Max(0, options.MaximumFileBytes - options.MinimumFileBytes) + 1;
        return options.MinimumFileBytes + (long)(Mixer.Mix(seed + 2 + (ulong)version, (ulong)number) % range);
    }

    public static string? FileNameOf(MediaKind kind, int number) => kind switch
    {
        MediaKind.Video => string.Create(CultureInfo.InvariantCulture, $"video {number}.mp4"),
        MediaKind.Document => string.Create(CultureInfo.InvariantCulture, $"report-{number}.pdf"),
        MediaKind.Audio => string.Create(CultureInfo.InvariantCulture, $"song {number}.mp3"),
        MediaKind.Animation => string.Create(CultureInfo.InvariantCulture, $"clip-{number}.mp4"),
        MediaKind.Sticker => "sticker.webp",
        _ => null,
    };

    private MediaKind KindOf(int number)
    {
        var kind = options.Media.Count == 0 ? MediaKind.Text : options.Media[number % options.Media.Count];
        if (!InAlbum(number) || kind is MediaKind.Photo or MediaKind.Video) return kind;
        return number % 2 == 0 ? MediaKind.Photo : MediaKind.Video;
    }

    private long SenderOf(int number) => options.Kind switch
    {
        ChatKind.Channel => 0,
        ChatKind.Saved => owner,
        // What the other one wrote says so by its chat alone.
        ChatKind.Private => number % 2 == 0 ? owner : 0,
        _ => SyntheticUsers.FirstId + (long)(Mixer.Mix(seed, (ulong)number) % Senders),
    };

    private bool InAlbum(int number) => options.AlbumEvery > 0 && number % options.AlbumEvery is var place && place >= 1 && place <= options.AlbumSize;

    private string TextOf(int number, MediaKind kind)
    {
        // An album has one caption, on its first message.
        if (InAlbum(number) && number % options.AlbumEvery != 1) return "";
        var start = kind switch
        {
            MediaKind.WebPage => string.Create(CultureInfo.InvariantCulture, $"Read https://example.org/{seed % 100_000}/"),
            MediaKind.Text => "Message ",
            _ => "Caption ",
        };
        return string.Create(CultureInfo.InvariantCulture, $"{start}{number}");
    }

    private int DateOf(int number) => Epoch + (number * _interval);
}
