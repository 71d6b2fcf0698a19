using System.Text.RegularExpressions;
using TgPlatform.Contracts;
using TgPlatform.Plugins.FileSystem.Sinks;
using TgPlatform.Testing;

namespace TgPlatform.Plugins.FileSystem.Tests.Sinks;

/// <summary>The suite over a root with a neighbour that nobody may touch.</summary>
public abstract partial class FileSystemSinkSuite(OnConflict onConflict, OnTaken onTaken, Durability durability, bool portable) : SinkRecoveryContract, IDisposable
{
    private readonly TempFolder _folder = new();

    public void Dispose()
    {
        _folder.Dispose();
        GC.SuppressFinalize(this);
    }

    protected override OnTaken OnTaken => onTaken;

    // Every way for one of them; the others differ from it in what they do with names.
    protected override int OtherWays => durability == Durability.File ? 7 : 1;

    protected override ISink Create()
    {
        _folder.Write("neighbour/secret.txt", [1, 2, 3]);
        return new FileSystemSink(new() { Root = "root", OnConflict = onConflict, Durability = durability }, new PluginContext { BaseFolder = _folder.Root }, portable);
    }

    protected override ValueTask<IReadOnlyDictionary<string, byte[]>> VisibleAsync()
        => new(_folder.Read("root", name => !Unfinished().IsMatch(Path.GetFileName(name))));

    protected override ValueTask<IReadOnlyCollection<string>> TracesAsync() => new([.. _folder.Names("root")]);

    protected override void AssertNothingOutside()
    {
        var outside = Assert.Single(_folder.Names(), name => !name.StartsWith("root/", StringComparison.Ordinal));
        Assert.Equal("neighbour/secret.txt", outside);
        Assert.Equal([1, 2, 3], File.ReadAllBytes(_folder.At(outside)));
        Assert.Empty(Directory.EnumerateFileSystemEntries("/tmp", "escaped*"));
    }

    [GeneratedRegex(@"^\..*\.[0-9a-f]{16}\.part$", RegexOptions.Singleline)]
    private static partial Regex Unfinished();
}

public sealed class FailingSinkTests() : FileSystemSinkSuite(OnConflict.Fail, OnTaken.Refuses, Durability.File, portable: false);

public sealed class SkippingSinkTests() : FileSystemSinkSuite(OnConflict.Skip, OnTaken.Skips, Durability.None, portable: false);

public sealed class OverwritingSinkTests() : FileSystemSinkSuite(OnConflict.Overwrite, OnTaken.Replaces, Durability.None, portable: false);

public sealed class RenamingSinkTests() : FileSystemSinkSuite(OnConflict.Rename, OnTaken.Renames, Durability.None, portable: false);

public sealed class PortableFailingSinkTests() : FileSystemSinkSuite(OnConflict.Fail, OnTaken.Refuses, Durability.None, portable: true);

public sealed class PortableRenamingSinkTests() : FileSystemSinkSuite(OnConflict.Rename, OnTaken.Renames, Durability.None, portable: true);
