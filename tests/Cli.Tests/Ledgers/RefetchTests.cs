using TgPlatform.Cli.Tests.Support;

namespace TgPlatform.Cli.Tests.Ledgers;

/// <summary>Done stays done, also where somebody has removed it on purpose; and comes back when asked for.</summary>
public sealed class RefetchTests
{
    [Fact]
    public async Task Refetch_MissingAndAltered_AreStoredOnceMoreUnderTheirNamesThoughConflictsFail()
    {
        using var copies = await DamagedAsync();

        var still = await copies.RunAsync("run");
        var asked = await copies.RunAsync("verify", "--refetch");
        var status = await copies.RunAsync("status");
        var run = await copies.RunAsync("run");
        var verified = await copies.RunAsync("verify");

        Assert.Contains("done 3 + filtered 0 + skipped 0 + dead 0 + pending 0", still.Output, StringComparison.Ordinal);
        Assert.Equal(ExitCodes.ItemsFailed, asked.ExitCode);
        Assert.Contains("2 items asked for once more; the next 'tgp run' fetches them", asked.Output, StringComparison.Ordinal);
        Assert.Contains("done 1 + filtered 0 + skipped 0 + dead 0 + pending 2", status.Output, StringComparison.Ordinal);
        Assert.True(run.ExitCode == ExitCodes.Success, run.Output + run.Error);
        Assert.Equal("content of altered.txt", await File.ReadAllTextAsync(copies.PathOf("out/altered.txt")));
        Assert.Equal($"whole 3, missing 0, altered 0, foreign 0{Environment.NewLine}", verified.Output);
        Assert.Equal(["altered.txt", "deleted.txt", "whole.txt"], Stored(copies));
    }

