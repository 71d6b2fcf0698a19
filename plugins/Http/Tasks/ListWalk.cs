using System.Runtime.CompilerServices;

namespace TgPlatform.Plugins.Http.Tasks;

/// <summary>One walk through a list, as far as it can be read.</summary>
internal sealed class ListWalk(TaskList list, bool isFinished)
{
    /// <summary>Why the walk ended before the list did; null when it did not.</summary>
    public string? Problem { get; private set; }

    /// <summary>The entries, in order.</summary>
    public async IAsyncEnumerable<ListEntry> ReadAsync([EnumeratorCancellation] CancellationToken cancellationToken)
    {
        await using var entries = list.ReadAsync(isFinished, cancellationToken).GetAsyncEnumerator(cancellationToken);
        while (await MoveNextAsync(entries))
            yield return entries.Current;
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
