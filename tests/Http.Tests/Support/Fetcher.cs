using System.Text;
using TgPlatform.Contracts;
using TgPlatform.Plugins.Http;
using TgPlatform.Testing;

namespace TgPlatform.Http.Tests.Support;

/// <summary>Content read to its end, with what opening it revealed.</summary>
internal sealed record Fetched(byte[] Bytes, long Offset, long? Length, string? Validator, string? Name, string? MediaType, IReadOnlyList<Digest> Digests, DateTimeOffset? Date)
{
    public string Text => Encoding.Latin1.GetString(Bytes);
}

/// <summary>Uses a source as the runtime does.</summary>
internal static class Fetcher
{
    /// <summary>After this long a call that should have ended fails its test.</summary>
    public static CancellationToken Patience => new CancellationTokenSource(TimeSpan.FromMinutes(2)).Token;

    public static HttpSource Source(HttpSourceOptions options, PluginContext? context = null) => new(options, context ?? new PluginContext());

    public static HttpSource Source(params string[] urls) => Source(new HttpSourceOptions { Urls = urls });

    public static async Task<List<ItemGroup>> DiscoverAsync(this HttpSource source, string? cursor = null)
    {
        var groups = new List<ItemGroup>();
        await source.ConnectAsync(Patience);
        await foreach (var group in source.DiscoverAsync(cursor, Patience))
            groups.Add(group);
        return groups;
    }

    public static async Task<List<Item>> ItemsAsync(this HttpSource source, string? cursor = null) => [.. (await source.DiscoverAsync(cursor)).SelectMany(static group => group.Items)];

    public static ValueTask<Content> OpenAsync(this HttpSource source, Item item, ResumePoint from = default) =>
        source.OpenAsync(item, source.Lanes.First(lane => lane.Name == item.Lane), from, Patience);

    /// <summary>Fetches the only item of a source.</summary>
    public static async Task<Fetched> FetchAsync(this HttpSource source, ResumePoint from = default) => await source.FetchAsync((await source.ItemsAsync()).Single(), from);

    public static async Task<Fetched> FetchAsync(this HttpSource source, Item item, ResumePoint from = default)
    {
        await using var content = await source.OpenAsync(item, from);
        return new(await content.ReadToEndAsync(Patience), content.Offset, content.Length, content.Validator, content.Name, content.MediaType, content.Digests, content.Date);
    }

    /// <summary>Fetches a URL with default options.</summary>
    public static async Task<Fetched> FetchAsync(string url, ResumePoint from = default)
    {
        await using var source = Source(url);
        return await source.FetchAsync(from);
    }

    /// <summary>The failure of fetching the only item of a source.</summary>
    public static async Task<FailureException> FailureAsync(this HttpSource source) => await Assert.ThrowsAsync<FailureException>(() => source.FetchAsync());

    public static async Task<FailureException> FailureAsync(string url)
    {
        await using var source = Source(url);
        return await source.FailureAsync();
    }
}
