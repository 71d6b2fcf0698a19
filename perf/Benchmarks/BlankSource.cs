using System.Runtime.CompilerServices;
using TgPlatform.Contracts;

namespace TgPlatform.Benchmarks;

/// <summary>So many items of one length, on one lane, from nowhere.</summary>
internal sealed class BlankSource(int items, long bytes) : ISource
{
    public IReadOnlyList<Lane> Lanes { get; } = [new Lane("nowhere")];

    public async IAsyncEnumerable<ItemGroup> DiscoverAsync(string? cursor, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        for (var one = 0; one < items; one++)
        {
            var id = one.ToString(CultureInfo.InvariantCulture);
            yield return new ItemGroup(id, [new() { Id = id, Name = id, Size = bytes }]) { Cursor = id };
        }

        await Task.CompletedTask;
    }

    public ValueTask<Content> OpenAsync(Item item, Lane lane, ResumePoint from, CancellationToken cancellationToken) =>
        new(new Content(new BlankStream(bytes)) { Length = bytes });

    public ValueTask DisposeAsync() => ValueTask.CompletedTask;
}
