using TgPlatform.Contracts;

namespace TgPlatform.Plugins.Telegram.Source.Items;

/// <summary>The fields of the source's items.</summary>
internal static class TelegramFields
{
    /// <summary>The record type of messages.</summary>
    public const string RecordType = "telegram.message";

    /// <summary>The record types of what happens to messages.</summary>
    public const string EditRecordType = "telegram.edit", DeletionRecordType = "telegram.deletion";

    public static IReadOnlyList<FieldDefinition> All { get; } =
    [
        new("chat", FieldType.Text, "Title of the chat.", "Example channel"),
        new("chat_id", FieldType.Integer, "Number of the chat as other tools show it: -100… for channels and supergroups, - for old groups, people's as they are.", "-1001234567890"),
        new("chat_username", FieldType.Text, "Public name of the chat without @; missing when it has none.", "example"),
        new("message_id", FieldType.Integer, "Number of the message in its chat.", "4711"),
        new("text", FieldType.Text, "Text of this very message; missing when it has none.", "A day at the sea #summer"),
        new("caption", FieldType.Text, "Text of the message, or of its album: every item of an album has it.", "A day at the sea #summer"),
        new("album_id", FieldType.Text, "What the items of one album share; missing outside albums.", "13579246801234567"),
        new("media", FieldType.Text, "What the message carries: photo, video, video_note, audio, voice, animation, sticker, document, web_page, text, thumbnail; for what cannot be fetched paid_media, story, poll, geo, contact.", "video"),
        new("mime_type", FieldType.Text, "Media type as Telegram declares it.", "video/mp4"),
        new("file_id", FieldType.Text, "Number of the file: the same file in another message has the same.", "5231456789012345678"),
        new("width", FieldType.Integer, "Width in pixels.", "1920"),
        new("height", FieldType.Integer, "Height in pixels.", "1080"),
        new("duration", FieldType.Number, "Length in seconds.", "12.5"),
        new("title", FieldType.Text, "Title of a piece of music.", "Song"),
        new("performer", FieldType.Text, "Performer of a piece of music.", "Somebody"),
        new("sender", FieldType.Text, "Who sent it: a person's name, a chat's title, or the signature of a post.", "Ada Lovelace"),
        new("sender_id", FieldType.Integer, "Number of who sent it; missing for posts of the channel itself.", "123456789"),
        new("reply_to", FieldType.Integer, "Number of the message it answers.", "4700"),
        new("topic", FieldType.Text, "Title of the forum's topic it is in.", "Releases"),
        new("topic_id", FieldType.Integer, "Number of the forum's topic it is in.", "12"),
        new("post_id", FieldType.Integer, "Of a comment: number of the post of the channel it is under.", "321"),
        new("post", FieldType.Text, "Of a comment: text of the post it is under.", "What do you think?"),
        new("post_chat", FieldType.Text, "Of a comment: title of the channel it is under a post of.", "Example channel"),
        new("forward_from", FieldType.Text, "Whom it was forwarded from: a name or a title.", "Another channel"),
        new("forward_from_id", FieldType.Integer, "Number of whom it was forwarded from.", "-1009876543210"),
        new("forward_date", FieldType.Time, "When the original was sent.", "2025-01-31T12:00:00+00:00"),
        new("views", FieldType.Integer, "How often it was seen.", "1500"),
        new("forwards", FieldType.Integer, "How often it was forwarded.", "12"),
        new("replies", FieldType.Integer, "How many answers or comments it has.", "3"),
        new("edited", FieldType.Time, "When it was last edited; missing when it never was.", "2025-01-31T12:05:00+00:00"),
        new("pinned", FieldType.Boolean, "Whether it is pinned.", "false"),
        new("protected", FieldType.Boolean, "Whether its sender forbids saving and forwarding.", "false"),
        new("event", FieldType.Text, "On records of what happened to a message: edit or deletion; missing on messages themselves.", "edit"),
    ];
}
