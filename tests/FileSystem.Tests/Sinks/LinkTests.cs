using TgPlatform.Contracts;
using TgPlatform.Plugins.FileSystem.Sinks;
using TgPlatform.Testing;

namespace TgPlatform.Plugins.FileSystem.Tests.Sinks;

/// <summary>Links below the root never lead out of it.</summary>
public sealed class LinkTests : SinkFixture
{
    private string Outside => Folder.At("outside");

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task Begin_LinkOnTheWay_IsRefused(bool portable)
    {
        Directory.CreateDirectory(Outside);
        Directory.CreateDirectory(At("a"));
        Directory.CreateSymbolicLink(At("a/link"), Outside);
        await using var sink = MakeSink(portable: portable);
        var refused = await RefusalAsync(sink, "a/link/name.bin");
        Assert.Equal(FailureKind.Permanent, refused.Kind);
        Assert.Contains("symbolic link", refused.Message, StringComparison.Ordinal);
        Assert.Empty(Directory.EnumerateFileSystemEntries(Outside));
    }

    [Fact]
    public async Task Commit_FolderReplacedByALinkMeanwhile_StaysInTheFolderThatWas()
    {
        Directory.CreateDirectory(Outside);
        await using var sink = MakeSink();
        await using (var delivery = await sink.BeginAsync(Some.Target("a/name.bin", length: Content.Length), default))
        {
            Directory.Move(At("a"), At("moved"));
            Directory.CreateSymbolicLink(At("a"), Outside);
            await delivery!.WriteAsync(Content, default);
            await delivery.CommitAsync(Some.Seal(Content), default);
        }

        Assert.Empty(Directory.EnumerateFileSystemEntries(Outside));
        Assert.Equal(Content, await File.ReadAllBytesAsync(At("moved/name.bin")));
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task Commit_FinalNameIsALink_ReplacesTheLinkAndNotItsTarget(bool portable)
    {
        var target = Folder.Write("outside/target.txt", [1]);
        Directory.CreateDirectory(At(""));
        File.CreateSymbolicLink(At("name.bin"), target);
        await using var sink = MakeSink(OnConflict.Overwrite, portable: portable);
        await StoreAsync(sink, "name.bin");
        Assert.Equal([1], await File.ReadAllBytesAsync(target));
        Assert.Null(new FileInfo(At("name.bin")).LinkTarget);
        Assert.Equal(Content, await File.ReadAllBytesAsync(At("name.bin")));
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task Begin_TemporaryNameIsALink_NeverWritesThroughIt(bool portable)
    {
        var target = Folder.Write("outside/target.txt", [1]);
        Directory.CreateDirectory(At(""));
        File.CreateSymbolicLink(At(Plugins.FileSystem.Names.TemporaryName.Of("name.bin", "name.bin", 0)), target);
        await using var sink = MakeSink(portable: portable);
        await StoreAsync(sink, "name.bin");
        Assert.Equal([1], await File.ReadAllBytesAsync(target));
        Assert.Equal(Content, await File.ReadAllBytesAsync(At("name.bin")));
    }

    [Fact]
    public async Task OpenCommitted_ThroughALink_GivesNothing()
    {
        Folder.Write("outside/secret.txt", [1]);
        Directory.CreateDirectory(At(""));
        File.CreateSymbolicLink(At("file"), Folder.At("outside/secret.txt"));
        await using var sink = MakeSink();
        Assert.Null(await sink.OpenCommittedAsync("file", default));
        Assert.Null(await sink.OpenCommittedAsync("../outside/secret.txt", default));
    }

    [Fact]
    public async Task Begin_RootIsALink_FollowsIt()
    {
        Directory.CreateDirectory(Outside);
        Directory.CreateSymbolicLink(Folder.At("root"), Outside);
        await using var sink = MakeSink();
        await StoreAsync(sink, "a/name.bin");
        Assert.Equal(Content, await File.ReadAllBytesAsync(Folder.At("outside/a/name.bin")));
    }
}
