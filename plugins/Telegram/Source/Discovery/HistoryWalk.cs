using System.Runtime.CompilerServices;
using TgPlatform.Plugins.Telegram.Chats;
using TgPlatform.Plugins.Telegram.Schema;
using TgPlatform.Plugins.Telegram.Source.Items;
using TgPlatform.Plugins.Telegram.Source.Options;

namespace TgPlatform.Plugins.Telegram.Source.Discovery;

/// <summary>Messages that belong together, in order, and whether the place behind them may be remembered now.</summary>
internal readonly record struct WalkStep(IReadOnlyList<FoundMessage> Messages, bool IsPlace);

/// <summary>
/// Walks the gaps of a selection, a hundred messages per question. Looks a little over the edges of a gap, because an album may begin or end
/// behind it.
/// </summary>
internal sealed class HistoryWalk(PoolReader reader, HistoryOrder order)
{
    private const int Overlap = AlbumQueue.LargestAlbum;

    public async IAsyncEnumerable<WalkStep> StepsAsync(Selection selection, Coverage coverage, [EnumeratorCancellation] CancellationToken cancel)
    {
        var gaps = coverage.Gaps(selection.From, selection.To);
        if (order == HistoryOrder.Newest) gaps.Reverse();
        foreach (var (from, to) in gaps)
        {
            var albums = new AlbumQueue();
            int? reached = null, top = null;
            await foreach (var page in PagesAsync(selection, from, to, cancel))
            {
                var names = new PageNames(page);
                selection.Scene.Topics.Meet(page.Messages);
                if (selection.Scene.Posts is { } posts) await posts.LearnAsync(page, cancel);
                foreach (var message in page.Messages.OfType<Message>().Where(message => selection.Scene.Posts?.Of(message) is not null || selection.Scene.Posts is null)) albums.Add(new(message, names, IsKnown: message.Id < from || message.Id > to));
                (reached, top) = (History.IdOf(page.Messages[^1]), top ?? Math.Min(to, History.IdOf(page.Messages[0])));
                var complete = Fresh(albums.TakeComplete(reached));
                Cover(coverage, (from, to), albums.FirstHeld, reached.Value, top.Value);
                foreach (var step in complete) yield return step;
            }
            if (reached is not { } last) continue;
            var rest = Fresh(albums.TakeComplete(null));
            // Above the newest message anything may still come; below the oldest nothing will.
            if (order == HistoryOrder.Newest) coverage.Add(from, top!.Value);
            else coverage.Add(from, Math.Min(to, last));
            foreach (var step in rest) yield return step;
        }
    }

    private static List<WalkStep> Fresh(IEnumerable<IReadOnlyList<FoundMessage>> groups)
    {
        var fresh = groups.Where(group => !group.All(found => found.IsKnown)).ToList();
        return [.. fresh.Select((group, index) => new WalkStep([.. group.OrderBy(found => found.Message.Id)], IsPlace: index == fresh.Count - 1))];
    }

    private void Cover(Coverage coverage, (int From, int To) gap, int? held, int reached, int top)
    {
        if (order == HistoryOrder.Newest) coverage.Add(Math.Max(gap.From, held + 1 ?? reached), top);
        else coverage.Add(gap.From, Math.Min(gap.To, held - 1 ?? reached));
    }

    private IAsyncEnumerable<MessagePage> PagesAsync(Selection selection, int from, int to, CancellationToken cancel)
        => order == HistoryOrder.Newest ? DownAsync(selection, from, to, cancel) : UpAsync(selection, from, to, cancel);

    private async IAsyncEnumerable<MessagePage> UpAsync(Selection selection, int from, int to, [EnumeratorCancellation] CancellationToken cancel)
    {
        for (var last = Math.Max(0, from - 1 - Overlap); ;)
        {
            var page = await reader.AboveAsync(selection, last, cancel);
            var wanted = page.Messages.Where(message => History.IdOf(message) <= (long)to + Overlap).ToArray();
            if (wanted.Length > 0) yield return page with { Messages = wanted };
            if (wanted.Length < page.Messages.Length || page.Messages.Length == 0) yield break;
            last = History.IdOf(wanted[^1]);
        }
    }

    private async IAsyncEnumerable<MessagePage> DownAsync(Selection selection, int from, int to, [EnumeratorCancellation] CancellationToken cancel)
    {
        for (var below = to < int.MaxValue - Overlap ? to + 1 + Overlap : 0; ;)
        {
            var page = await reader.BelowAsync(selection, below, cancel);
            var wanted = page.Messages.Where(message => History.IdOf(message) >= from - Overlap).ToArray();
            if (wanted.Length > 0) yield return page with { Messages = wanted };
            if (wanted.Length < page.Messages.Length || page.Messages.Length == 0) yield break;
            below = History.IdOf(wanted[^1]);
        }
    }
}
