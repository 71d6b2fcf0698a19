using TgPlatform.Cli.Tests.Support;

namespace TgPlatform.Cli.Tests.Running;

/// <summary>Files whose ledger is gone are taken for the items' own when asked to, and what is not theirs goes the usual way.</summary>
public sealed class AdoptTests
{
    [Fact]
    public async Task Adopt_LedgerIsGone_TakesEveryFileAndTheNextRunKnowsThem()
    {
        using var copies = await WithoutLedgerAsync("a.txt", "b.txt");
        var before = File.GetLastWriteTimeUtc(copies.PathOf("out"));

        var run = await copies.RunAsync("run", "--adopt", "--json");
        var again = await copies.RunAsync("run");

        Assert.True(run.ExitCode == ExitCodes.Success, run.Output + run.Error);
        Assert.Equal(2, run.Output.Split(Environment.NewLine).Count(static line => line.Contains("\"item_committed\"", StringComparison.Ordinal) && line.EndsWith("\"adopted\":true}", StringComparison.Ordinal)));
        Assert.Contains("\"bytes_fetched\":0,", run.Output.Split(Environment.NewLine, StringSplitOptions.RemoveEmptyEntries)[^1], StringComparison.Ordinal);
        Assert.Equal(before, File.GetLastWriteTimeUtc(copies.PathOf("out")));
        Assert.Contains("found 2 = done 2 ", again.Output, StringComparison.Ordinal);
        Assert.Equal($"whole 2, missing 0, altered 0, foreign 0{Environment.NewLine}", (await copies.RunAsync("verify")).Output);
    }

    [Fact]
    public async Task Adopt_OneIsShorterAndOneMissing_TheFirstIsLeftToTheConflictRuleAndTheOtherFetched()
    {
        using var copies = await WithoutLedgerAsync("a.txt", "short.txt", "missing.txt");
        await File.WriteAllTextAsync(copies.PathOf("out/short.txt"), "half");
        File.Delete(copies.PathOf("out/missing.txt"));

        var run = await copies.RunAsync("run", "--adopt");

        Assert.Equal(ExitCodes.ItemsFailed, run.ExitCode);
        Assert.Contains("found 3 = done 2 + filtered 0 + skipped 0 + dead 1 + pending 0", run.Output, StringComparison.Ordinal);
        Assert.Contains("The name 'short.txt' is taken", run.Error, StringComparison.Ordinal);
        Assert.Equal(("half", "content of missing.txt"), (await File.ReadAllTextAsync(copies.PathOf("out/short.txt")), await File.ReadAllTextAsync(copies.PathOf("out/missing.txt"))));
    }

    [Fact]
    public async Task Adopt_AfterARunThatFoundTheNamesTaken_ReplayedItemsAreTakenAsItAdvises()
    {
        using var copies = await WithoutLedgerAsync("a.txt", "b.txt");

        var failed = await copies.RunAsync("run");
        await TgpRun.OfAsync(FileCopies.Plugins, "dead", "replay", copies.PathOf("copies.yaml"), "--all");
        var run = await copies.RunAsync("run", "--adopt");

        Assert.Contains($"'tgp dead replay {copies.PathOf("copies.yaml")} --all', then 'tgp run {copies.PathOf("copies.yaml")} --adopt'", failed.Error, StringComparison.Ordinal);
        Assert.True(run.ExitCode == ExitCodes.Success, run.Output + run.Error);
        Assert.Contains("found 2 = done 2 ", run.Output, StringComparison.Ordinal);
        Assert.Contains(", 2 taken as they were", run.Output, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Adopt_NameOfAnItemThatIsDone_IsNotTakenByAnother()
    {
        using var copies = new FileCopies("a.txt");
        await copies.RunAsync("run", "--set", "path=same.txt");
        await File.WriteAllTextAsync(copies.PathOf("in/b.txt"), "content of b.txt");

        var run = await copies.RunAsync("run", "--adopt", "--set", "path=same.txt", "--set", "sinks[0].with.on_conflict=rename");

        Assert.True(run.ExitCode == ExitCodes.Success, run.Output + run.Error);
        Assert.Equal("content of b.txt", await File.ReadAllTextAsync(copies.PathOf("out/same (2).txt")));
    }

    private static async Task<FileCopies> WithoutLedgerAsync(params string[] files)
    {
        var copies = new FileCopies(files);
        Assert.Equal(ExitCodes.Success, (await copies.RunAsync("run")).ExitCode);
        Directory.Delete(copies.PathOf(".tgp"), recursive: true);
        return copies;
    }
}
