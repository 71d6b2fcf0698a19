using TgPlatform.Contracts;
using TgPlatform.Plugins.Http;

namespace TgPlatform.Http.Tests.Support;

/// <summary>Content read to its end, with what opening it revealed.</summary>
internal sealed record Fetched(byte[] Bytes, long Offset, long? Length, string? Validator, string? Name, string? MediaType, IReadOnlyList<Digest> Digests, DateTimeOffset? Date);

/// <summary>Uses a source as the runtime does.</summary>
internal static class Fetcher
{
    public static HttpSource Source(HttpSourceOptions options, PluginContext? context = null) => new(options, context ?? new PluginContext());

    public static HttpSource Source(params string[] urls) => Source(new HttpSourceOptions { Urls = urls });

    public static async Task<List<ItemGroup>> DiscoverAsync(this HttpSource source, string? cursor = null)
    {
        var groups = new List<ItemGroup>();
        await foreach (var group in source.DiscoverAsync(cursor, CancellationToken.None))
            groups.Add(group);
        return groups;
    }

    public static async Task<List<Item>> ItemsAsync(this HttpSource source, string? cursor = null) => [.. (await source.DiscoverAsync(cursor)).SelectMany(static group => group.Items)];

    public static ValueTask<Content> OpenAsync(this HttpSource source, Item item, ResumePoint from = default) =>
        source.OpenAsync(item, source.Lanes.FirstOrDefault(lane => lane.Name == item.Lane) ?? new Lane("any"), from, CancellationToken.None);

    /// <summary>Fetches the only item of a source.</summary>
    public static async Task<Fetched> FetchAsync(this HttpSource source, ResumePoint from = default) => await source.FetchAsync((await source.ItemsAsync()).Single(), from);

    public static async Task<Fetched> FetchAsync(this HttpSource source, Item item, ResumePoint from = default)
    {
        await using var content = await source.OpenAsync(item, from);
        return new(await ReadAsync(content), content.Offset, content.Length, content.Validator, content.Name, content.MediaType, content.Digests, content.Date);
    }

    /// <summary>Reads content from its offset on, parts in order.</summary>
    public static async Task<byte[]> ReadAsync(Content content)
    {
        using var all = new MemoryStream();
        if (content.Stream is { } stream)
        {
            await stream.CopyToAsync(all);
            return all.ToArray();
        }

        var size = content.Parts!.PartBytes;
        var offsets = new List<long>();
        for (var offset = content.Offset - (content.Offset % size); offset < content.Length; offset += size)
            offsets.Add(offset);
        var parts = new byte[offsets.Count][];
        await Parallel.ForEachAsync(Enumerable.Range(0, parts.Length), new ParallelOptions { MaxDegreeOfParallelism = content.Parts.MaxConcurrency }, async (index, cancel) =>
        {
            parts[index] = new byte[Math.Min(size, content.Length!.Value - offsets[index])];
            Assert.Equal(parts[index].Length, await content.Parts.ReadPartAsync(offsets[index], parts[index], cancel));
        });
        return parts.SelectMany(static part => part).Skip((int)(content.Offset % size)).ToArray();
    }

    public static async Task<FailureException> FailureAsync(this HttpSource source) => await Assert.ThrowsAsync<FailureException>(() => source.FetchAsync());
}
