using TgPlatform.Contracts;
using TgPlatform.Plugins.Telegram.Schema;
using TgPlatform.Plugins.Telegram.Source.Discovery;
using TgPlatform.Plugins.Telegram.Source.Options;

namespace TgPlatform.Plugins.Telegram.Source.Items;

/// <summary>What a message says about itself, as fields.</summary>
internal static class MessageFields
{
    public static IEnumerable<KeyValuePair<string, FieldValue>> Of(ChatScene scene, FoundMessage found, MediaFacts media) =>
        Place(scene, found.Message).Concat(Media(media)).Concat(People(scene, found)).Concat(Counts(found.Message));

    private static IEnumerable<KeyValuePair<string, FieldValue>> Place(ChatScene scene, Message message)
    {
        yield return new("chat", scene.Chat.Title);
        yield return new("chat_id", scene.Key.MarkedId);
        yield return new("chat_username", scene.Chat.Username);
        yield return new("message_id", message.Id);
        if (message.MessageValue.Length > 0) yield return new("text", message.MessageValue);
        var reply = message.ReplyTo as MessageReplyHeader;
        if (scene.Chat.IsForum)
        {
            var topic = TopicOf(reply);
            yield return new("topic_id", topic);
            yield return new("topic", scene.Topics.Of(topic));
            // The first message of a topic is its own sign, not somebody's question.
            if (reply?.ReplyToMsgId == topic) yield break;
        }
        if (scene.Posts?.Of(message) is { } post)
        {
            yield return new("post_id", post.Id);
            if (post.Text.Length > 0) yield return new("post", post.Text);
            yield return new("post_chat", scene.Posts.ChannelTitle);
        }
        if (reply?.ReplyToMsgId is { } answered) yield return new("reply_to", answered);
    }

    /// <summary>The topic a message of a forum is in; what says nothing is in the general one (core.telegram.org/api/forum).</summary>
    public static int TopicOf(MessageReplyHeader? reply) => reply is { ForumTopic: true } ? reply.ReplyToTopId ?? reply.ReplyToMsgId ?? GeneralTopic : GeneralTopic;

    public const int GeneralTopic = 1;

    private static IEnumerable<KeyValuePair<string, FieldValue>> Media(MediaFacts media)
    {
        yield return new("media", media.Unfetched ?? WordOf(media.Media));
        if (media.File is not { } file) yield break;
        yield return new("mime_type", media.MimeType);
        yield return new("file_id", ItemMaker.FileId(file));
        yield return new("width", Number(media.Width));
        yield return new("height", Number(media.Height));
        yield return new("duration", media.DurationSeconds is { } seconds ? seconds : FieldValue.None);
        yield return new("title", media.Title);
        yield return new("performer", media.Performer);
    }

    private static IEnumerable<KeyValuePair<string, FieldValue>> People(ChatScene scene, FoundMessage found)
    {
        var message = found.Message;
        // Between two people the message only says which of them it went to.
        var from = message.FromId ?? (message.PeerId is not PeerUser other ? null : message.Out ? new PeerUser { UserId = scene.OwnerId } : other);
        yield return new("sender", found.Names.Of(from) ?? message.PostAuthor);
        yield return new("sender_id", PageNames.IdOf(from) is { } sender ? sender : FieldValue.None);
        if (message.FwdFrom is not MessageFwdHeader forward) yield break;
        yield return new("forward_from", found.Names.Of(forward.FromId) ?? forward.FromName);
        yield return new("forward_from_id", PageNames.IdOf(forward.FromId) is { } origin ? origin : FieldValue.None);
        yield return new("forward_date", DateTimeOffset.FromUnixTimeSeconds(forward.Date));
    }

    private static IEnumerable<KeyValuePair<string, FieldValue>> Counts(Message message)
    {
        yield return new("views", Number(message.Views));
        yield return new("forwards", Number(message.Forwards));
        yield return new("replies", Number((message.Replies as MessageReplies)?.Replies));
        if (message.EditDate is { } edited && !message.EditHide) yield return new("edited", DateTimeOffset.FromUnixTimeSeconds(edited));
        yield return new("pinned", message.Pinned);
        yield return new("protected", message.Noforwards);
    }

    private static string WordOf(TelegramMedia media) => media switch
    {
        TelegramMedia.VideoNote => "video_note",
        TelegramMedia.WebPage => "web_page",
        _ => media.ToString().ToLowerInvariant(),
    };

    private static FieldValue Number(int? number) => number is { } value ? value : FieldValue.None;
}
