using System.Runtime.CompilerServices;
using Microsoft.Extensions.Logging;
using TgPlatform.Contracts;

namespace TgPlatform.Plugins.Http.Tasks;

/// <summary>An entry met on a walk through a list.</summary>
/// <param name="Entry">The entry.</param>
/// <param name="IsNew">Whether it is met for the first time.</param>
/// <param name="Cursor">The place behind it.</param>
internal readonly record struct FeedStep(ListEntry Entry, bool IsNew, TaskCursor Cursor);

/// <summary>Walks through a list, and through it again whenever it changes; each entry is new once.</summary>
internal sealed class TaskFeed(TaskList list, HttpSourceOptions options, PluginContext context)
{
    // The ledger knows all of them; this only spares it the question for those that were met not long ago, in bounded memory.
    private const int MostSeen = 100_000;

    private readonly HashSet<UInt128> _seen = [];

    /// <summary>Walks through the list.</summary>
    /// <param name="from">The place an earlier run reached; entries before it are not new if the list still begins with them.</param>
    /// <param name="cancellationToken">Ends the walk; without <c>watch</c> the list's end does too.</param>
    /// <exception cref="FailureException">The list cannot be read.</exception>
    public async IAsyncEnumerable<FeedStep> ReadAsync(TaskCursor? from, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        var known = from is { } place && await BeginsWithAsync(place, cancellationToken) ? place.Count : 0;
        using var changes = options.Watch ? new FileChanges(list.Path!, options.WatchInterval, context.Time, context.Logger) : null;
        var (read, isSettled, told) = ((FileStamp?)null, false, (string?)null);
        while (true)
        {
            var stamp = changes?.Stamp();
            if (stamp != read || !isSettled)
            {
                // Two looks and no change between them: nobody is writing any more, so an unfinished end is the end.
                var isFinished = changes is null || (stamp is not null && stamp == read);
                var walk = new ListWalk(list, isFinished);
                var cursor = default(TaskCursor);
                await foreach (var entry in walk.ReadAsync(cancellationToken))
                {
                    if (_seen.Count == MostSeen)
                        _seen.Clear();
                    var mark = TaskCursor.MarkOf(entry.Id);
                    cursor = cursor.Behind(mark);
                    yield return new(entry, _seen.Add(mark) && cursor.Count > known, cursor);
                }

                if (changes is null && walk.Problem is not null)
                    throw new FailureException(FailureKind.Permanent, walk.Problem);
                if (walk.Problem is not null && walk.Problem != told && (isFinished || stamp is null))
                    context.Logger.LogWarning("{Problem} Looking again when it changes", told = walk.Problem);
                (read, known) = (stamp, 0);
                isSettled = isFinished || walk.Problem is null;
            }

            if (changes is null)
                yield break;
            if (await changes.WaitAsync(cancellationToken))
                read = null;
        }
    }

    private async ValueTask<bool> BeginsWithAsync(TaskCursor place, CancellationToken cancellationToken)
    {
        if (place.Count == 0)
            return false;
        var cursor = default(TaskCursor);
        await foreach (var entry in new ListWalk(list, isFinished: true).ReadAsync(cancellationToken))
        {
            cursor = cursor.Behind(TaskCursor.MarkOf(entry.Id));
            if (cursor.Count == place.Count)
                return cursor == place;
        }

        return false;
    }
}
