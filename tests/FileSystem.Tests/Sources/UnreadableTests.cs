using System.Text;
using TgPlatform.Contracts;
using TgPlatform.Plugins.FileSystem.Sources;
using TgPlatform.Testing;

namespace TgPlatform.Plugins.FileSystem.Tests.Sources;

/// <summary>What cannot be read costs itself only, and is never missing without a word.</summary>
[System.Runtime.Versioning.SupportedOSPlatform("linux")]
public sealed class UnreadableTests : IDisposable
{
    private readonly TempFolder _folder = new();

    public UnreadableTests()
    {
        File.SetUnixFileMode(_folder.Root, Rights.All);
        _folder.Write("a.txt", [1]);
        _folder.Write("b/in.txt", [2]);
        _folder.Write("c.txt", [3]);
    }

    public void Dispose() => _folder.Dispose();

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public void Open_FileWithoutRights_IsPermanentAndSaysWhatToDo(bool portable)
    {
        using var rights = Rights.Only(Rights.None, _folder.At("a.txt"));
        Rights.Unprivileged(async () =>
        {
            await using var source = Make(portable);
            var items = await ItemsAsync(source);
            Assert.Equal(["a.txt", "b/in.txt", "c.txt"], items.Select(item => item.Id));
            await AssertFailsAsync(source, items[0], FailureKind.Permanent, "access is denied. Give this user");
            await AssertOpensAsync(source, items[1], 2);
        });
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public void Discover_FolderThatCannotBeListed_IsOneFailingItemAndTheWalkGoesOn(bool portable)
    {
        using var rights = Rights.Only(Rights.None, _folder.At("b"));
        Rights.Unprivileged(async () =>
        {
            await using var source = Make(portable);
            var items = await ItemsAsync(source);
            Assert.Equal(["a.txt", "b/", "c.txt"], items.Select(item => item.Id));
            Assert.Equal(("b", null, ""), (items[1].Name, items[1].Size, items[1]["folder"].Text));
            await AssertFailsAsync(source, items[1], FailureKind.Permanent, "The folder 'b/' could not be read");
            await AssertOpensAsync(source, items[2], 3);
            Assert.Equal(["c.txt"], (await ItemsAsync(source, "after:b/")).Select(item => item.Id));
        });
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public void Discover_FolderThatCannotBeEntered_GivesFailingItemsAndTheWalkGoesOn(bool portable)
    {
        using var rights = Rights.Only(Rights.Read, _folder.At("b"));
        Rights.Unprivileged(async () =>
        {
            await using var source = Make(portable);
            var items = await ItemsAsync(source);
            Assert.Equal(["a.txt", "b/in.txt", "c.txt"], items.Select(item => item.Id));
            await AssertFailsAsync(source, items[1], FailureKind.Permanent, "access is denied");
        });
    }

    [Fact]
    public void Discover_RootWithoutRights_IsPermanent()
    {
        using var rights = Rights.Only(Rights.None, _folder.Root);
        Rights.Unprivileged(async () =>
        {
            await using var source = Make(portable: false);
            var failure = await Assert.ThrowsAsync<FailureException>(() => ItemsAsync(source));
            Assert.Equal(FailureKind.Permanent, failure.Kind);
            Assert.Contains(_folder.Root, failure.Message, StringComparison.Ordinal);
        });
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task Discover_NamesThatAreNoText_AreItemsThatFailAndSaySo(bool portable)
    {
        Assert.Equal(0, Libc.MakeFolder(Bytes("bad-?"), 0x1FF));
        Assert.Equal(0, Libc.Link(Bytes("a.txt"), Bytes("bad-?/lost.txt")));
        Assert.Equal(0, Libc.Link(Bytes("a.txt"), Bytes("bad-?.txt")));
        _folder.Write("good-\uFFFD.txt", [4]);
        await using var source = Make(portable);
        var items = await ItemsAsync(source);
        Assert.Equal(["a.txt", "b/in.txt", "bad-\uFFFD/", "bad-\uFFFD.txt", "c.txt", "good-\uFFFD.txt"], items.Select(item => item.Id));
        await AssertFailsAsync(source, items[2], FailureKind.Poison, "not valid UTF-8");
        await AssertFailsAsync(source, items[3], FailureKind.Poison, "not valid UTF-8");
        await AssertOpensAsync(source, items[5], 4);
        // Renamed as the failure says, they are taken; and .NET can remove the folder.
        Assert.Equal(0, Libc.Rename(Bytes("bad-?"), Bytes("bad")));
        Assert.Equal(0, Libc.Rename(Bytes("bad-?.txt"), Bytes("bad.txt")));
        Assert.Equal(["a.txt", "b/in.txt", "bad/lost.txt", "bad.txt", "c.txt", "good-\uFFFD.txt"], (await ItemsAsync(source)).Select(item => item.Id));
    }

    private FileSystemSource Make(bool portable) => new(new() { Root = _folder.Root }, new PluginContext(), portable);

    // A path as the system takes it, with a byte that is no UTF-8 for each question mark.
    private byte[] Bytes(string name) => [.. Encoding.UTF8.GetBytes(_folder.At(name)).Select(one => one == '?' ? (byte)0xFF : one), 0];

    private static async Task<List<Item>> ItemsAsync(FileSystemSource source, string? cursor = null)
    {
        var items = new List<Item>();
        await foreach (var group in source.DiscoverAsync(cursor, default))
            items.AddRange(group.Items);
        return items;
    }

    private static async Task AssertFailsAsync(FileSystemSource source, Item item, FailureKind kind, string reason)
    {
        var failure = await Assert.ThrowsAsync<FailureException>(async () => await source.OpenAsync(item, source.Lanes[0], default, default));
        Assert.Equal(kind, failure.Kind);
        Assert.Contains(reason, failure.Message, StringComparison.Ordinal);
    }

    private static async Task AssertOpensAsync(FileSystemSource source, Item item, byte expected)
    {
        await using var content = await source.OpenAsync(item, source.Lanes[0], default, default);
        Assert.Equal([expected], await content.ReadToEndAsync(default));
    }
}
