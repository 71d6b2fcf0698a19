using System.Runtime.CompilerServices;

namespace TgPlatform.Plugins.Http.Tasks;

/// <summary>One walk through a list, as far as it can be read.</summary>
internal sealed class ListWalk(TaskList list, bool isFinished)
{
    /// <summary>Why the walk ended before the list did; null when it did not.</summary>
    public string? Problem { get; private set; }

    /// <summary>Entries, each with the place behind it.</summary>
    public async IAsyncEnumerable<(ListEntry Entry, TaskCursor Cursor)> ReadAsync([EnumeratorCancellation] CancellationToken cancellationToken)
    {
        var cursor = default(TaskCursor);
        await using var entries = list.ReadAsync(isFinished, cancellationToken).GetAsyncEnumerator(cancellationToken);
        while (await MoveNextAsync(entries))
        {
            cursor = cursor.Behind(TaskCursor.MarkOf(entries.Current.Id));
            yield return (entries.Current, cursor);
        }
    }

    private async ValueTask<bool> MoveNextAsync(IAsyncEnumerator<ListEntry> entries)
    {
        try
        {
            return await entries.MoveNextAsync();
        }
        catch (ListBrokenException broken)
        {
            Problem = broken.Message;
            return false;
        }
    }
}
