using TgPlatform.Contracts;
using TgPlatform.Plugins.FileSystem.Folders;
using TgPlatform.Plugins.FileSystem.Sinks;
using TgPlatform.Testing;

namespace TgPlatform.Plugins.FileSystem.Tests.Sinks;

public sealed class FlushTests : SinkFixture
{
    // Where this machine's disk can be flushed as a whole these share flushes; elsewhere each flushes its own file.
    [Theory]
    [InlineData(Durability.File)]
    [InlineData(Durability.Full)]
    public async Task Commit_ManyAtOnceInSeveralFolders_AllAreInPlace(Durability durability)
    {
        await using (var sink = MakeSink(durability: durability))
            await Parallel.ForEachAsync(Enumerable.Range(0, 60), async (number, _) => await StoreAsync(sink, $"{number % 3}/{number}.bin", Some.Bytes(1_000, number)));

        var stored = Folder.Read("root");
        Assert.Equal(60, stored.Count);
        Assert.All(Enumerable.Range(0, 60), number => Assert.Equal(Some.Bytes(1_000, number), File.ReadAllBytes(At($"{number % 3}/{number}.bin"))));
    }

    [Fact]
    public async Task Commit_LargerThanIsFlushedTogether_IsInPlace()
    {
        var large = Some.Bytes((int)FileDelivery.MostTogether + 1);
        await using (var sink = MakeSink(durability: Durability.File))
            await StoreAsync(sink, "large.bin", large);

        Assert.Equal(large, await File.ReadAllBytesAsync(At("large.bin")));
    }

    [Fact]
    public void OpenDisk_InMemory_IsNotFlushedAsAWhole()
    {
        if (!OperatingSystem.IsLinux())
            return;
        using var folder = Open("/dev/shm");

        Assert.Null(folder.OpenDisk(out _));
    }

    [Fact]
    public void OpenDisk_FoldersOfOneDisk_HaveOneNumber()
    {
        if (!OperatingSystem.IsLinux())
            return;
        using var outer = Open(Folder.Root);
        using var inner = outer.OpenChild("inner", create: true, out _)!;
        using var disk = outer.OpenDisk(out var device);
        using var same = inner.OpenDisk(out var again);

        Assert.Equal(device, again);
        Assert.Equal(disk is null, same is null);
    }

    private static Folder Open(string path) => TgPlatform.Plugins.FileSystem.Folders.Folder.OpenRoot(path, create: false);
}
