using TgPlatform.Contracts;
using Xunit;

namespace TgPlatform.Testing;

/// <summary>
/// What every source promises. A plugin's test class inherits it, says how to make a source over content that does not change, and runs all of it.
/// </summary>
public abstract partial class SourceContract
{
    /// <summary>A new source over the same content each time, ending by itself: at least three items with content, of a few KiB.</summary>
    protected abstract ISource Create();

    /// <summary>Whether one of the items has empty content; false where the other side knows no such thing.</summary>
    protected virtual bool OffersEmptyContent => true;

    private async Task<ISource> StartAsync()
    {
        var source = Create();
        if (source is IConnecting connecting)
            await connecting.ConnectAsync(Patience.Limit);
        return source;
    }

    private static async Task<List<ItemGroup>> DiscoverAsync(ISource source, string? cursor = null)
    {
        var groups = new List<ItemGroup>();
        await foreach (var group in source.DiscoverAsync(cursor, Patience.Limit))
            groups.Add(group);
        return groups;
    }

    private static async Task<List<Item>> ItemsWithContentAsync(ISource source)
        => [.. (await DiscoverAsync(source)).SelectMany(group => group.Items).Where(item => item.HasContent)];

    private static Lane LaneOf(ISource source, Item item) => source.Lanes.First(lane => item.Lane is null || lane.Name == item.Lane);

    private static ValueTask<Content> OpenAsync(ISource source, Item item, ResumePoint from = default)
        => source.OpenAsync(item, LaneOf(source, item), from, Patience.Limit);

    private static async Task<byte[]> ReadAsync(ISource source, Item item)
    {
        await using var content = await OpenAsync(source, item);
        Assert.Equal(0, content.Offset);
        var bytes = await content.ReadToEndAsync(Patience.Limit);
        Assert.Equal(content.Length ?? bytes.Length, bytes.Length);
        Assert.Equal(item.Size ?? bytes.Length, bytes.Length);
        return bytes;
    }
}
