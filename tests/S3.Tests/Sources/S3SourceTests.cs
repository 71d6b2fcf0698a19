using TgPlatform.Contracts;
using TgPlatform.Plugins.S3.Sources;
using TgPlatform.Plugins.S3.Tests.Sinks;
using TgPlatform.S3Server;
using TgPlatform.Testing;

namespace TgPlatform.Plugins.S3.Tests.Sources;

[NeedsGateway]
public sealed class S3SourceTests : SinkBench
{
    [Fact]
    public async Task Discover_PrefixAndSuffix_TakesThoseOnly()
    {
        foreach (var key in new[] { "photos/2026-01/a.JPG", "photos/2026-02/b.jpg", "photos/2026-02/c.txt", "photos/2026-02/", "photos/2025/d.jpg", "other.jpg" })
            await Bucket.WriteAsync(key, key.EndsWith('/') ? [] : [1, 2]);

        var items = await DiscoverAsync(static options => options with { Prefix = "photos/2026-", Suffix = [".jpg"] });

        Assert.Equal(["photos/2026-01/a.JPG", "photos/2026-02/b.jpg"], items.Select(static item => item.Id));
        Assert.Equal(("a.JPG", ItemKind.Photo, 2L, "photos/2026-01"), (items[0].Name, items[0].Kind, items[0].Size, items[0]["folder"].Text));
    }

    [Fact]
    public async Task Discover_Since_TakesWhatIsNewer()
    {
        await Bucket.WriteAsync("old.bin", [1]);
        var changed = (await Bucket.HeadAsync("old.bin")).LastModified!.Value.ToUniversalTime();

        Assert.Single(await DiscoverAsync(options => options with { Since = new(changed) }));
        Assert.Empty(await DiscoverAsync(options => options with { Since = new(changed.AddSeconds(2)) }));
    }

    // XML can hold no control characters: a listing has to be asked for in another way.
    [Fact]
    public async Task Discover_KeysThatNoXmlCanHold_FindsAndOpensThem()
    {
        var keys = new[] { "bell\u0007.bin", "plus + space %20.bin", "tab\tü.bin" };
        foreach (var key in keys)
            await Bucket.WriteAsync(key, [.. System.Text.Encoding.UTF8.GetBytes(key)]);

        var items = await DiscoverAsync(static options => options);

        Assert.Equal(keys, items.Select(static item => item.Id));
        await using var source = SourceFixture.Make(Front.Url, Bucket.Name);
        foreach (var item in items)
        {
            await using var content = await source.OpenAsync(item, source.Lanes[0], default, default);
            Assert.Equal(item.Id, System.Text.Encoding.UTF8.GetString(await content.ReadToEndAsync(default)));
        }
    }

    [Fact]
    public async Task Discover_MoreThanAPage_FindsAllInOrder()
    {
        await Parallel.ForEachAsync(Enumerable.Range(0, 1010), new ParallelOptions { MaxDegreeOfParallelism = 8 }, async (number, _) => await Bucket.WriteAsync($"{number:0000}", []));

        var items = await DiscoverAsync(static options => options);

        Assert.Equal(Enumerable.Range(0, 1010).Select(static number => $"{number:0000}"), items.Select(static item => item.Id));
    }

    [Theory]
    [InlineData(1)]
    [InlineData(4)]
    public async Task Open_ReplacedSinceTheBreak_BeginsAnew(int parallelRanges)
    {
        await Bucket.WriteAsync("name.bin", Some.Bytes(500_000));
        await using var source = SourceFixture.Make(Front.Url, Bucket.Name, options => options with { ParallelRanges = parallelRanges, RangeSize = new(64 * 1024) });
        await using var before = await source.OpenAsync(Some.Item("name.bin"), source.Lanes[0], default, default);
        var other = Some.Bytes(500_000, seed: 2);
        await Bucket.WriteAsync("name.bin", other);

        await using var after = await source.OpenAsync(Some.Item("name.bin"), source.Lanes[0], new(100_000, before.Validator), default);

        Assert.Equal(0, after.Offset);
        Assert.Equal(other, await after.ReadToEndAsync(default));
    }

    [Fact]
    public async Task Open_ReplacedWhileRangesAreFetched_FailsInsteadOfMixing()
    {
        await Bucket.WriteAsync("name.bin", Some.Bytes(500_000));
        await using var source = SourceFixture.Make(Front.Url, Bucket.Name, static options => options with { ParallelRanges = 2, RangeSize = new(64 * 1024) });
        await using var content = await source.OpenAsync(Some.Item("name.bin"), source.Lanes[0], default, default);
        await Bucket.WriteAsync("name.bin", Some.Bytes(500_000, seed: 2));

        var failure = await Assert.ThrowsAsync<FailureException>(async () => await content.Parts!.ReadPartAsync(0, new byte[64 * 1024], default));

        Assert.Equal(FailureKind.Transient, failure.Kind);
    }

    [Fact]
    public async Task Open_NoSuchObject_IsPermanent()
    {
        await using var source = SourceFixture.Make(Front.Url, Bucket.Name);

        var failure = await Assert.ThrowsAsync<FailureException>(async () => await source.OpenAsync(Some.Item("nothing"), source.Lanes[0], default, default));

        Assert.Equal(FailureKind.Permanent, failure.Kind);
    }

    [Fact]
    public async Task Discover_NoSuchBucket_SaysWhatToDo()
    {
        await using var source = SourceFixture.Make(Front.Url, "no-such-bucket-here");

        var failure = await Assert.ThrowsAsync<FailureException>(async () => await source.CheckAsync(default));

        Assert.Equal(FailureKind.Blocked, failure.Kind);
        Assert.Contains("correct 'bucket'", failure.Message, StringComparison.Ordinal);
    }

    private async Task<List<Item>> DiscoverAsync(Func<S3SourceOptions, S3SourceOptions> change)
    {
        await using var source = SourceFixture.Make(Front.Url, Bucket.Name, change);
        var items = new List<Item>();
        await foreach (var group in source.DiscoverAsync(null, default))
            items.AddRange(group.Items);
        return items;
    }
}
