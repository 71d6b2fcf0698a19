using System.Text;
using TgPlatform.Plugins.Sandbox.Telegram.Tl;
using TgPlatform.Plugins.Sandbox.Telegram.World;

namespace TgPlatform.Plugins.Sandbox.Telegram.Views;

/// <summary>The media of a message as one account sees it.</summary>
internal static class MediaView
{
    public static TlObject? Of(EmulatedWorld world, EmulatedChat chat, EmulatedMessage message, Account account) => message.Kind switch
    {
        MediaKind.Text => null,
        MediaKind.Photo => new TlObject("messageMediaPhoto") { ["photo"] = Photo(world, chat, message, account) },
        MediaKind.WebPage => WebPage(Photo(world, chat, message, account), LinkOf(chat, message)),
        MediaKind.Geo => new TlObject("messageMediaGeo") { ["geo"] = new TlObject("geoPoint") { ["long"] = 13.4, ["lat"] = 52.5 } },
        MediaKind.Contact => new TlObject("messageMediaContact") { ["phone_number"] = "4930123456", ["first_name"] = "Grace" },
        MediaKind.Poll => Poll(message.Id),
        MediaKind.PaidMedia => new TlObject("messageMediaPaidMedia")
        {
            ["stars_amount"] = 50L,
            ["extended_media"] = new[] { new TlObject("messageExtendedMediaPreview") { ["w"] = 640, ["h"] = 480 } },
        },
        MediaKind.Story => new TlObject("messageMediaStory") { ["peer"] = PeerView.Peer(chat), ["id"] = 1 },
        _ => Document(world, chat, message, account),
    };

    private static TlObject Photo(EmulatedWorld world, EmulatedChat chat, EmulatedMessage message, Account account) =>
        FileView.Photo(world.Files.Of(chat, message, FileIdentity.Main), account, world.ReferenceEpoch);

    private static TlObject Document(EmulatedWorld world, EmulatedChat chat, EmulatedMessage message, Account account)
    {
        var media = new TlObject("messageMediaDocument")
        {
            ["document"] = FileView.Document(world.Files.Of(chat, message, FileIdentity.Main), account, world.ReferenceEpoch),
            ["video"] = message.Kind == MediaKind.Video,
            ["round"] = message.Kind == MediaKind.VideoNote,
            ["voice"] = message.Kind == MediaKind.Voice,
        };
        if (message.Kind == MediaKind.Video)
            media["alt_documents"] = new[] { FileView.Document(world.Files.Of(chat, message, FileIdentity.LowQuality), account, world.ReferenceEpoch) };
        return media;
    }

    private static string LinkOf(EmulatedChat chat, EmulatedMessage message) =>
        message.Text.Split(' ').FirstOrDefault(word => word.StartsWith("https://", StringComparison.Ordinal)) ?? $"https://example.org/{chat.Id}/{message.Id}";

    private static TlObject WebPage(TlObject photo, string link) => new("messageMediaWebPage")
    {
        ["webpage"] = new TlObject("webPage")
        {
            ["id"] = Mixer.Id(3, (ulong)photo.Long("id")),
            ["url"] = link,
            ["display_url"] = link["https://".Length..],
            ["type"] = "article",
            ["title"] = "An example",
            ["photo"] = photo,
        },
    };

    private static TlObject Poll(int number) => new("messageMediaPoll")
    {
        ["poll"] = new TlObject("poll")
        {
            ["id"] = Mixer.Id(4, (ulong)number),
            ["question"] = Text("Tea or coffee?"),
            ["answers"] = new[] { Answer("Tea"), Answer("Coffee") },
        },
    };

    private static TlObject Answer(string text) => new("pollAnswer") { ["text"] = Text(text), ["option"] = Encoding.UTF8.GetBytes(text) };

    private static TlObject Text(string text) => new("textWithEntities") { ["text"] = text };
}