    [Fact]
    public async Task Refetch_Twice_AsksOnce()
    {
        using var copies = await DamagedAsync();

        var first = await copies.RunAsync("verify", "--refetch", "--json");
        var second = await copies.RunAsync("verify", "--refetch", "--json");
        await copies.RunAsync("run");
        var third = await copies.RunAsync("verify", "--refetch", "--json");

        Assert.Contains("\"asked_for_again\":2", first.Output, StringComparison.Ordinal);
        Assert.Equal(first.Output, second.Output);
        Assert.Equal(ExitCodes.Success, third.ExitCode);
        Assert.Contains("\"asked_for_again\":0", third.Output, StringComparison.Ordinal);
        Assert.Contains("pending 0", (await copies.RunAsync("status")).Output, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Refetch_OneOfTwoSinksHasLostIt_TheOtherIsNotTouched()
    {
        using var copies = new FileCopies("a.txt");
        await File.WriteAllTextAsync(copies.PathOf("copies.yaml"), (await File.ReadAllTextAsync(copies.PathOf("copies.yaml")))
            .Replace("with: { root: out } }]", "with: { root: out } }, { use: filesystem, name: second, with: { root: second } }]", StringComparison.Ordinal));
        await copies.RunAsync("run");
        File.Delete(copies.PathOf("second/a.txt"));
        var before = File.GetLastWriteTimeUtc(copies.PathOf("out"));

        await copies.RunAsync("verify", "--refetch");
        var run = await copies.RunAsync("run", "--json");

        Assert.Equal("content of a.txt", await File.ReadAllTextAsync(copies.PathOf("second/a.txt")));
        var committed = Assert.Single(run.Output.Split(Environment.NewLine), static line => line.Contains("\"item_committed\"", StringComparison.Ordinal));
        Assert.Contains("\"sink\":\"second\"", committed, StringComparison.Ordinal);
        Assert.Equal(before, File.GetLastWriteTimeUtc(copies.PathOf("out")));
    }

    [Theory]
    [InlineData("overwrite")]
    [InlineData("rename")]
    public async Task Refetch_NameIsAnotherItemsByNow_IsThatItemsAndStaysSo(string onConflict)
    {
        using var copies = new FileCopies("first.txt");
        string[] settings = ["--set", $"sinks[0].with.on_conflict={onConflict}", "--set", "path=same.txt"];
        await copies.RunAsync("run", settings);
        File.Delete(copies.PathOf("out/same.txt"));
        await File.WriteAllTextAsync(copies.PathOf("in/second.txt"), "content of second.txt");
        await copies.RunAsync("run", settings);

        var verified = await copies.RunAsync("verify", ["--refetch", "--json", .. settings]);
        await copies.RunAsync("run", settings);

        Assert.Equal(ExitCodes.Success, verified.ExitCode);
        Assert.Contains("\"replaced\":1", verified.Output, StringComparison.Ordinal);
        Assert.Equal("content of second.txt", await File.ReadAllTextAsync(copies.PathOf("out/same.txt")));
    }

    [Fact]
    public async Task Refetch_NumberedNameIsLost_TheItemGetsThatVeryNameAgain()
    {
        using var copies = new FileCopies("1.txt", "2.txt", "3.txt");
        string[] settings = ["--set", "sinks[0].with.on_conflict=rename", "--set", "path=same.txt"];
        await copies.RunAsync("run", settings);
        var before = Contents(copies);
        File.Delete(copies.PathOf("out/same (2).txt"));
        await File.WriteAllTextAsync(copies.PathOf("out/same (3).txt"), "spoilt");

        await copies.RunAsync("verify", ["--refetch", .. settings]);
        var run = await copies.RunAsync("run", settings);

        Assert.Equal(ExitCodes.Success, run.ExitCode);
        Assert.Equal(before, Contents(copies));
    }

    [Theory]
    [InlineData("skip")]
    [InlineData("hardlink")]
    public async Task Refetch_TwinIsStillThere_IsStoredUnderItsOwnNameAllTheSame(string dedupe)
    {
        using var copies = new FileCopies("a.txt");
        await copies.RunAsync("run", "--set", $"dedupe.content={dedupe}");
        await File.WriteAllTextAsync(copies.PathOf("out/a.txt"), "spoilt");
        File.Copy(copies.PathOf("in/a.txt"), copies.PathOf("in/twin.txt"));
        await copies.RunAsync("run", "--set", $"dedupe.content={dedupe}");

        await copies.RunAsync("verify", "--refetch");
        await copies.RunAsync("run", "--set", $"dedupe.content={dedupe}");

        Assert.Equal("content of a.txt", await File.ReadAllTextAsync(copies.PathOf("out/a.txt")));
        Assert.Equal(ExitCodes.Success, (await copies.RunAsync("verify")).ExitCode);
    }

    [Fact]
    public async Task Run_MemoryIsGone_SaysWhatHasProbablyHappenedAndWhatToDo()
    {
        using var copies = new FileCopies("a.txt", "b.txt");
        await copies.RunAsync("run");
        Directory.Delete(copies.PathOf(".tgp"), recursive: true);

        var run = await copies.RunAsync("run");
        var shown = await TgpRun.OfAsync(FileCopies.Plugins, "dead", "show", copies.PathOf("copies.yaml"));
        await TgpRun.OfAsync(FileCopies.Plugins, "dead", "replay", copies.PathOf("copies.yaml"), "--all");
        var skipped = await copies.RunAsync("run", "--set", "sinks[0].with.on_conflict=skip");

        Assert.Equal(ExitCodes.ItemsFailed, run.ExitCode);
        Assert.Contains("The name 'a.txt' is taken by a file that is just as long." + Environment.NewLine, run.Error, StringComparison.Ordinal);
        Assert.Contains($"'tgp dead list {copies.PathOf("copies.yaml")}' shows why", run.Error, StringComparison.Ordinal);
        foreach (var said in new[] { run.Error, shown.Output })
        {
            var advice = Assert.Single(said.Split(Environment.NewLine), static line => line.Contains(".tgp beside the pipeline file, is gone", StringComparison.Ordinal));
            Assert.Contains($"Bring .tgp back. Or 'tgp dead replay {copies.PathOf("copies.yaml")} --all', then 'tgp run {copies.PathOf("copies.yaml")} --adopt'", advice, StringComparison.Ordinal);
        }

        Assert.Contains("skipped 2 + dead 0", skipped.Output, StringComparison.Ordinal);
        Assert.Equal(new(ExitCodes.Success, $"whole 0, missing 0, altered 0, foreign 0, skipped, not verified 2{Environment.NewLine}", ""), await copies.RunAsync("verify"));
    }

    [Fact]
    public async Task Run_Sha256IsAskedFor_IsKeptExportedAndVerified()
    {
        using var copies = new FileCopies("a.txt");
        await copies.RunAsync("run", "--set", "integrity.hash=sha256");
        using var ledger = Runtime.Ledgers.Reading.LedgerReader.Open(copies.Root);

        var digests = Assert.Single(ledger.Committed("copies")).Seal!.Digests;

        Assert.Equal(
            Convert.ToHexStringLower(System.Security.Cryptography.SHA256.HashData("content of a.txt"u8)),
            Convert.ToHexStringLower(digests.Single(static one => one.Algorithm == Contracts.DigestAlgorithm.Sha256).Bytes.Span));
        Assert.Equal(ExitCodes.Success, (await copies.RunAsync("verify")).ExitCode);
    }

    private static async Task<FileCopies> DamagedAsync()
    {
        var copies = new FileCopies("whole.txt", "altered.txt", "deleted.txt");
        Assert.Equal(ExitCodes.Success, (await copies.RunAsync("run")).ExitCode);
        await File.WriteAllTextAsync(copies.PathOf("out/altered.txt"), "spoilt");
        File.Delete(copies.PathOf("out/deleted.txt"));
        return copies;
    }

    private static IEnumerable<string?> Stored(FileCopies copies) => Directory.GetFiles(copies.PathOf("out")).Select(Path.GetFileName).Order(StringComparer.Ordinal);

    private static List<string> Contents(FileCopies copies) => [.. Stored(copies).Select(name => $"{name}: {File.ReadAllText(copies.PathOf($"out/{name}"))}")];
}
