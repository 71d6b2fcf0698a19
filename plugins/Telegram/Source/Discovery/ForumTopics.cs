using System.Globalization;
using TgPlatform.Contracts;
using TgPlatform.Plugins.Telegram.Chats;
using TgPlatform.Plugins.Telegram.Rpc;
using TgPlatform.Plugins.Telegram.Schema;

namespace TgPlatform.Plugins.Telegram.Source.Discovery;

/// <summary>The topics of a forum, by number and title.</summary>
internal static class ForumTopics
{
    private const int PageSize = 100;

    /// <summary>All of them, a hundred per question.</summary>
    public static async Task<TopicTitles> ReadAsync(ITelegramClient client, AccountChat forum, CancellationToken cancel)
    {
        var titles = new TopicTitles();
        var request = new MessagesGetForumTopics { Peer = forum.Peer, Limit = PageSize };
        while (true)
        {
            var page = await client.InvokeAsync(request, cancel);
            var topics = page.Topics.OfType<ForumTopic>().ToList();
            var before = titles.Count;
            foreach (var topic in topics) titles.Learn(topic.Id, topic.Title, topic.TopMessage);
            if (titles.Count == before || page.Topics.Length < PageSize) return titles;
            var last = topics[^1];
            var top = page.Messages.OfType<Message>().FirstOrDefault(message => message.Id == last.TopMessage);
            request = new MessagesGetForumTopics { Peer = forum.Peer, OffsetDate = top?.Date ?? last.Date, OffsetId = last.TopMessage, OffsetTopic = last.Id, Limit = PageSize };
        }
    }

    /// <summary>The number of the topic a person named by title or number.</summary>
    /// <exception cref="FailureException">There is none.</exception>
    public static int Find(TopicTitles titles, string named, string chat)
    {
        if (titles.Find(named) is { } titled) return titled;
        if (int.TryParse(named, NumberStyles.None, CultureInfo.InvariantCulture, out var number) && titles.Of(number) is not null) return number;
        throw new FailureException(FailureKind.Permanent, $"{chat} has no topic '{named}'. It has {string.Join(", ", titles.All.Order(StringComparer.OrdinalIgnoreCase).Take(20))}.");
    }
}
