using TgPlatform.Contracts;
using TgPlatform.Plugins.FileSystem.Sinks;
using TgPlatform.Testing;

namespace TgPlatform.Plugins.FileSystem.Tests.Sinks;

public sealed class FileDeliveryTests : SinkFixture
{
    [Theory]
    [InlineData(Durability.None)]
    [InlineData(Durability.File)]
    [InlineData(Durability.Full)]
    public async Task Commit_ItemWithADate_KeepsItAsModificationTime(Durability durability)
    {
        var date = new DateTimeOffset(2019, 5, 4, 3, 2, 1, TimeSpan.FromHours(5));
        await using (var sink = MakeSink(durability: durability))
            await StoreAsync(sink, "a/b/name.bin", item: Some.Item() with { Date = date });
        Assert.Equal(date.UtcDateTime, File.GetLastWriteTimeUtc(At("a/b/name.bin")));
        Assert.Equal(Content, await File.ReadAllBytesAsync(At("a/b/name.bin")));
    }

    [Fact]
    public async Task Commit_FileChangedBySomebodyElse_IsRefused()
    {
        await using var sink = MakeSink();
        await using var delivery = await sink.BeginAsync(Some.Target(length: Content.Length), default);
        await delivery!.WriteAsync(Content, default);
        await File.AppendAllBytesAsync(At(Assert.Single(Folder.Names("root"))), new byte[] { 1 });
        var refused = await Assert.ThrowsAsync<FailureException>(async () => await delivery.CommitAsync(Some.Seal(Content), default));
        Assert.Contains("10001 bytes on disk, not the 10000", refused.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Commit_Done_LeavesTheFileUnlocked()
    {
        await using var sink = MakeSink(portable: true);
        await using var delivery = await sink.BeginAsync(Some.Target(length: 0), default);
        await delivery!.CommitAsync(Some.Seal([]), default);
        await using var reader = new FileStream(At("name.bin"), FileMode.Open, FileAccess.ReadWrite, FileShare.None);
        Assert.Equal(0, reader.Length);
    }

    // Cut short by a power failure, or another file under the temporary name.
    [Theory]
    [InlineData("cut")]
    [InlineData("replaced")]
    public async Task Begin_KeptBytesAreNotTheOnes_BeginsAnew(string how)
    {
        await using var sink = MakeSink();
        DeliveryState state;
        await using (var delivery = await sink.BeginAsync(Some.Target(length: Content.Length), default))
        {
            await delivery!.WriteAsync(Content.AsMemory(0, 5_000), default);
            state = ((IResumable)delivery).State;
        }

        var temporary = At(Assert.Single(Folder.Names("root")));
        if (how == "cut")
        {
            using var file = File.OpenHandle(temporary, access: FileAccess.Write);
            RandomAccess.SetLength(file, 4_999);
        }
        else
        {
            File.WriteAllBytes(temporary + ".new", Some.Bytes(5_000, seed: 8));
            File.Move(temporary + ".new", temporary, overwrite: true);
        }

        await using var again = await sink.BeginAsync(Some.Target(length: Content.Length, earlier: state), default);
        Assert.Equal(0, again!.Offset);
        await again.WriteAsync(Content, default);
        await again.CommitAsync(Some.Seal(Content), default);
        Assert.Equal(Content, Assert.Single(Folder.Read("root")).Value);
    }

    [Theory]
    [InlineData("")]
    [InlineData("nonsense")]
    [InlineData("1-2-3")]
    [InlineData("-1-zz")]
    [InlineData(null)]
    public async Task Begin_TokenOfSomebodyElse_BeginsAnew(string? token)
    {
        await using var sink = MakeSink();
        await using var delivery = await sink.BeginAsync(Some.Target(earlier: new(5, token)), default);
        Assert.Equal(0, delivery!.Offset);
    }

    // Killed after the renaming, and then the runtime finds that it must begin anew: the file nobody was told of goes with it.
    [Theory]
    [InlineData(OnConflict.Fail)]
    [InlineData(OnConflict.Rename)]
    public async Task Abandon_OfACommitNobodyRemembers_LeavesNoTrace(OnConflict onConflict)
    {
        await using var sink = MakeSink(onConflict);
        Folder.Write("root/other.bin", [1]);
        DeliveryState state;
        await using (var delivery = await sink.BeginAsync(Some.Target(length: Content.Length), default))
        {
            await delivery!.WriteAsync(Content, default);
            state = ((IResumable)delivery).State;
            await delivery.CommitAsync(Some.Seal(Content), default);
        }

        await using var again = await sink.BeginAsync(Some.Target(length: Content.Length, earlier: state), default);
        Assert.Equal(Content.Length, again!.Offset);
        await again.AbandonAsync(default);
        Assert.Equal(["other.bin"], Folder.Names("root"));
    }

    [Fact]
    public async Task Begin_FolderRemovedDuringTheRun_IsMadeAgainAtTheNextAttempt()
    {
        await using var sink = MakeSink();
        await StoreAsync(sink, "a/one.bin");
        Directory.Delete(At("a"), recursive: true);
        Assert.Equal(FailureKind.Transient, (await RefusalAsync(sink, "a/two.bin")).Kind);
        await StoreAsync(sink, "a/two.bin");
        Assert.Equal(Content, await File.ReadAllBytesAsync(At("a/two.bin")));
    }

    [Theory]
    [InlineData(Durability.None)]
    [InlineData(Durability.File)]
    public async Task Store_IntoMoreFoldersThanAreKeptOpen_LeavesNoHandleBehind(Durability durability)
    {
        await using (var sink = MakeSink(durability: durability))
        {
            for (var index = 0; index < 100; index++)
                await StoreAsync(sink, $"{index}/{index}.bin", [1]);
        }

        Assert.Equal(100, Folder.Names("root").Count);
        if (OperatingSystem.IsLinux())
            Assert.DoesNotContain(new DirectoryInfo("/proc/self/fd").EnumerateFileSystemInfos(), handle => handle.LinkTarget?.StartsWith(Folder.Root, StringComparison.Ordinal) == true);
    }

    [Fact]
    public async Task Begin_NameTooLongAsAWhole_IsPoison()
    {
        await using var sink = MakeSink();
        Assert.Equal(FailureKind.Poison, (await RefusalAsync(sink, string.Join('/', Enumerable.Repeat(new string('d', 200), 21)))).Kind);
        var longest = string.Join('/', Enumerable.Repeat(new string('d', 200), 21))[..(4_095 - Folder.Root.Length - "/root".Length - 1)];
        Assert.Equal(longest, await StoreAsync(sink, longest));
        Assert.True(File.Exists(At(longest)));
    }
}
