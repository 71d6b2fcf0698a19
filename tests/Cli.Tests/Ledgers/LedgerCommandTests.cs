using System.Text.Json;
using TgPlatform.Cli.Tests.Support;

namespace TgPlatform.Cli.Tests.Ledgers;

public sealed class LedgerCommandTests
{
    [Fact]
    public async Task Repair_HealthyLedger_SaysSoAndLeavesItAlone()
    {
        using var copies = new FileCopies("a.txt");
        await copies.RunAsync("run");

        var run = await TgpRun.OfAsync(FileCopies.Plugins, "ledger", "repair", copies.PathOf("copies.yaml"));

        Assert.Equal(new(ExitCodes.Success, $"1 item, nothing is damaged; the ledger was left as it is{Environment.NewLine}", ""), run);
        Assert.Empty(Directory.GetFiles(copies.PathOf(".tgp"), "*damaged*"));
    }

    [Theory]
    [InlineData(8192, ExitCodes.Success, "2 items saved, 0 lost; ")]
    [InlineData(12288, ExitCodes.ItemsFailed, "0 items saved, 2 lost; ")]
    [InlineData(100, ExitCodes.ItemsFailed, "0 items saved, unknown how many lost; ")]
    public async Task Repair_PartOfTheFileIsOverwritten_EndsWithAUsableLedgerAndSaysWhatWasLost(int offset, int exitCode, string said)
    {
        using var copies = new FileCopies("a.txt", "b.txt");
        await copies.RunAsync("run");
        using (var file = File.OpenWrite(copies.PathOf(".tgp/ledger.db")))
        {
            file.Position = offset;
            file.Write(new byte[3000]);
        }

        var repair = await TgpRun.OfAsync(FileCopies.Plugins, "ledger", "repair", copies.PathOf("copies.yaml"));
        var run = await copies.RunAsync("run", "--adopt");

        Assert.Equal(exitCode, repair.ExitCode);
        Assert.StartsWith($"{said}the damaged ledger is kept as ", repair.Output, StringComparison.Ordinal);
        Assert.Equal(exitCode != 0, repair.Output.Contains($"'tgp run {copies.PathOf("copies.yaml")} --adopt'", StringComparison.Ordinal));
        Assert.DoesNotContain("u000a", repair.Error, StringComparison.Ordinal);
        Assert.Equal(ExitCodes.Success, run.ExitCode);
        Assert.Equal(ExitCodes.Success, (await TgpRun.OfAsync(FileCopies.Plugins, "ledger", "check", copies.PathOf("copies.yaml"))).ExitCode);
    }

    [Fact]
    public async Task Check_Json_IsOneObject()
    {
        using var copies = new FileCopies("a.txt", "b.txt");
        await copies.RunAsync("run");

        var healthy = await TgpRun.OfAsync(FileCopies.Plugins, "ledger", "check", copies.PathOf("copies.yaml"), "--json");

        using var said = JsonDocument.Parse(healthy.Output);
        Assert.Equal((2, 0), (said.RootElement.GetProperty("items").GetInt32(), said.RootElement.GetProperty("problems").GetArrayLength()));
    }

    [Fact]
    public async Task DeadList_NothingIsDead_SaysSo()
    {
        using var copies = new FileCopies("a.txt");
        await copies.RunAsync("run");

        var run = await TgpRun.OfAsync(FileCopies.Plugins, "dead", "list", copies.PathOf("copies.yaml"));

        Assert.Equal(new(ExitCodes.Success, $"copies: no such dead letters{Environment.NewLine}", ""), run);
    }

    [Fact]
    public async Task DeadList_UnknownKind_NamesTheKindsAndNothingInternal()
    {
        var run = await TgpRun.OfAsync(FileCopies.Plugins, "dead", "list", "copies.yaml", "--kind", "bogus");

        Assert.Equal(ExitCodes.WrongUsage, run.ExitCode);
        Assert.Contains("--kind: 'bogus' is not a kind of failure. Write transient, permanent or poison.", run.Error, StringComparison.Ordinal);
        Assert.DoesNotContain("TgPlatform", run.Error, StringComparison.Ordinal);
    }
}
