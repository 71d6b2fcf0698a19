using System.Text.Json;
using TgPlatform.Cli.Tests.Support;

namespace TgPlatform.Cli.Tests.Loads;

public sealed class LoadCommandTests
{
    [Fact]
    public async Task Load_FewFilesManyRounds_CommitsEachOfThemAndLeavesNothingBehind()
    {
        using var copies = new FileCopies("a.txt", "b.txt", "c.txt");

        var run = await copies.RunAsync("load", "--rate", "100/s", "--for", "500ms", "--warm-up", "50ms", "--report", copies.PathOf("load.html"), "--json");

        Assert.True(run.ExitCode == ExitCodes.Success, run.Output + run.Error);
        var result = JsonDocument.Parse(run.Output).RootElement;
        Assert.Equal((50, 50, 0), (result.GetProperty("offered").GetInt32(), result.GetProperty("done").GetInt32(), result.GetProperty("failed").GetInt32()));
        Assert.Equal(50 * "content of a.txt".Length, result.GetProperty("bytes").GetInt32());
        Assert.Contains("<svg", File.ReadAllText(copies.PathOf("load.html")), StringComparison.Ordinal);
        Assert.False(Directory.Exists(copies.PathOf("out")));
        Assert.False(File.Exists(copies.PathOf(".tgp/ledger.db")));
        Assert.Empty(Directory.GetDirectories(copies.PathOf(".tgp"), "load-*"));
    }

    [Fact]
    public async Task Load_SinkThatRefuses_SaysWhyAndFails()
    {
        using var copies = new FileCopies("a.txt");
        File.WriteAllText(copies.PathOf("full"), "a file where a folder should be");

        var run = await copies.RunAsync("load", "--rate", "20/s", "--for", "200ms", "--warm-up", "50ms", "--set", $"sinks[0].with.root={copies.PathOf("full")}", "--set", "retry.attempts=1");

        Assert.True(run.ExitCode == ExitCodes.ItemsFailed, run.Output + run.Error);
        Assert.Contains("NOT MET", run.Output, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Load_SourceWithoutItems_SaysSo()
    {
        using var copies = new FileCopies();

        var run = await copies.RunAsync("load", "--rate", "20/s", "--for", "200ms", "--warm-up", "50ms");

        Assert.True(run.ExitCode == ExitCodes.ItemsFailed, run.Output + run.Error);
        Assert.Contains("The source found nothing", run.Output, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("--rate", "x", "--for", "1s")]
    [InlineData("--rate", "5/s", "--for", "1")]
    [InlineData("--rate", "5/s")]
    [InlineData("--for", "1s")]
    public async Task Load_NoRateOrTime_IsRefused(params string[] arguments)
    {
        using var copies = new FileCopies("a.txt");

        var run = await copies.RunAsync("load", arguments);

        Assert.Equal(ExitCodes.WrongUsage, run.ExitCode);
    }
}
