using TgPlatform.Cli.Tests.Support;

namespace TgPlatform.Cli.Tests.Commands;

public sealed class DedupeTests : IDisposable
{
    private readonly FileCopies _copies = new("a.txt", "b.txt", "other.txt");

    public DedupeTests() => File.Copy(_copies.PathOf("in/a.txt"), _copies.PathOf("in/b.txt"), overwrite: true);

    [Fact]
    public async Task Run_Keep_StoresEachAgain()
    {
        var run = await _copies.RunAsync("run");

        Assert.Contains("done 3 + filtered 0 + skipped 0", run.Output, StringComparison.Ordinal);
        Assert.Equal(["a.txt", "b.txt", "other.txt"], Stored());
    }

    [Fact]
    public async Task Run_Skip_StoresOneOfTwinsAlsoOverRuns()
    {
        var first = await _copies.RunAsync("run", "--set", "dedupe.content=skip");
        File.Copy(_copies.PathOf("in/other.txt"), _copies.PathOf("in/late.txt"));
        var second = await _copies.RunAsync("run", "--set", "dedupe.content=skip");

        Assert.Contains("done 2 + filtered 0 + skipped 1 + dead 0 + pending 0", first.Output, StringComparison.Ordinal);
        Assert.Contains("done 2 + filtered 0 + skipped 2 + dead 0 + pending 0", second.Output, StringComparison.Ordinal);
        Assert.Equal(2, Stored().Count());
        Assert.Equal(ExitCodes.Success, (await _copies.RunAsync("verify")).ExitCode);
    }

    [Theory]
    [InlineData("removed")]
    [InlineData("replaced")]
    public async Task Run_SkipAndTheEarlierCopyIsNoMore_StoresTheContentAgain(string what)
    {
        await _copies.RunAsync("run", "--set", "dedupe.content=skip");
        if (what == "removed")
            File.Delete(_copies.PathOf("out/other.txt"));
        else
            File.WriteAllText(_copies.PathOf("out/other.txt"), "CONTENT OF OTHER.TXT");
        File.Copy(_copies.PathOf("in/other.txt"), _copies.PathOf("in/late.txt"));

        var run = await _copies.RunAsync("run", "--set", "dedupe.content=skip");

        Assert.Equal(ExitCodes.Success, run.ExitCode);
        Assert.Equal("content of other.txt", File.ReadAllText(_copies.PathOf("out/late.txt")));
    }

    [Fact]
    public async Task Run_SkipAndTheSinkCannotBeRead_StoresEachAndSaysSoOnce()
    {
        using var folder = new PipelineFolder("same", "same", "same");

        var run = await folder.RunAsync("run", "--json", "--set", "dedupe.content=skip");

        Assert.Equal(3, folder.Moved().Count());
        Assert.Single(run.Output.Split(Environment.NewLine), static line => line.Contains("cannot show what it holds", StringComparison.Ordinal));
    }

    [Fact]
    public async Task Run_Hardlink_EachHasItsNameAndTwinsShareTheirBytes()
    {
        var run = await _copies.RunAsync("run", "--set", "dedupe.content=hardlink");

        Assert.Contains("done 3 + filtered 0 + skipped 0", run.Output, StringComparison.Ordinal);
        Assert.Equal(["a.txt", "b.txt", "other.txt"], Stored());
        Assert.Equal(ExitCodes.Success, (await _copies.RunAsync("verify")).ExitCode);
        if (OperatingSystem.IsWindows())
            return;
        await File.AppendAllTextAsync(_copies.PathOf("out/a.txt"), "!");
        Assert.Equal("content of a.txt!", await File.ReadAllTextAsync(_copies.PathOf("out/b.txt")));
        Assert.Equal("content of other.txt", await File.ReadAllTextAsync(_copies.PathOf("out/other.txt")));
    }

    [Theory]
    [InlineData("skip")]
    [InlineData("hardlink")]
    public async Task Chaos_WithTwins_IsSound(string dedupe)
    {
        var run = await _copies.RunAsync("chaos", "--kills", "2", "--seed", "5", "--plugins", FileCopies.Plugins, "--set", $"dedupe.content={dedupe}");

        Assert.True(run.ExitCode == ExitCodes.Success, run.Output + run.Error);
    }

    [Fact]
    public async Task Lint_UnknownWord_NamesTheRightOnes()
    {
        var lint = await _copies.RunAsync("lint", "--set", "dedupe.content=link");

        Assert.Equal(ExitCodes.WrongUsage, lint.ExitCode);
        Assert.Contains("hardlink", lint.Error, StringComparison.Ordinal);
    }

    public void Dispose() => _copies.Dispose();

    private IEnumerable<string?> Stored() => Directory.GetFiles(_copies.PathOf("out")).Select(Path.GetFileName).Order(StringComparer.Ordinal);
}
