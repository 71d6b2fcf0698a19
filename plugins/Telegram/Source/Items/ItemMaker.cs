using System.Globalization;
using TgPlatform.Contracts;
using TgPlatform.Plugins.Telegram.Chats;
using TgPlatform.Plugins.Telegram.Schema;
using TgPlatform.Plugins.Telegram.Source.Discovery;
using TgPlatform.Plugins.Telegram.Source.Options;

namespace TgPlatform.Plugins.Telegram.Source.Items;

/// <summary>Turns messages that belong together into a group of items.</summary>
internal sealed class ItemMaker(TelegramSourceOptions options)
{
    private readonly VideoQuality _quality = new(options.VideoHeight);

    public MediaFacts FactsOf(Message message) => MediaFacts.Of(message, _quality);

    /// <summary>The group of the messages whose media is wanted; null when none is.</summary>
    public ItemGroup? GroupOf(ChatScene scene, IReadOnlyList<FoundMessage> messages)
    {
        var shared = CaptionOf(messages);
        var items = new List<Item>(messages.Count);
        for (var index = 0; index < messages.Count; index++)
        {
            var media = FactsOf(messages[index].Message);
            if (!options.Media.Contains(media.Media) || messages[index].Message.Date < options.Since?.ToUnixTimeSeconds()) continue;
            var item = ItemOf(scene, messages[index], media, Album(messages, index, shared));
            items.Add(item);
            if (options.Thumbnails && media.Thumbnail is { } thumbnail) items.Add(ThumbnailOf(item, thumbnail, new(scene.Key, messages[index].Message.Id, FileRole.Thumbnail) { Owner = scene.OwnerId }));
        }
        if (items.Count == 0) return null;
        return new ItemGroup(messages[0].Message.GroupedId is { } album ? string.Create(CultureInfo.InvariantCulture, $"{scene.IdPrefix}/album/{album}") : items[0].Id, items);
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
            Locator = new ItemLocator(scene.Key, message.Id) { Owner = scene.OwnerId }.ToString(),
            RecordType = TelegramFields.RecordType,
            Fields = new(MessageFields.Of(scene, found, media).Concat(more)),
        };
    }

    private static Item ThumbnailOf(Item item, Files.FileHandle thumbnail, ItemLocator place) => item with
    {
        Id = $"{item.Id}/{ItemLocator.Thumbnail}",
        Name = Path.GetFileNameWithoutExtension(item.Name) + ".thumbnail.jpg",
        Kind = ItemKind.Photo,
        Size = thumbnail.Size,
        HasContent = true,
        Version = FileId(thumbnail),
        Locator = place.ToString(),
        Fields = new(item.Fields.Where(field => field.Key is not ("width" or "height" or "duration" or "title" or "performer"))
            .Concat([new("media", ItemLocator.Thumbnail), new("mime_type", "image/jpeg"), new("file_id", FileId(thumbnail))])),
    };

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
