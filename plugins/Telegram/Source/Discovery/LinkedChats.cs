using TgPlatform.Plugins.Telegram.Chats;
using TgPlatform.Plugins.Telegram.Schema;
using TgPlatform.Plugins.Telegram.Source.Pool;

namespace TgPlatform.Plugins.Telegram.Source.Discovery;

/// <summary>The chats a chat leads to: a channel to its discussion group, a supergroup to the old group it was.</summary>
internal static class LinkedChats
{
    /// <summary>The discussion group of a channel.</summary>
    /// <exception cref="ChatUnseenException">It has none, or the account cannot see it.</exception>
    public static async Task<AccountChat> DiscussionOfAsync(TelegramAccount account, AccountChat channel, CancellationToken cancel)
    {
        var (full, chats) = await FullAsync(account, channel, cancel);
        if (full?.LinkedChatId is not { } id) throw new ChatUnseenException("it has no comments");
        return Among(chats, ChatKey.Channel(id)) ?? await account.Resolver.ByKeyAsync(ChatKey.Channel(id), cancel);
    }

    /// <summary>The old group a supergroup was; null when it was none, or the account was not there then.</summary>
    public static async Task<AccountChat?> PastOfAsync(TelegramAccount account, AccountChat group, CancellationToken cancel)
    {
        var (full, chats) = await FullAsync(account, group, cancel);
        return full?.MigratedFromChatId is { } id ? Among(chats, ChatKey.Group(id)) : null;
    }

    private static async Task<(ChannelFull? Full, AnyChat[] Chats)> FullAsync(TelegramAccount account, AccountChat chat, CancellationToken cancel)
    {
        var answer = await account.Client.InvokeAsync(new ChannelsGetFullChannel { Channel = chat.InputChannel }, cancel);
        account.Resolver.Meet(answer.Chats);
        return (answer.FullChat as ChannelFull, answer.Chats);
    }

    private static AccountChat? Among(AnyChat[] chats, ChatKey key) => chats.Select(AccountChat.Of).FirstOrDefault(chat => chat?.Key == key);
}
