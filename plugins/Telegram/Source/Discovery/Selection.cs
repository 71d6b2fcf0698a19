using TgPlatform.Plugins.Telegram.Chats;
using TgPlatform.Plugins.Telegram.Source.Pool;

namespace TgPlatform.Plugins.Telegram.Source.Discovery;

/// <summary>One run of messages to walk through.</summary>
/// <param name="Key">Names it in the cursor; differs when other messages are wanted.</param>
/// <param name="From">The first number wanted.</param>
/// <param name="To">The last number wanted; <see cref="int.MaxValue"/> for no end.</param>
internal sealed record Selection(string Key, ChatScene Scene, int From = 1, int To = int.MaxValue)
{
    /// <summary>Only this topic, or the comments of this post; 0 for all.</summary>
    public int Thread { get; init; }

    /// <summary>The channel to ask for the comments of one of its posts; null when the scene's own chat is asked.</summary>
    public ChatScene? AskedAt { get; init; }
}

/// <summary>A chat with what its messages do not say themselves.</summary>
/// <param name="Only">The account whose numbers the messages have: in old groups and private chats each account counts for itself. Null where the chat counts.</param>
internal sealed record ChatScene(AccountChat Chat, TelegramAccount? Only)
{
    public ChatKey Key => Chat.Key;

    /// <summary>Titles of the topics of a forum.</summary>
    public TopicTitles Topics { get; init; } = new();

    /// <summary>The posts its messages are comments on; null when they are no comments.</summary>
    public ParentPosts? Posts { get; init; }

    /// <summary>The user id of that account; 0 where the chat counts.</summary>
    public long OwnerId => Only?.Client.UserId ?? 0;

    /// <summary>What the ids of its items begin with.</summary>
    public string IdPrefix => Only is { } account ? $"{Key}@{account.Client.UserId}" : Key.ToString();
}
