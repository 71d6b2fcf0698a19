using TgPlatform.Plugins.Telegram.Schema;
using TgPlatform.Plugins.Telegram.Source.Items;

namespace TgPlatform.Plugins.Telegram.Source.Discovery;

/// <summary>Counts what holds media that this version cannot fetch, so that it is said and not passed over: paid media that was not bought or holds several files, stories.</summary>
internal sealed class Unsupported
{
    private int _paid, _stories;

    public bool Any => _paid + _stories > 0;

    public void Count(IReadOnlyList<FoundMessage> messages)
    {
        foreach (var found in messages)
        {
            var what = MediaFacts.Of(found.Message, default).Unfetched;
            // Of several files that were bought together the first is fetched.
            _paid += what == "paid_media" || found.Message.Media is MessageMediaPaidMedia { ExtendedMedia.Length: > 1 } ? 1 : 0;
            _stories += what == "story" ? 1 : 0;
        }
    }

    public override string ToString() => $"{_paid} messages with paid media and {_stories} with stories";
}
