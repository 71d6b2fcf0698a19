using TgPlatform.Contracts;

namespace TgPlatform.Testing;

/// <summary>Finds out whether a source that nobody prepared for the suite has an item without a single byte.</summary>
internal static class EmptyContents
{
    /// <summary>Looks at every item, until one is empty.</summary>
    public static async Task<bool> AreFoundAsync(Func<ISource> create)
    {
        await using var source = create();
        if (source is IConnecting connecting)
            await connecting.ConnectAsync(Patience.Limit);
        await foreach (var group in source.DiscoverAsync(null, Patience.Limit))
        {
            foreach (var item in group.Items.Where(static item => item.HasContent))
            {
                await using var content = await source.OpenAsync(item, source.Lanes.First(lane => item.Lane is null || lane.Name == item.Lane), ResumePoint.Beginning, Patience.Limit);
                if ((content.Length ?? (await content.ReadToEndAsync(Patience.Limit)).Length) == 0)
                    return true;
            }
        }

        return false;
    }
}
