using TgPlatform.Contracts;
using TgPlatform.Plugins.Telegram.Chats;
using TgPlatform.Plugins.Telegram.Schema;
using TgPlatform.Plugins.Telegram.Source.Discovery;
using TgPlatform.Plugins.Telegram.Source.Items;
using TgPlatform.Plugins.Telegram.Source.Opening;
using TgPlatform.Plugins.Telegram.Source.Pool;

namespace TgPlatform.Plugins.Telegram.Source.Live;

/// <summary>From what happened to items, as the history has them.</summary>
internal sealed class LiveItems(ItemMaker maker, FoundIdsOfChats found, PoolReader reader)
{
    /// <summary>Puts what came along where files are looked for first.</summary>
    public async Task<PageNames> MeetAsync(TelegramAccount account, ChatScene scene, MessagePage page, CancellationToken cancel)
    {
        account.Shelf(await account.ChatAsync(scene.Key, cancel), found.Of(scene)).Put(page);
        return new(page);
    }

    public MediaFacts FactsOf(Message message) => maker.FactsOf(message);

    /// <summary>Null when nothing of it is wanted.</summary>
    public ItemGroup? GroupOf(ChatScene scene, IReadOnlyList<FoundMessage> messages)
    {
        if (maker.GroupOf(scene, messages) is not { } group) return null;
        foreach (var one in messages) found.Of(scene).Add(one.Message.Id);
        return group;
    }

    /// <summary>The whole album of a message, as it is now; the message alone when it is in none.</summary>
    public async Task<IReadOnlyList<FoundMessage>> AlbumOfAsync(ChatScene scene, FoundMessage one, CancellationToken cancel)
    {
        if (one.Message.GroupedId is not { } album) return [one];
        const int reach = AlbumQueue.LargestAlbum - 1;
        var ids = Enumerable.Range(Math.Max(1, one.Message.Id - reach), (2 * reach) + 1);
        var page = await reader.AskAsync(scene, (account, chat) => account.History.ByIdAsync(chat.Peer, ids, cancel), cancel);
        var names = new PageNames(page);
        return [.. page.Messages.OfType<Message>().Where(message => message.GroupedId == album).OrderBy(message => message.Id).Select(message => new FoundMessage(message, names, IsKnown: true))];
    }
}
