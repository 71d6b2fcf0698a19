using System.Runtime.CompilerServices;
using TgPlatform.Contracts;
using TgPlatform.Runtime.Engine;

namespace TgPlatform.Runtime.Planning;

/// <summary>
/// Reads what a source finds as windows: one ends when it is full, when discovery has ended, or when discovery has been quiet for a moment.
/// A source that never ends is left once it has found nothing for <see cref="Silence"/>.
/// </summary>
internal sealed class DiscoveryWindows(ISource source, int size, TimeProvider time)
{
    /// <summary>How long discovery is quiet before a window that is not full ends.</summary>
    public static readonly TimeSpan Quiet = TimeSpan.FromMilliseconds(50);

    /// <summary>How long discovery finds nothing before it is left.</summary>
    public static readonly TimeSpan Silence = TimeSpan.FromSeconds(10);

    /// <summary>Whether the source was left before it had ended.</summary>
    public bool GoesOn { get; private set; }

    /// <summary>Reads to the end, or until nothing comes.</summary>
    public async IAsyncEnumerable<IReadOnlyList<ItemGroup>> ReadAsync([EnumeratorCancellation] CancellationToken cancellationToken)
    {
        using var leaving = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        await using var groups = source.DiscoverAsync(null, leaving.Token).GetAsyncEnumerator(leaving.Token);
        Task<bool>? next = null;
        var window = new List<ItemGroup>();
        try
        {
            while (true)
            {
                next ??= groups.MoveNextAsync().AsTask();
                if (await ComesWithinAsync(next, window.Count > 0 ? Quiet : Silence, cancellationToken))
                {
                    if (!await next)
                        break;
                    next = null;
                    window.Add(GroupPlaces.Number(groups.Current));
                    if (window.Count < size)
                        continue;
                }
                else if (GoesOn = window.Count == 0)
                {
                    break;
                }

                yield return window;
                window = [];
            }

            if (window.Count > 0)
                yield return window;
        }
        finally
        {
            // An enumerator must not be disposed while it moves; what it says once it is left concerns nobody.
            await leaving.CancelAsync();
            if (next is not null)
                await ((Task)next).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        }
    }

    private async Task<bool> ComesWithinAsync(Task next, TimeSpan limit, CancellationToken cancellationToken)
    {
        if (next.IsCompleted)
            return true;
        using var came = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        var first = await Task.WhenAny(next, Task.Delay(limit, time, came.Token));
        await came.CancelAsync();
        cancellationToken.ThrowIfCancellationRequested();
        return first == next;
    }
}
