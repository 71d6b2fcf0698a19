using System.Globalization;
using TgPlatform.Contracts;
using TgPlatform.Plugins.Telegram.Files;
using TgPlatform.Plugins.Telegram.Source.Items;
using TgPlatform.Plugins.Telegram.Source.Pool;

namespace TgPlatform.Plugins.Telegram.Source.Opening;

/// <summary>Opens the file of an item on one account, with that account's own reference to it.</summary>
internal sealed class FileOpener(AccountPool pool, FoundIdsOfChats found)
{
    public async Task<Content> OpenAsync(Item item, Lane lane, ResumePoint from, CancellationToken cancel)
    {
        if (!ItemLocator.TryParse(item.Locator, out var place)) throw new FailureException(FailureKind.Poison, $"'{item.Id}' does not say where its message is.");
        var account = pool.Of(lane);
        try
        {
            if (place.Owner != 0 && place.Owner != account.Client.UserId) throw new FailureException(FailureKind.Permanent, $"'{item.Id}' is a message of another account, which alone can fetch it. Name that account in accounts.");
            await account.PauseAsync(cancel);
            var chat = await account.ChatAsync(place.Chat, cancel);
            var waiting = found.Of(place.Chat, account);
            var shelf = account.Shelf(chat, waiting);
            var file = await shelf.GetAsync(place.MessageId, place.Role, cancel)
                ?? throw new FailureException(FailureKind.Permanent, $"Message {place.MessageId} of {chat.Title} was deleted, or holds no file any more.");
            waiting.Remove(place.MessageId);
            var validator = ValidatorOf(file);
            var remote = new RemoteFile(file, (stale, stop) => shelf.RefreshAsync(place.MessageId, place.Role, stale.Reference, stop));
            return new Content(new FileParts(pool, account, place.Chat, remote), file.Size)
            {
                Offset = from.Validator == validator && from.Offset <= file.Size ? from.Offset : 0,
                Validator = validator,
                MediaType = item["mime_type"].Text,
            };
        }
        catch (Exception error) when (!cancel.IsCancellationRequested)
        {
            if (pool.Judge(account, place.Chat, error) is FailureException failure) throw failure;
            throw;
        }
    }

    // Of a photo every size has bytes of its own.
    private static string ValidatorOf(FileHandle file) => string.Create(CultureInfo.InvariantCulture, $"{(file.IsPhoto ? "photo" : "document")} {file.Id} {file.ThumbSize}{file.Size}");
}
