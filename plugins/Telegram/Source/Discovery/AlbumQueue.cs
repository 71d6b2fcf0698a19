using TgPlatform.Plugins.Telegram.Schema;
using TgPlatform.Plugins.Telegram.Source.Items;

namespace TgPlatform.Plugins.Telegram.Source.Discovery;

/// <summary>A message with what is known about it beyond itself.</summary>
/// <param name="IsKnown">It was handed out before; it is here only because its album may go on.</param>
internal sealed record FoundMessage(Message Message, PageNames Names, bool IsKnown);

/// <summary>
/// Puts albums together. Their messages carry one group number and usually, not always, follow each other; so an album is held until it has
/// all the messages an album can have, or the numbers have gone well past it. Nothing overtakes an album that is held.
/// </summary>
internal sealed class AlbumQueue
{
    /// <summary>Most messages of an album (core.telegram.org/api/files#albums-grouped-media), and how far apart their numbers are taken to be.</summary>
    public const int LargestAlbum = 10;

    private readonly LinkedList<List<FoundMessage>> _waiting = new();
    private readonly Dictionary<long, List<FoundMessage>> _open = [];

    /// <summary>The first message that is held, in the order of the walk; null when none is.</summary>
    public int? FirstHeld => _waiting.First?.Value[0].Message.Id;

    public void Add(FoundMessage found)
    {
        if (found.Message.GroupedId is not { } album) _waiting.AddLast([found]);
        else if (_open.TryGetValue(album, out var members)) members.Add(found);
        else _waiting.AddLast(_open[album] = [found]);
    }

    /// <summary>What is complete now that the walk has come to a number; all of it at the end.</summary>
    /// <param name="reached">The number of the last message; null at the end of the walk.</param>
    public IEnumerable<IReadOnlyList<FoundMessage>> TakeComplete(int? reached)
    {
        while (_waiting.First?.Value is { } first && (reached is not { } id || IsComplete(first, id)))
        {
            _waiting.RemoveFirst();
            if (first[0].Message.GroupedId is { } album) _open.Remove(album);
            yield return first;
        }
    }

    private static bool IsComplete(List<FoundMessage> group, int reached)
        => group[0].Message.GroupedId is null || group.Count >= LargestAlbum || Math.Abs(reached - group[^1].Message.Id) > LargestAlbum;
}
