using TgPlatform.Contracts;
using TgPlatform.Plugins.FileSystem.Sinks;
using TgPlatform.Testing;

namespace TgPlatform.Plugins.FileSystem.Tests.Sinks;

/// <summary>Content that is stored once more under the name it was given.</summary>
public sealed class ReplaceTests : SinkFixture
{
    [Theory]
    [InlineData(OnConflict.Fail)]
    [InlineData(OnConflict.Skip)]
    [InlineData(OnConflict.Overwrite)]
    [InlineData(OnConflict.Rename)]
    public async Task Replaces_AlteredFile_TakesItsPlaceWhateverThePolicy(OnConflict onConflict)
    {
        Folder.Write("root/a/name (2).bin", [1]);
        await using var sink = MakeSink(onConflict);

        Assert.Equal("a/name (2).bin", await StoreAgainAsync(sink, "a/name.bin", "a/name (2).bin"));

        Assert.Equal(Content, await File.ReadAllBytesAsync(At("a/name (2).bin")));
        Assert.Single(Directory.GetFiles(At("a")));
    }

    [Fact]
    public async Task Replaces_MissingFileWhoseNameSomebodyTakesMeanwhile_LeavesHis()
    {
        await using var sink = MakeSink();
        await using var delivery = await BeginAgainAsync(sink, "name.bin", "name.bin");
        await delivery.WriteAsync(Content, default);
        await File.WriteAllBytesAsync(At("name.bin"), [1]);

        var refused = await Assert.ThrowsAsync<FailureException>(async () => await delivery.CommitAsync(Some.Seal(Content), default));

        Assert.Equal(FailureKind.Permanent, refused.Kind);
        Assert.Equal([1], await File.ReadAllBytesAsync(At("name.bin")));
    }

    [Fact]
    public async Task Replaces_KilledBetweenRenamingAndRemembering_IsFoundAgain()
    {
        Folder.Write("root/name.bin", [1]);
        DeliveryState state;
        await using (var sink = MakeSink())
        {
            await using var delivery = await BeginAgainAsync(sink, "name.bin", "name.bin");
            await delivery.WriteAsync(Content, default);
            state = ((IResumable)delivery).State;
            await delivery.CommitAsync(Some.Seal(Content), default);
        }

        await using var later = MakeSink();
        await using var again = await BeginAgainAsync(later, "name.bin", "name.bin", state);
        Assert.Equal(Content.Length, again.Offset);
        Assert.Equal("name.bin", (await again.CommitAsync(Some.Seal(Content), default)).Name);
        Assert.Equal(Content, await File.ReadAllBytesAsync(At("name.bin")));
        Assert.Single(Directory.GetFiles(At("")));
    }

    [Fact]
    public async Task Replaces_NameThatLeavesTheRoot_StaysInside()
    {
        await using var sink = MakeSink();

        var name = await StoreAgainAsync(sink, "name.bin", "../outside.bin");

        Assert.True(File.Exists(At(name)));
        Assert.False(File.Exists(Folder.At("outside.bin")));
    }

    [Fact]
    public async Task Begin_NameTakenByAFileAsLongAsTheItem_NamesTheLikelyCause()
    {
        await using var sink = MakeSink();
        await StoreAsync(sink, "name.bin", item: Some.Item("1"));

        var same = await RefusalAsync(sink, "name.bin", Some.Item("1"));
        await File.WriteAllBytesAsync(At("name.bin"), [1]);
        var other = await RefusalAsync(sink, "name.bin", Some.Item("1"));

        Assert.StartsWith("The name 'name.bin' is taken by a file that is just as long.\n", same.Message, StringComparison.Ordinal);
        Assert.Contains("its memory, the folder .tgp beside the pipeline file, is gone", same.Message, StringComparison.Ordinal);
        Assert.DoesNotContain(".tgp", other.Message, StringComparison.Ordinal);
    }

    private static async Task<IDelivery> BeginAgainAsync(FileSystemSink sink, string wanted, string given, DeliveryState? earlier = null)
        => (await sink.BeginAsync(Some.Target(wanted, length: Content.Length, earlier: earlier) with { Replaces = given }, default))!;

    private static async Task<string> StoreAgainAsync(FileSystemSink sink, string wanted, string given)
    {
        await using var delivery = await BeginAgainAsync(sink, wanted, given);
        await delivery.WriteAsync(Content, default);
        return (await delivery.CommitAsync(Some.Seal(Content), default)).Name;
    }
}
