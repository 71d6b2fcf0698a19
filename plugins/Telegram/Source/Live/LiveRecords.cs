using System.Globalization;
using TgPlatform.Contracts;
using TgPlatform.Plugins.Telegram.Source.Discovery;
using TgPlatform.Plugins.Telegram.Source.Items;

namespace TgPlatform.Plugins.Telegram.Source.Live;

/// <summary>What happened to messages, as items without content.</summary>
internal static class LiveRecords
{
    /// <summary>A message was changed: all of it as it is now, beside the item itself.</summary>
    public static Item Edit(ChatScene scene, FoundMessage one, MediaFacts media)
    {
        var message = one.Message;
        var moment = message.EditDate ?? message.Date;
        var fields = MessageFields.Of(scene, one, media).Append(new("event", "edit"));
        return Of(scene, message.Id, string.Create(CultureInfo.InvariantCulture, $"edit/{moment}"), TelegramFields.EditRecordType, fields) with { Date = DateTimeOffset.FromUnixTimeSeconds(moment) };
    }

    /// <summary>A message is gone. What was fetched of it stays.</summary>
    public static Item Deletion(ChatScene scene, int id) => Of(scene, id, "deletion", TelegramFields.DeletionRecordType,
    [
        new("chat", scene.Chat.Title), new("chat_id", scene.Key.MarkedId), new("chat_username", scene.Chat.Username), new("message_id", id), new("event", "deletion"),
    ]);

    private static Item Of(ChatScene scene, int id, string what, string type, IEnumerable<KeyValuePair<string, FieldValue>> fields)
    {
        var identity = string.Create(CultureInfo.InvariantCulture, $"{scene.IdPrefix}/{id}/{what}");
        return new() { Id = identity, Name = identity.Replace('/', '-'), Kind = ItemKind.Text, HasContent = false, Lane = scene.Only?.Lane.Name, RecordType = type, Fields = new(fields) };
    }
}
