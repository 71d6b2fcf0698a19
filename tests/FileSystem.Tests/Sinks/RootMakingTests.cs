using TgPlatform.Contracts;
using TgPlatform.Plugins.FileSystem.Sinks;

namespace TgPlatform.Plugins.FileSystem.Tests.Sinks;

public sealed class RootMakingTests : SinkFixture
{
    [Fact]
    public async Task Connect_RootIsMissing_MakesItAndTakesItAwayWhenNothingWasStored()
    {
        await using (var sink = MakeSink())
        {
            await sink.ConnectAsync(default);
            Assert.True(Directory.Exists(At("")));
        }

        Assert.False(Directory.Exists(At("")));
    }

    [Fact]
    public async Task Connect_SomethingIsStored_TheRootStays()
    {
        await using (var sink = MakeSink())
        {
            await sink.ConnectAsync(default);
            await StoreAsync(sink, "name.bin");
        }

        Assert.Equal(["name.bin"], Folder.Names("root"));
    }

    [Fact]
    public async Task Connect_RootWasThereEmpty_Stays()
    {
        Directory.CreateDirectory(At(""));
        await using (var sink = MakeSink())
            await sink.ConnectAsync(default);

        Assert.True(Directory.Exists(At("")));
    }

    [Theory]
    [InlineData("taken", "'{0}/taken' is a file")]
    [InlineData("taken/below", "'{0}/taken' is a file")]
    [InlineData("/proc/none", "the system does not let a folder be made there")]
    public async Task Connect_RootCanNeverBeMade_SaysWhyAndThatForGood(string root, string reason)
    {
        Folder.Write("taken", []);
        await using var sink = new FileSystemSink(new() { Root = root }, new PluginContext { BaseFolder = Folder.Root });

        var refused = await Assert.ThrowsAsync<FailureException>(async () => await sink.ConnectAsync(default));

        Assert.Equal(FailureKind.Permanent, refused.Kind);
        Assert.Contains(string.Format(null, reason, Folder.Root), refused.Message, StringComparison.Ordinal);
    }
}
