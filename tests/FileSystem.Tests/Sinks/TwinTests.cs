using TgPlatform.Contracts;
using TgPlatform.Plugins.FileSystem.Sinks;
using TgPlatform.Testing;

namespace TgPlatform.Plugins.FileSystem.Tests.Sinks;

public sealed class TwinTests : SinkFixture
{
    [Theory]
    [InlineData(false, OnConflict.Fail)]
    [InlineData(true, OnConflict.Fail)]
    [InlineData(false, OnConflict.Overwrite)]
    public async Task Link_SameBytes_GivesThemASecondName(bool portable, OnConflict onConflict)
    {
        await using var sink = MakeSink(onConflict, portable: portable);
        await StoreAsync(sink, "a/first.bin");

        Assert.True(await StoreTwinAsync(sink, "b/second.bin", Content));

        Assert.Equal(["a/first.bin", "b/second.bin"], Folder.Names("root").Order(StringComparer.Ordinal));
        File.AppendAllText(At("a/first.bin"), "!");
        Assert.Equal(File.ReadAllBytes(At("a/first.bin")), File.ReadAllBytes(At("b/second.bin")));
    }

    [Theory]
    [InlineData("a/first.bin", 1)]
    [InlineData("a/gone.bin", 0)]
    [InlineData("../outside.bin", 0)]
    public async Task Link_OtherBytesOrNone_ChangesNothingAndTheOwnBytesAreCommitted(string twin, int altered)
    {
        Folder.Write("outside.bin", Content);
        await using var sink = MakeSink();
        await StoreAsync(sink, "a/first.bin");
        var other = Content.ToArray();
        other[5000] ^= (byte)altered;
        File.WriteAllBytes(At("a/first.bin"), other);

        Assert.False(await StoreTwinAsync(sink, "second.bin", Content, twin));

        Assert.Equal(Content, File.ReadAllBytes(At("second.bin")));
        File.AppendAllText(At("second.bin"), "!");
        Assert.Equal(other, File.ReadAllBytes(At("a/first.bin")));
        Assert.Equal(2, Folder.Names("root").Count);
    }

    [Fact]
    public async Task Resume_LinkedAndKilledBeforeTheCommit_CommitsTheLink()
    {
        DeliveryState state;
        await using (var sink = MakeSink())
        {
            await StoreAsync(sink, "first.bin");
            await using var delivery = await BeginWrittenAsync(sink, "second.bin");
            Assert.True(await ((ILinking)delivery).LinkAsync("first.bin", Some.Seal(Content), default));
            state = ((IResumable)delivery).State;
        }

        await using (var sink = MakeSink())
        {
            await using var again = await sink.BeginAsync(Some.Target("second.bin", "second.bin", Content.Length, state), default);
            Assert.Equal(Content.Length, again!.Offset);
            await again.CommitAsync(Some.Seal(Content), default);
        }

        Assert.Equal(["first.bin", "second.bin"], Folder.Names("root").Order(StringComparer.Ordinal));
        Assert.Equal(Content, File.ReadAllBytes(At("second.bin")));
    }

    [Fact]
    public async Task Resume_TheSharedBytesGrewMeanwhile_AreNotCut()
    {
        DeliveryState state;
        await using (var sink = MakeSink())
        {
            await StoreAsync(sink, "first.bin");
            await using var delivery = await BeginWrittenAsync(sink, "second.bin");
            await ((ILinking)delivery).LinkAsync("first.bin", Some.Seal(Content), default);
            state = ((IResumable)delivery).State;
        }

        File.AppendAllText(At("first.bin"), "the user's own words");
        await using (var sink = MakeSink())
        {
            await using var again = await sink.BeginAsync(Some.Target("second.bin", "second.bin", Content.Length, state), default);
            Assert.Equal(0, again!.Offset);
        }

        Assert.EndsWith("the user's own words", File.ReadAllText(At("first.bin")), StringComparison.Ordinal);
    }

    private static async Task<IDelivery> BeginWrittenAsync(FileSystemSink sink, string name)
    {
        var delivery = await sink.BeginAsync(Some.Target(name, name, Content.Length), default);
        await delivery!.WriteAsync(Content, default);
        return delivery;
    }

    private static async Task<bool> StoreTwinAsync(FileSystemSink sink, string name, byte[] content, string twin = "a/first.bin")
    {
        await using var delivery = await BeginWrittenAsync(sink, name);
        var isLinked = await ((ILinking)delivery).LinkAsync(twin, Some.Seal(content), default);
        await delivery.CommitAsync(Some.Seal(content), default);
        return isLinked;
    }
}
