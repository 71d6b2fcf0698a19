using System.Collections.Concurrent;
using TgPlatform.Plugins.Telegram.Schema;
using TgPlatform.Plugins.Telegram.Source.Items;

namespace TgPlatform.Plugins.Telegram.Source.Discovery;

/// <summary>The titles of a forum's topics, each as of some message of its: what was said before that is no news.</summary>
internal sealed class TopicTitles
{
    private readonly ConcurrentDictionary<int, (string Title, int AsOf)> _titles = new();

    public int Count => _titles.Count;

    /// <summary>Null for a topic that was never met.</summary>
    public string? Of(int topic) => _titles.TryGetValue(topic, out var known) ? known.Title : null;

    public IEnumerable<string> All => _titles.Values.Select(known => known.Title);

    /// <summary>The topic with a title; null when there is none.</summary>
    public int? Find(string title) => _titles.Where(known => string.Equals(known.Value.Title, title, StringComparison.OrdinalIgnoreCase)).Select(known => (int?)known.Key).Min();

    public void Learn(int topic, string title, int asOf) => _titles.AddOrUpdate(topic, (title, asOf), (_, known) => asOf > known.AsOf ? (title, asOf) : known);

    /// <summary>Takes over what messages say of topics being opened and renamed.</summary>
    public void Meet(IEnumerable<AnyMessage> messages)
    {
        foreach (var service in messages.OfType<MessageService>())
        {
            if (service.Action is MessageActionTopicCreate opened) Learn(service.Id, opened.Title, service.Id);
            else if (service.Action is MessageActionTopicEdit { Title: { } title }) Learn(MessageFields.TopicOf(service.ReplyTo as MessageReplyHeader), title, service.Id);
        }
    }
}
