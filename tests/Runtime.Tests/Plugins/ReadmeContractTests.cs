using TgPlatform.Contracts;
using TgPlatform.Testing;

namespace TgPlatform.Runtime.Tests.Plugins;

/// <summary>The sink of plugins/README.md keeps what every sink promises.</summary>
public sealed class ReadmeSinkTests : SinkContract, IDisposable
{
    private readonly PluginFiles _files = new();
    private readonly TempFolder _folder = new();

    protected override OnTaken OnTaken => OnTaken.Replaces;

    public void Dispose()
    {
        _files.Dispose();
        _folder.Dispose();
    }

    protected override ISink Create() => new ReadmeParts(_files).Sink(new() { BaseFolder = _folder.Root });

    protected override async ValueTask<IReadOnlyDictionary<string, byte[]>> VisibleAsync()
    {
        var visible = new Dictionary<string, byte[]>();
        foreach (var file in Files().Where(static name => !name.StartsWith('.')))
            visible[file] = await File.ReadAllBytesAsync(_folder.At($"out/{file}"));
        return visible;
    }

    protected override ValueTask<IReadOnlyCollection<string>> TracesAsync() => new([.. Files()]);

    protected override void AssertNothingOutside() => Assert.All(Directory.EnumerateFileSystemEntries(_folder.Root), static entry => Assert.Equal("out", Path.GetFileName(entry)));

    private IEnumerable<string> Files() => Directory.Exists(_folder.At("out")) ? Directory.EnumerateFiles(_folder.At("out")).Select(static file => Path.GetFileName(file)) : [];
}

/// <summary>The source of plugins/README.md keeps what every source promises.</summary>
public sealed class ReadmeSourceTests : SourceContract, IDisposable
{
    private readonly PluginFiles _files = new();
    private readonly TempFolder _folder = new();

    public void Dispose()
    {
        _files.Dispose();
        _folder.Dispose();
    }

    protected override ISource Create()
    {
        File.WriteAllText(_folder.At("notes.txt"), $"a first line\n\n{new string('x', 200_000)}\nlast");
        return new ReadmeParts(_files).Source(new() { BaseFolder = _folder.Root });
    }
}

/// <summary>The strategy of plugins/README.md keeps what every strategy promises.</summary>
public sealed class ReadmeStrategyTests : StrategyContract, IDisposable
{
    private readonly PluginFiles _files = new();

    public void Dispose() => _files.Dispose();

    protected override IStrategy Create(PluginContext context) => new ReadmeParts(_files).Strategy(context);
}
