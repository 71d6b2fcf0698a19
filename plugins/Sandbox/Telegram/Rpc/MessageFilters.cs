using TgPlatform.Plugins.Sandbox.Telegram.Tl;
using TgPlatform.Plugins.Sandbox.Telegram.World;

namespace TgPlatform.Plugins.Sandbox.Telegram.Rpc;

/// <summary>The filters of a search.</summary>
internal static class MessageFilters
{
    public static Func<EmulatedMessage, bool> ByMedia(TlObject filter) => filter.Name switch
    {
        "inputMessagesFilterEmpty" => _ => true,
        "inputMessagesFilterPhotos" => message => message.Kind == MediaKind.Photo,
        "inputMessagesFilterVideo" => message => message.Kind == MediaKind.Video,
        "inputMessagesFilterPhotoVideo" => message => message.Kind is MediaKind.Photo or MediaKind.Video,
        "inputMessagesFilterDocument" => message => message.Kind == MediaKind.Document,
        "inputMessagesFilterMusic" => message => message.Kind == MediaKind.Audio,
        "inputMessagesFilterVoice" => message => message.Kind == MediaKind.Voice,
        "inputMessagesFilterRoundVideo" => message => message.Kind == MediaKind.VideoNote,
        "inputMessagesFilterRoundVoice" => message => message.Kind is MediaKind.Voice or MediaKind.VideoNote,
        "inputMessagesFilterGif" => message => message.Kind == MediaKind.Animation,
        "inputMessagesFilterUrl" => message => message.Kind == MediaKind.WebPage,
        "inputMessagesFilterGeo" => message => message.Kind == MediaKind.Geo,
        "inputMessagesFilterContacts" => message => message.Kind == MediaKind.Contact,
        "inputMessagesFilterPoll" => message => message.Kind == MediaKind.Poll,
        _ => _ => false,
    };

    /// <summary>Everything messages.search can ask of one message.</summary>
    public static Func<EmulatedMessage, bool> OfSearch(RpcCall call)
    {
        var query = call.Query;
        var byMedia = ByMedia(query.Object("filter"));
        var text = query.Text("q");
        var sender = query["from_id"] is TlObject from ? PeerResolver.User(call, from) : 0;
        return message => message.Action is null && byMedia(message)
            && (text.Length == 0 || message.Text.Contains(text, StringComparison.OrdinalIgnoreCase))
            && (sender == 0 || message.SenderId == sender)
            && (query.Int("min_date") == 0 || message.Date >= query.Int("min_date"))
            && (query.Int("max_date") == 0 || message.Date <= query.Int("max_date"));
    }
}
