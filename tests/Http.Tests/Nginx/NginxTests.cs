using System.IO.Compression;
using System.Security.Cryptography;
using TgPlatform.Contracts;
using TgPlatform.Http.Tests.Support;
using TgPlatform.Plugins.Http;

namespace TgPlatform.Http.Tests.Nginx;

/// <summary>The source against a server that many of its users will meet.</summary>
public sealed class NginxTests(NginxServer nginx) : IClassFixture<NginxServer>
{
    [NginxFact]
    public async Task Fetch_TwoThousandSmallFiles_GivesEachWhole()
    {
        var contents = Enumerable.Range(0, 2000).ToDictionary(static index => $"small/{index}.bin", static index => RandomNumberGenerator.GetBytes(index * 7 % 4096));
        foreach (var (name, content) in contents)
            nginx.Write(name, content);
        await using var source = Fetcher.Source([.. contents.Keys.Select(name => $"{nginx.Root}/{name}")]);

        var items = await source.ItemsAsync();
        await Parallel.ForEachAsync(items, new ParallelOptions { MaxDegreeOfParallelism = 8 }, async (item, _) =>
        {
            var fetched = await source.FetchAsync(item);
            Assert.Equal(contents[$"small/{item.Name}"], fetched.Bytes);
            Assert.Equal(fetched.Bytes.Length, fetched.Length);
        });

        Assert.Equal(2000, items.Count);
    }

    [NginxFact]
    public async Task Open_FromTheMiddle_GivesTheRestUntilTheFileChanges()
    {
        var content = RandomNumberGenerator.GetBytes(1_000_000);
        nginx.Write("resume.bin", content);
        var url = nginx.Root + "/resume.bin";
        var whole = await Fetcher.FetchAsync(url);

        var rest = await Fetcher.FetchAsync(url, new(700_001, whole.Validator));
        var nothing = await Fetcher.FetchAsync(url, new(1_000_000, whole.Validator));
        nginx.Write("resume.bin", [.. content[..500_000], 1]);
        var changed = await Fetcher.FetchAsync(url, new(400_000, whole.Validator));

        Assert.Equal((700_001L, 1_000_000L), (rest.Offset, rest.Length!.Value));
        Assert.Equal(content[700_001..], rest.Bytes);
        Assert.Equal((1_000_000L, 0), (nothing.Offset, nothing.Bytes.Length));
        Assert.Equal((0L, 500_001), (changed.Offset, changed.Bytes.Length));
    }

    [NginxFact]
    public async Task Open_ByRanges_GivesTheWhole()
    {
        var content = RandomNumberGenerator.GetBytes(3_000_001);
        nginx.Write("ranges.bin", content);
        await using var source = Fetcher.Source(new HttpSourceOptions { Urls = [nginx.Root + "/ranges.bin"], ParallelRanges = 4, RangeSize = ByteSize.FromKiB(256) });
        await using var opened = await source.OpenAsync((await source.ItemsAsync()).Single());

        Assert.NotNull(opened.Parts);
        Assert.Equal(SHA256.HashData(content), SHA256.HashData((await source.FetchAsync()).Bytes));
    }

    [NginxFact]
    public async Task Open_GzipUnasked_GivesThePlainBytes()
    {
        var content = new byte[200_000];
        using var coded = new MemoryStream();
        await using (var gzip = new GZipStream(coded, CompressionLevel.Fastest, leaveOpen: true))
            await gzip.WriteAsync(content);
        nginx.Write("unasked/data.csv.gz", coded.ToArray());

        var fetched = await Fetcher.FetchAsync(nginx.Root + "/unasked/data.csv");

        Assert.Equal(content, fetched.Bytes);
        Assert.Null(fetched.Length);
        Assert.Null(fetched.Validator);
    }

    [NginxFact]
    public async Task Open_Missing_IsPermanent() => Assert.Equal(FailureKind.Permanent, (await Fetcher.FailureAsync(nginx.Root + "/none.bin")).Kind);
}
