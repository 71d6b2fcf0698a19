using System.Globalization;
using TgPlatform.Contracts;
using TgPlatform.Plugins.Telegram.Chats;
using TgPlatform.Plugins.Telegram.Schema;
using TgPlatform.Plugins.Telegram.Source.Discovery;
using TgPlatform.Plugins.Telegram.Source.Options;

namespace TgPlatform.Plugins.Telegram.Source.Items;

/// <summary>Turns messages that belong together into a group of items.</summary>
/// <param name="since">Nothing that was sent before is wanted.</param>
internal sealed class ItemMaker(IReadOnlyList<TelegramMedia> wanted, DateTimeOffset? since = null)
{
    /// <summary>The group of the messages whose media is wanted; null when none is.</summary>
    public ItemGroup? GroupOf(ChatScene scene, IReadOnlyList<FoundMessage> messages)
    {
        var shared = CaptionOf(messages);
        var items = new List<Item>(messages.Count);
        for (var index = 0; index < messages.Count; index++)
        {
            var media = MediaFacts.Of(messages[index].Message);
            if (wanted.Contains(media.Media) && !(messages[index].Message.Date < since?.ToUnixTimeSeconds())) items.Add(ItemOf(scene, messages[index], media, Album(messages, index, shared)));
        }
        if (items.Count == 0) return null;
        return messages[0].Message.GroupedId is { } album ? new ItemGroup(string.Create(CultureInfo.InvariantCulture, $"{scene.IdPrefix}/album/{album}"), items) : items[0];
    }

    private static Item ItemOf(ChatScene scene, FoundMessage found, MediaFacts media, IEnumerable<KeyValuePair<string, FieldValue>> more)
    {
        var message = found.Message;
        return new Item
        {
            Id = string.Create(CultureInfo.InvariantCulture, $"{scene.IdPrefix}/{message.Id}"),
            Name = FileNames.Of(message, media),
            Kind = media.Kind,
            Size = media.File is { Size: >= 0 } file ? file.Size : null,
            Date = DateTimeOffset.FromUnixTimeSeconds(message.Date),
            HasContent = media.File is not null,
            // A record is another one after an edit, a file only when it was replaced.
            Version = media.File is { } one ? FileId(one) : message.EditDate?.ToString(CultureInfo.InvariantCulture),
            Lane = scene.Only?.Lane.Name,
            Locator = new ItemLocator(scene.Key, message.Id).ToString(),
            RecordType = TelegramFields.RecordType,
            Fields = new(MessageFields.Of(scene, found, media).Concat(more)),
        };
    }

    public static string FileId(Files.FileHandle file) => file.Id.ToString(CultureInfo.InvariantCulture);

    // Clients show a caption for the whole album when exactly one of its messages has one.
    private static string? CaptionOf(IReadOnlyList<FoundMessage> messages)
    {
        var texts = messages.Select(found => found.Message.MessageValue).Where(text => text.Length > 0).ToList();
        return texts.Count == 1 ? texts[0] : null;
    }

    private static IEnumerable<KeyValuePair<string, FieldValue>> Album(IReadOnlyList<FoundMessage> messages, int index, string? shared)
    {
        yield return new("caption", messages[index].Message.MessageValue is { Length: > 0 } own ? own : shared);
        if (messages[index].Message.GroupedId is not { } album) yield break;
        yield return new("album_id", album.ToString(CultureInfo.InvariantCulture));
        yield return new("album_index", index + 1);
        yield return new("album_count", messages.Count);
    }
}
