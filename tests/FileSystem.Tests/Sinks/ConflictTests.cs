using TgPlatform.Contracts;
using TgPlatform.Plugins.FileSystem.Sinks;
using TgPlatform.Testing;

namespace TgPlatform.Plugins.FileSystem.Tests.Sinks;

public sealed class ConflictTests : SinkFixture
{
    [Fact]
    public async Task Overwrite_TwoItemsOfOneRunMeetInOneName_TheSecondIsRefused()
    {
        await using var sink = MakeSink(OnConflict.Overwrite);
        await StoreAsync(sink, "name.bin", item: Some.Item("first"));
        var refused = await RefusalAsync(sink, "name.bin", Some.Item("second"));
        Assert.Equal(FailureKind.Permanent, refused.Kind);
        Assert.Contains("Another item of this run", refused.Message, StringComparison.Ordinal);
        await StoreAsync(sink, "name.bin", [1], Some.Item("first"));
        Assert.Equal([1], await File.ReadAllBytesAsync(At("name.bin")));
    }

    [Fact]
    public async Task Overwrite_NameWasTakenAsItIsByAnotherItemOfTheRun_IsRefused()
    {
        Folder.Write("root/name.bin", Content);
        await using var sink = MakeSink(OnConflict.Overwrite);
        sink.NoteName(Some.Item("first"), "name.bin");
        Assert.Equal(FailureKind.Permanent, (await RefusalAsync(sink, "name.bin", Some.Item("second"))).Kind);
        Assert.Equal(Content, await File.ReadAllBytesAsync(At("name.bin")));
    }

    [Fact]
    public async Task Begin_NamesThatDifferByCase_AreNoticed()
    {
        var log = new WarningCounter();
        await using var sink = MakeSink(logger: log);
        await StoreAsync(sink, "Photo.jpg");
        Assert.Equal(0, log.Warnings);
        await StoreAsync(sink, "photo.JPG");
        Assert.Equal(1, log.Warnings);
        Assert.Equal(sink.CollisionKey("Photo.jpg"), sink.CollisionKey("photo.JPG"));
    }

    [Fact]
    public async Task Rename_ManyOfOneName_GivesEachTheNextNumber()
    {
        await using var sink = MakeSink(OnConflict.Rename);
        var names = new List<string>();
        for (var index = 0; index < 40; index++)
            names.Add(await StoreAsync(sink, "a/photo.jpg", [(byte)index], Some.Item($"{index}")));
        Assert.Equal(["a/photo.jpg", .. Enumerable.Range(2, 39).Select(number => $"a/photo ({number}).jpg")], names);
    }

    [Fact]
    public async Task Begin_AFileWhereAFolderShouldBe_IsRefused()
    {
        await using var sink = MakeSink();
        await StoreAsync(sink, "a");
        Assert.Equal(FailureKind.Permanent, (await RefusalAsync(sink, "a/name.bin")).Kind);
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task Overwrite_OfAFolder_IsRefused(bool portable)
    {
        Folder.Write("root/name.bin/inside.txt", [1]);
        await using var sink = MakeSink(OnConflict.Overwrite, portable: portable);
        Assert.Equal(FailureKind.Permanent, (await RefusalAsync(sink, "name.bin")).Kind);
        Assert.Equal([1], await File.ReadAllBytesAsync(At("name.bin/inside.txt")));
    }

    [Fact]
    public async Task Skip_TakenWhileOnItsWay_FailsTransientlyAndIsSkippedNextTime()
    {
        await using var sink = MakeSink(OnConflict.Skip);
        await using (var delivery = await sink.BeginAsync(Some.Target(length: Content.Length), default))
        {
            await delivery!.WriteAsync(Content, default);
            Folder.Write("root/name.bin", [1]);
            var failure = await Assert.ThrowsAsync<FailureException>(async () => await delivery.CommitAsync(Some.Seal(Content), default));
            Assert.Equal(FailureKind.Transient, failure.Kind);
        }

        Assert.Null(await sink.BeginAsync(Some.Target(length: Content.Length), default));
        Assert.Equal(["name.bin"], Folder.Names("root"));
    }

    // The pipeline file may name one root twice, or run twice at once.
    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task Begin_OneItemByTwoSinksAtOnce_NeverMixesTheirBytes(bool portable)
    {
        await using var one = MakeSink(OnConflict.Rename, portable: portable);
        await using var other = MakeSink(OnConflict.Rename, portable: portable);
        await using var first = await one.BeginAsync(Some.Target(length: 3), default);
        await first!.WriteAsync(new byte[] { 1, 1 }, default);
        await using var second = await other.BeginAsync(Some.Target(length: 3), default);
        await second!.WriteAsync(new byte[] { 2, 2, 2 }, default);
        await first.WriteAsync(new byte[] { 1 }, default);
        var names = new[] { (await first.CommitAsync(new(3, []), default)).Name, (await second.CommitAsync(new(3, []), default)).Name };
        Assert.Equal(["name.bin", "name (2).bin"], names);
        Assert.Equal([1, 1, 1], await File.ReadAllBytesAsync(At(names[0])));
        Assert.Equal([2, 2, 2], await File.ReadAllBytesAsync(At(names[1])));
    }
}
