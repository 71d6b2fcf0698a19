using TgPlatform.Contracts;
using TgPlatform.Testing;

namespace TgPlatform.Plugins.FileSystem.Tests.Sinks;

/// <summary>The whole sink waits only when its root refuses.</summary>
[System.Runtime.Versioning.SupportedOSPlatform("linux")]
public sealed class RootRefusalTests : SinkFixture
{
    public RootRefusalTests()
    {
        Directory.CreateDirectory(At("closed"));
        foreach (var path in new[] { Folder.Root, At(""), At("closed") })
            File.SetUnixFileMode(path, Rights.All);
    }

    [Theory]
    [InlineData(false, Rights.None)]
    [InlineData(true, Rights.None)]
    [InlineData(false, Rights.ReadAndEnter)]
    [InlineData(true, Rights.ReadAndEnter)]
    public void Begin_OneFolderRefuses_FailsThatItemOnly(bool portable, UnixFileMode mode)
    {
        using var rights = Rights.Only(mode, At("closed"));
        Rights.Unprivileged(async () =>
        {
            await using var sink = MakeSink(portable: portable);
            var refused = await RefusalAsync(sink, "closed/name.bin");
            Assert.Equal(FailureKind.Permanent, refused.Kind);
            Assert.Contains("access is denied", refused.Message, StringComparison.Ordinal);
            await StoreAsync(sink, "open/name.bin");
        });
        Assert.Equal(["open/name.bin"], Folder.Names("root"));
    }

    [Theory]
    [InlineData(false, "name.bin")]
    [InlineData(true, "name.bin")]
    [InlineData(false, "new/name.bin")]
    [InlineData(true, "new/name.bin")]
    public void Begin_RootRefuses_BlocksUntilItIsCured(bool portable, string name)
    {
        using (Rights.Only(Rights.ReadAndEnter, At("")))
        {
            Rights.Unprivileged(async () =>
            {
                await using var sink = MakeSink(portable: portable);
                var refused = await RefusalAsync(sink, name);
                Assert.Equal(FailureKind.Blocked, refused.Kind);
                Assert.Contains("itself cannot be written to", refused.Message, StringComparison.Ordinal);
            });
        }

        Rights.Unprivileged(async () =>
        {
            await using var sink = MakeSink(portable: portable);
            await StoreAsync(sink, name);
        });
        Assert.Equal([name], Folder.Names("root"));
    }

    [Fact]
    public void Begin_RootCannotBeMade_Blocks()
    {
        Directory.Delete(At(""), recursive: true);
        using var rights = Rights.Only(Rights.ReadAndEnter, Folder.Root);
        Rights.Unprivileged(async () =>
        {
            await using var sink = MakeSink();
            Assert.Equal(FailureKind.Blocked, (await RefusalAsync(sink, "name.bin")).Kind);
        });
    }

    [Fact]
    public void Commit_RootRefusesMeanwhile_Blocks()
    {
        Rights.Unprivileged(async () =>
        {
            await using var sink = MakeSink();
            await using var delivery = await sink.BeginAsync(Some.Target("name.bin", length: Content.Length), default);
            await delivery!.WriteAsync(Content, default);
            _ = Libc.SetFileSystemUser(0);
            File.SetUnixFileMode(At(""), Rights.ReadAndEnter);
            _ = Libc.SetFileSystemUser(65_534);
            var refused = await Assert.ThrowsAsync<FailureException>(async () => await delivery.CommitAsync(Some.Seal(Content), default));
            Assert.Equal(FailureKind.Blocked, refused.Kind);
        });
        File.SetUnixFileMode(At(""), Rights.All);
    }
}
