using System.Text.Json;
using TgPlatform.Cli.Ledgers;
using TgPlatform.Cli.Tests.Support;
using TgPlatform.Contracts;
using TgPlatform.Runtime.Ledgers;

namespace TgPlatform.Cli.Tests.Ledgers;

public sealed class StatusCommandTests
{
    [Fact]
    public async Task Status_RecordSinkBesideAnother_CountsTheItemsOfBoth()
    {
        using var copies = WithLines("a.txt", "b.txt");
        await copies.RunAsync("run");

        var status = await copies.RunAsync("status");
        var json = await copies.RunAsync("status", "--json");
        var check = await TgpRun.OfAsync(FileCopies.Plugins, "ledger", "check", copies.PathOf("copies.yaml"));

        Assert.Contains("kept: 2 items, 32 B committed" + Environment.NewLine, status.Output, StringComparison.Ordinal);
        Assert.Contains("lines: 2 items committed" + Environment.NewLine, status.Output, StringComparison.Ordinal);
        Assert.Matches("\"lines\": *\\{ *\"items\": *2", json.Output.ReplaceLineEndings(""));
        Assert.True(check.ExitCode == ExitCodes.Success, check.Output + check.Error);
    }

    [Fact]
    public async Task Status_RunIsOn_CountsWhatIsUnderWayAndWhatWaitsApartAndNothingTwice()
    {
        using var copies = new FileCopies();
        await using var ledger = SqliteLedger.Open(copies.Root, "copies", TimeProvider.System);
        foreach (var name in new[] { "begun.bin", "second.bin", "third.bin" })
            ledger.AddGroup(new Item { Id = name, Name = name }, [ItemFate.Pending]);
        ledger.Watch(static () => 1);
        await ledger.FlushAsync(CancellationToken.None);
        new LaneBoard(Snapshots.Now, [new("only", LaneCondition.Ready, 3, 5L << 20, 0)]).Write(copies.Root, "copies");

        var status = await copies.RunAsync("status");

        Assert.StartsWith($"copies: running (process {Environment.ProcessId}), 1 item under way, 2 waiting{Environment.NewLine}", status.Output, StringComparison.Ordinal);
        Assert.Matches(@"\n  only  0 B fetched  0 B/s  3 items, 5\.0 MiB to come  -  open\r?\n", status.Output);
        Assert.DoesNotContain("queued", status.Output, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Status_SizesInText_AreRoundedAndExactInJson()
    {
        using var copies = new FileCopies("a.bin");
        await File.WriteAllBytesAsync(copies.PathOf("in/a.bin"), new byte[3_500_000]);
        await copies.RunAsync("run");

        var text = await copies.RunAsync("status");
        using var json = JsonDocument.Parse((await copies.RunAsync("status", "--json")).Output);

        Assert.Contains($"kept: 1 item, 3.3 MiB committed{Environment.NewLine}", text.Output, StringComparison.Ordinal);
        Assert.DoesNotContain("3500000", text.Output, StringComparison.Ordinal);
        Assert.Equal(3_500_000, json.RootElement.GetProperty("sinks").GetProperty("kept").GetProperty("bytes").GetInt64());
    }

    [Fact]
    public async Task Status_RecordsAreWrittenOnceMore_AreNotCountedTwice()
    {
        using var copies = WithLines("a.txt", "b.txt");
        await copies.RunAsync("run");
        File.Delete(copies.PathOf("lines.jsonl"));
        await copies.RunAsync("verify", "--refetch");
        await copies.RunAsync("run");

        Assert.Contains("lines: 2 items committed" + Environment.NewLine, (await copies.RunAsync("status")).Output, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Status_FileDoneAndRecordPending_DoesNotSpeakOfTheBeginning()
    {
        using var copies = WithLines("a.txt", "b.txt");
        await copies.RunAsync("run");
        File.Delete(copies.PathOf("lines.jsonl"));
        await copies.RunAsync("verify", "--refetch");

        var status = await copies.RunAsync("status");

        Assert.Contains("2 items pending: 2 done in some of their sinks, to be done in the others", status.Output, StringComparison.Ordinal);
        Assert.DoesNotContain("from their beginning", status.Output, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("status")]
    [InlineData("ledger", "check")]
    [InlineData("dead", "list")]
    public async Task Ledger_NameComesFromSetOrAVariable_IsFoundByTheSameOptions(params string[] command)
    {
        using var copies = new FileCopies("a.txt");
        File.WriteAllText(copies.PathOf("copies.yaml"), File.ReadAllText(copies.PathOf("copies.yaml")).Replace("name: copies", "name: \"${TGP_TESTS_NAMELESS:-usual}\"", StringComparison.Ordinal));
        await copies.RunAsync("run");
        await copies.RunAsync("run", "--set", "name=other", "--set", "sinks[0].with.root=other");

        foreach (var options in new string[][] { [], ["--set", "name=other"], ["--sandbox"] })
        {
            var run = await TgpRun.OfAsync(FileCopies.Plugins, [.. command, copies.PathOf("copies.yaml"), .. options]);
            Assert.True(run.ExitCode == ExitCodes.Success, run.Output + run.Error);
        }

        Assert.StartsWith("other: ", (await copies.RunAsync("status", "--set", "name=other")).Output, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Status_NameCannotBeRead_SaysWhereAndWhy()
    {
        using var copies = new FileCopies("a.txt");
        File.WriteAllText(copies.PathOf("copies.yaml"), "name: \"${TGP_TESTS_NAMELESS}\"\n");

        var run = await copies.RunAsync("status");

        Assert.Equal(ExitCodes.WrongPipeline, run.ExitCode);
        Assert.Contains("copies.yaml:1:", run.Error, StringComparison.Ordinal);
        Assert.Contains("TGP_TESTS_NAMELESS", run.Error, StringComparison.Ordinal);
    }

    private static FileCopies WithLines(params string[] files)
    {
        var copies = new FileCopies(files);
        File.WriteAllText(copies.PathOf("copies.yaml"), File.ReadAllText(copies.PathOf("copies.yaml"))
            .Replace("with: { root: out } }]", "with: { root: out } }, { use: jsonl, name: lines, with: { path: lines.jsonl } }]", StringComparison.Ordinal));
        return copies;
    }
}
