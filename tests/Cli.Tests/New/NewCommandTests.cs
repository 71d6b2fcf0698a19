using TgPlatform.Cli.Tests.Support;
using TgPlatform.Testing;

namespace TgPlatform.Cli.Tests.New;

/// <summary>What is written works as it is. The plugin is built and tested in EndToEnd.</summary>
public sealed class NewCommandTests : IDisposable
{
    private readonly TempFolder _folder = new();

    [Theory]
    [InlineData("tasks: \"${SANDBOX_HTTP:-")]
    [InlineData("- 'https://a.example/it''s $${HOME}.zip'\n", "--url", "https://a.example/it's ${HOME}.zip", "--url", "http://b.example/")]
    public async Task New_Pipeline_LintsAndItsTestsPass(string source, params string[] options)
    {
        var made = await RunAsync(["new", "pipeline", "archive", "--folder", _folder.Root, .. options]);
        var lint = await RunAsync("lint", _folder.At("archive.yaml"));
        var test = await RunAsync("test", _folder.At("archive_test.yaml"));

        Assert.Equal((ExitCodes.Success, ""), (made.ExitCode, made.Error));
        Assert.Contains("Next: 'tgp lint archive.yaml'", made.Output, StringComparison.Ordinal);
        Assert.Contains(source, File.ReadAllText(_folder.At("archive.yaml")), StringComparison.Ordinal);
        Assert.Equal(new(ExitCodes.Success, "archive: no mistakes" + Environment.NewLine, ""), lint);
        Assert.True(test.ExitCode == ExitCodes.Success, test.Output + test.Error);
    }

    [Fact]
    public async Task New_PipelineOfWhatIsNoAddress_IsRefused()
    {
        var made = await RunAsync("new", "pipeline", "archive", "--folder", _folder.Root, "--url", "a.zip");

        Assert.Equal(ExitCodes.WrongUsage, made.ExitCode);
        Assert.Contains("--url: 'a.zip' is not an address that can be fetched.", made.Error, StringComparison.Ordinal);
        Assert.Empty(Directory.GetFiles(_folder.Root));
    }

    [Fact]
    public async Task New_Hook_IsAFilterWithoutMistakesThatDecides()
    {
        await RunAsync("new", "hook", "rules", "--folder", _folder.Root);
        _folder.Write("p.yaml", "name: p\nsource: { use: filesystem, with: { root: in } }\nfilter: { file: rules.csx }\nsinks: [{ use: filesystem, with: { root: out } }]\n"u8.ToArray());
        _folder.Write("p_test.yaml", "tests: [{ name: rules, given: [{ name: a.jpg, size: 5 }, { name: b.exe, size: 5 }, { name: c.mkv, size: 3GB }], kept: [a.jpg], dropped: [b.exe, c.mkv] }]\n"u8.ToArray());

        Assert.Equal(new(ExitCodes.Success, "p: no mistakes" + Environment.NewLine, ""), await RunAsync("lint", _folder.At("p.yaml")));
        var test = await RunAsync("test", _folder.At("p_test.yaml"));
        Assert.True(test.ExitCode == ExitCodes.Success, test.Output + test.Error);
    }

    [Fact]
    public async Task New_Plugin_BearsItsOwnNamesEverywhere()
    {
        var made = await RunAsync("new", "plugin", "my-notes", "--folder", _folder.Root);

        Assert.Equal((ExitCodes.Success, ""), (made.ExitCode, made.Error));
        var code = Directory.GetFiles(_folder.At("my-notes"), "*", SearchOption.AllDirectories).ToDictionary(static file => Path.GetFileName(file), File.ReadAllText);
        Assert.All(["MyNotes.csproj", "MyNotesSource.cs", "MyNotesSink.cs", "MyNotesStrategy.cs", "MyNotesPlugin.cs", "plugin.json", "MyNotes.Tests.csproj", "ContractTests.cs", "example.yaml"], name => Assert.Contains(name, code.Keys));
        Assert.All(code.Values, static text => Assert.DoesNotContain("Example", text, StringComparison.Ordinal));
        Assert.Contains("\"my_notes_lines\"", code["MyNotesPlugin.cs"], StringComparison.Ordinal);
        Assert.Contains("\"my_notes_lines\"", code["plugin.json"], StringComparison.Ordinal);
    }

    [Fact]
    public async Task New_FileThatIsThere_IsLeftAsItIs()
    {
        _folder.Write("archive.yaml", "mine"u8.ToArray());

        var made = await RunAsync("new", "pipeline", "archive", "--folder", _folder.Root);

        Assert.Equal(ExitCodes.RunFailed, made.ExitCode);
        Assert.Contains("archive.yaml is there already, and is left as it is.", made.Error, StringComparison.Ordinal);
        Assert.Equal("mine", File.ReadAllText(_folder.At("archive.yaml")));
    }

    [Theory]
    [InlineData("../escape")]
    [InlineData("9lives")]
    [InlineData("")]
    public async Task New_NameThatCannotBeOne_WritesNothing(string name)
    {
        Assert.Equal(ExitCodes.WrongUsage, (await RunAsync("new", "pipeline", name, "--folder", _folder.Root)).ExitCode);
        Assert.Empty(Directory.GetFileSystemEntries(_folder.Root));
    }

    public void Dispose() => _folder.Dispose();

    private static Task<TgpRun> RunAsync(params string[] arguments) => TgpRun.OfAsync(FileCopies.Plugins, arguments);
}
