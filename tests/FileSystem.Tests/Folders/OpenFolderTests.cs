using Microsoft.Win32.SafeHandles;
using TgPlatform.Contracts;
using TgPlatform.Plugins.FileSystem.Folders;
using TgPlatform.Plugins.FileSystem.Tests.Sinks;

namespace TgPlatform.Plugins.FileSystem.Tests.Folders;

public sealed class OpenFolderTests
{
    [Fact]
    public void Dispose_FlushFails_WarnsAndClosesTheFolder()
    {
        var logger = new WarningCounter();
        using var tree = new FolderTree("/nowhere", logger);
        var names = new UnflushableFolder();
        var folder = new OpenFolder(tree, "a", names).Enter();
        folder.FlushLater();
        folder.Distrust();

        folder.Dispose();

        Assert.Equal((1, 1), (names.Flushes, names.Closings));
        Assert.Equal(1, logger.Warnings);
    }

    /// <summary>No folder of a healthy system fails to flush, so this one only claims to be one.</summary>
    private sealed class UnflushableFolder : Folder
    {
        public int Flushes { get; private set; }

        public int Closings { get; private set; }

        public override void Flush()
        {
            Flushes++;
            throw FileFailures.FromErrno(5, "The folder 'a' cannot be flushed");
        }

        public override void Dispose() => Closings++;

        public override Folder? OpenChild(string name, bool create, out bool made) => throw new NotSupportedException();

        public override SafeFileHandle? Create(string name) => throw new NotSupportedException();

        public override SafeFileHandle? OpenLocked(string name, out bool isBusy) => throw new NotSupportedException();

        public override SafeFileHandle? OpenToRead(string name) => throw new NotSupportedException();

        public override bool Exists(string name) => throw new NotSupportedException();

        public override FileFacts? Describe(string name) => throw new NotSupportedException();

        public override FileFacts Describe(SafeFileHandle file) => throw new NotSupportedException();

        public override bool TryMove(string from, string to, bool replace) => throw new NotSupportedException();

        public override bool TryLink(Folder other, string from, string to) => throw new NotSupportedException();

        public override void Delete(string name) => throw new NotSupportedException();
    }
}
