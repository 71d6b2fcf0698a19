using TgPlatform.Contracts;
using TgPlatform.Plugins.FileSystem.Sources;
using TgPlatform.Testing;

namespace TgPlatform.Plugins.FileSystem.Tests.Sources;

/// <summary>The suite over a tree with everything in it that a tree may have.</summary>
public abstract class FileSystemSourceSuite : SourceFaultContract, IDisposable
{
    private readonly bool _portable;
    private readonly TempFolder _folder = new();

    protected FileSystemSourceSuite(bool portable)
    {
        _portable = portable;
        _folder.Write("b/two.txt", Some.Bytes(64));
        _folder.Write("b/deep/er/three.bin", Some.Bytes(5_000));
        _folder.Write("a.txt", Some.Bytes(1));
        _folder.Write("b.txt", []);
        _folder.Write("b-c/four.txt", Some.Bytes(10));
    }

    public void Dispose()
    {
        _folder.Dispose();
        GC.SuppressFinalize(this);
    }

    protected override int OtherWays => _portable ? 1 : 7;

    protected override ISource Create() => new FileSystemSource(new() { Root = _folder.Root }, new PluginContext(), _portable);
}

public sealed class LinuxFileSystemSourceSuite() : FileSystemSourceSuite(portable: false);

public sealed class PortableFileSystemSourceSuite() : FileSystemSourceSuite(portable: true);
