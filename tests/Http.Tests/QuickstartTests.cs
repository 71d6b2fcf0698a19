using System.Security.Cryptography;
using TgPlatform.Contracts;
using TgPlatform.Http.Tests.Support;
using TgPlatform.Plugins.Http;
using TgPlatform.Plugins.Sandbox.Http;

namespace TgPlatform.Http.Tests;

/// <summary>The source against the sandbox's web server, as the first pipeline uses both.</summary>
public sealed class QuickstartTests(WebFixture web) : IClassFixture<WebFixture>
{
    [Fact]
    public async Task TaskList_OfTheSandbox_GivesEveryFileWithItsBytes()
    {
        var root = web.Root;
        await using var source = Fetcher.Source(new HttpSourceOptions { Tasks = root + "/tasks.json" });

        var items = await source.ItemsAsync();

        Assert.Equal(Catalogue.Files.Count, items.Count);
        Assert.Equal(new Uri(root).Authority, source.Lanes.Single().Name);
        foreach (var item in items.Where(static item => item.Kind != ItemKind.Video))
        {
            var file = Catalogue.Files.Single(file => item.Id == root + file.EncodedPath);
            var fetched = await source.FetchAsync(item);
            Assert.Equal(Path.GetFileName(file.Path), item.Name);
            Assert.Equal(file.Album, item["album"].Text);
            Assert.Equal(1, item["priority"].Integer);
            Assert.Equal(file.Length, fetched.Length);
            Assert.Equal(GeneratedMedia.Sha256(file.Path, file.Length), SHA256.HashData(fetched.Bytes));
        }
    }
}
