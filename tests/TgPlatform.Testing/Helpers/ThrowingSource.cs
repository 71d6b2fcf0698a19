using System.Runtime.CompilerServices;
using TgPlatform.Contracts;

namespace TgPlatform.Testing;

/// <summary>Finds items whose content cannot be opened, or fails to find any.</summary>
/// <param name="failure">Makes what is thrown.</param>
/// <param name="items">How many items are found; below zero, discovery itself fails.</param>
public sealed class ThrowingSource(Func<Exception> failure, int items = 1) : ISource
{
    public IReadOnlyList<Lane> Lanes { get; } = [Some.Lane()];

    /// <summary>How often an item was opened in vain.</summary>
    public int Opened => _opened;

    private int _opened;

    public async IAsyncEnumerable<ItemGroup> DiscoverAsync(string? cursor, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        if (items < 0)
            throw failure();
        for (var index = 0; index < items; index++)
            yield return Some.Item($"{index}");
        await Task.CompletedTask;
    }

    public ValueTask<Content> OpenAsync(Item item, Lane lane, ResumePoint from, CancellationToken cancellationToken)
    {
        Interlocked.Increment(ref _opened);
        throw failure();
    }

    public ValueTask DisposeAsync() => default;
}
