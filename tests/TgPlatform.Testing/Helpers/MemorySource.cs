using System.Globalization;
using System.Runtime.CompilerServices;
using TgPlatform.Contracts;

namespace TgPlatform.Testing;

/// <summary>Hands out given content from memory, on one lane or several, with cursors and validators.</summary>
public sealed class MemorySource(IReadOnlyList<(ItemGroup Group, byte[][] Contents)> groups, params string[] lanes) : ISource
{
    /// <summary>One group of one item per content; the ids are 0, 1, 2 …</summary>
    public MemorySource(params byte[][] contents)
        : this([.. contents.Select((content, index) => Lone(index, content))])
    {
    }

    public IReadOnlyList<Lane> Lanes { get; } = [.. (lanes is [] ? ["memory"] : lanes).Select(name => new Lane(name))];

    public async IAsyncEnumerable<ItemGroup> DiscoverAsync(string? cursor, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        var first = cursor is null ? 0 : int.Parse(cursor, CultureInfo.InvariantCulture);
        for (var index = first; index < groups.Count; index++)
        {
            cancellationToken.ThrowIfCancellationRequested();
            yield return groups[index].Group with { Cursor = (index + 1).ToString(CultureInfo.InvariantCulture) };
        }

        await Task.CompletedTask;
    }

    public ValueTask<Content> OpenAsync(Item item, Lane lane, ResumePoint from, CancellationToken cancellationToken)
    {
        cancellationToken.ThrowIfCancellationRequested();
        foreach (var (group, contents) in groups)
        {
            for (var member = 0; member < contents.Length; member++)
            {
                if (group.Items[member].Id != item.Id)
                    continue;
                var offset = from.Validator is null or "unchanged" ? from.Offset : 0;
                return new(new Content(new MemoryStream(contents[member], writable: false) { Position = offset }) { Validator = "unchanged" });
            }
        }

        throw new FailureException(FailureKind.Permanent, $"There is no item '{item.Id}'.");
    }

    public ValueTask DisposeAsync() => default;

    private static (ItemGroup Group, byte[][] Contents) Lone(int index, byte[] content)
        => (Some.Item(index.ToString(CultureInfo.InvariantCulture), content.Length), [content]);
}
