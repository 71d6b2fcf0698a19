using TgPlatform.Contracts;
using TgPlatform.Plugins.FileSystem.Sources;
using TgPlatform.Testing;

namespace TgPlatform.Plugins.FileSystem.Tests.Sources;

public sealed class FileSystemSourceTests : IDisposable
{
    private readonly TempFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public async Task Discover_ATree_GivesFilesInOrderWithTheirFields()
    {
        var date = new DateTime(2020, 1, 2, 3, 4, 5, DateTimeKind.Utc);
        File.SetLastWriteTimeUtc(_folder.Write("b/two.mp4", new byte[20]), date);
        _folder.Write("b/a/one.JPG", new byte[10]);
        _folder.Write("c", []);
        var groups = await DiscoverAsync(new() { Root = _folder.Root });
        Assert.Equal(["b/a/one.JPG", "b/two.mp4", "c"], groups.Select(group => group.Id));
        var item = groups[1].Items[0];
        Assert.Equal(("two.mp4", 20L, ItemKind.Video, "b", "b/two.mp4"), (item.Name, item.Size, item.Kind, item["folder"].Text, item["path"].Text));
        Assert.Equal(date, item.Date!.Value.UtcDateTime);
    }

    [Theory]
    [InlineData("*.jpg", "", "a.jpg x/b.JPG x/y/c.jpg")]
    [InlineData("x/*.jpg", "", "x/b.JPG")]
    [InlineData("x/**", "", "x/b.JPG x/y/c.jpg x/y/d.txt")]
    [InlineData("**/y/*", "", "x/y/c.jpg x/y/d.txt")]
    [InlineData("?.jpg", "x/**", "a.jpg")]
    [InlineData("", "*.jpg", "x/y/d.txt")]
    [InlineData("", "y/", "a.jpg x/b.JPG")]
    [InlineData("a.jpg x/y/d.txt", "a*", "x/y/d.txt")]
    [InlineData("a+(b)[c].jpg", "", "")]
    public async Task Discover_WithPatterns_GivesWhatTheySay(string include, string exclude, string expected)
    {
        foreach (var name in new[] { "a.jpg", "x/b.JPG", "x/y/c.jpg", "x/y/d.txt" })
            _folder.Write(name, [1]);
        var options = new FileSystemSourceOptions { Root = _folder.Root, Include = Words(include), Exclude = Words(exclude) };
        Assert.Equal(Words(expected), (await DiscoverAsync(options)).Select(group => group.Id));
    }

    [Fact]
    public async Task Discover_HiddenLinksAndUnfinishedFiles_AreLeftOut()
    {
        _folder.Write("seen.txt", [1]);
        _folder.Write(".hidden", [1]);
        _folder.Write(".folder/inside.txt", [1]);
        _folder.Write(".name.0123456789abcdef.part", [1]);
        File.CreateSymbolicLink(_folder.At("link.txt"), _folder.At("seen.txt"));
        Directory.CreateSymbolicLink(_folder.At("loop"), _folder.Root);
        Assert.Equal(["seen.txt"], (await DiscoverAsync(new() { Root = _folder.Root })).Select(group => group.Id));
        Assert.Equal([".folder/inside.txt", ".hidden", "seen.txt"], (await DiscoverAsync(new() { Root = _folder.Root, Hidden = true })).Select(group => group.Id));
    }

    [Fact]
    public async Task Discover_AfterAFinishedRun_FindsNewFilesWhereverTheyCame()
    {
        _folder.Write("m.txt", [1]);
        _folder.Write("z.txt", [1]);
        var options = new FileSystemSourceOptions { Root = _folder.Root };
        var groups = await DiscoverAsync(options);
        _folder.Write("a.txt", [1]);
        Assert.Equal(["z.txt"], (await DiscoverAsync(options, groups[0].Cursor)).Select(group => group.Id));
        Assert.Equal(["a.txt", "m.txt", "z.txt"], (await DiscoverAsync(options, groups[1].Cursor)).Select(group => group.Id));
        File.Delete(_folder.At("z.txt"));
        Assert.Equal(["a.txt", "m.txt"], (await DiscoverAsync(options, groups[0].Cursor)).Select(group => group.Id));
    }

    [Fact]
    public async Task Discover_NoSuchRoot_SaysWhatToDo()
    {
        var failure = await Assert.ThrowsAsync<FailureException>(() => DiscoverAsync(new() { Root = _folder.At("nowhere") }));
        Assert.Equal(FailureKind.Permanent, failure.Kind);
        Assert.Contains("does not exist. Make it", failure.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Read_FileChangedMeanwhile_Fails()
    {
        _folder.Write("name.bin", Some.Bytes(100));
        var options = new FileSystemSourceOptions { Root = _folder.Root };
        await using var source = new FileSystemSource(options, new PluginContext());
        var item = (await DiscoverAsync(options))[0].Items[0];
        await using var content = await source.OpenAsync(item, source.Lanes[0], default, default);
        await content.Stream!.ReadExactlyAsync(new byte[50]);
        File.SetLastWriteTimeUtc(_folder.Write("name.bin", Some.Bytes(100, seed: 2)), new DateTime(2001, 1, 1, 0, 0, 0, DateTimeKind.Utc));
        var failure = await Assert.ThrowsAsync<FailureException>(() => content.ReadToEndAsync(default));
        Assert.Contains("changed while it was read", failure.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Open_FileThatBecameALinkOrIsGone_IsRefused()
    {
        _folder.Write("name.bin", [1]);
        _folder.Write("other.bin", [2]);
        var options = new FileSystemSourceOptions { Root = _folder.Root };
        await using var source = new FileSystemSource(options, new PluginContext());
        var item = (await DiscoverAsync(options))[0].Items[0];
        File.Delete(_folder.At("name.bin"));
        Assert.Equal(FailureKind.Permanent, (await Assert.ThrowsAsync<FailureException>(async () => await source.OpenAsync(item, source.Lanes[0], default, default))).Kind);
        File.CreateSymbolicLink(_folder.At("name.bin"), _folder.At("other.bin"));
        Assert.Equal(FailureKind.Permanent, (await Assert.ThrowsAsync<FailureException>(async () => await source.OpenAsync(item, source.Lanes[0], default, default))).Kind);
    }

    [Fact]
    public async Task Discover_PathLongerThanAnId_StillOpens()
    {
        var path = string.Join('/', Enumerable.Repeat(new string('d', 200), 7)) + "/name.bin";
        _folder.Write(path, [7]);
        var options = new FileSystemSourceOptions { Root = _folder.Root };
        await using var source = new FileSystemSource(options, new PluginContext());
        var item = Assert.Single(await DiscoverAsync(options)).Items[0];
        Assert.InRange(item.Id.Length, 1, 1_024);
        await using var content = await source.OpenAsync(item, source.Lanes[0], default, default);
        Assert.Equal([7], await content.ReadToEndAsync(default));
    }

    private static string[] Words(string text) => text.Split(' ', StringSplitOptions.RemoveEmptyEntries);

    private static async Task<List<ItemGroup>> DiscoverAsync(FileSystemSourceOptions options, string? cursor = null)
    {
        await using var source = new FileSystemSource(options, new PluginContext());
        var groups = new List<ItemGroup>();
        await foreach (var group in source.DiscoverAsync(cursor, default))
            groups.Add(group);
        return groups;
    }
}
