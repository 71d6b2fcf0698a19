using System.Text.Json;
using TgPlatform.Cli.Tests.Support;
using TgPlatform.Runtime.Ledgers;

namespace TgPlatform.Cli.Tests.Commands;

public sealed class RunCommandTests
{
    private const string LongLinesGetAnImpossibleName = "{(item.Size > 3 ? \"\".PadLeft(300) : item.Name)}";

    [Fact]
    public async Task Run_GoodPipeline_MovesEverythingAndAccounts()
    {
        using var folder = new PipelineFolder("one", "two", "three");

        var run = await folder.RunAsync("run");

        Assert.Equal((ExitCodes.Success, ""), (run.ExitCode, run.Error));
        Assert.Equal(["1.txt", "2.txt", "3.txt"], folder.Moved());
        Assert.Contains("info  run of notes begins", run.Output, StringComparison.Ordinal);
        Assert.Contains("found 3 = done 3 + filtered 0 + skipped 0 + dead 0 + pending 0", run.Output, StringComparison.Ordinal);
        Assert.Matches("\nnotes: done after [0-9.]+ s, 11 B fetched at ", run.Output);
    }

    [Fact]
    public async Task Run_Again_FetchesNothing()
    {
        using var folder = new PipelineFolder("one", "two");
        await folder.RunAsync("run");

        var run = await folder.RunAsync("run");

        Assert.Equal(ExitCodes.Success, run.ExitCode);
        Assert.Contains("0 B fetched", run.Output, StringComparison.Ordinal);
        Assert.Contains("found 2 = done 2", run.Output, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Run_FilteredItems_AreAccountedFor()
    {
        using var folder = new PipelineFolder("one", "two", "three").Write("filter: item.Size > 3");

        var run = await folder.RunAsync("run");

        Assert.Contains("found 3 = done 1 + filtered 2 + skipped 0 + dead 0 + pending 0", run.Output, StringComparison.Ordinal);
        Assert.Equal(["3.txt"], folder.Moved());
    }

    [Fact]
    public async Task Run_DeadItem_IsListedWithPlaceAndReasonAndFails()
    {
        using var folder = WithDeadItem();

        var run = await folder.RunAsync("run", "--failures", folder.PathOf("failed.jsonl"));

        Assert.Equal(ExitCodes.ItemsFailed, run.ExitCode);
        Assert.Contains("2.txt is dead: ", Assert.Single(run.Error.Split(Environment.NewLine), static line => line.Contains("2.txt", StringComparison.Ordinal)), StringComparison.Ordinal);
        Assert.Contains("tgp: 1 item failed for good", run.Error, StringComparison.Ordinal);
        Assert.Contains("found 2 = done 1 + filtered 0 + skipped 0 + dead 1 + pending 0", run.Output, StringComparison.Ordinal);
        using var failure = JsonDocument.Parse(Assert.Single(await File.ReadAllLinesAsync(folder.PathOf("failed.jsonl"))));
        Assert.Equal("2|folder|begin|poison", string.Join('|', new[] { "item", "sink", "step", "kind" }.Select(key => failure.RootElement.GetProperty(key).GetString())));
    }

    [Fact]
    public async Task Run_DeadItemOfEarlierRun_StillFails()
    {
        using var folder = WithDeadItem();
        await folder.RunAsync("run");

        var run = await folder.RunAsync("run");

        Assert.Equal(ExitCodes.ItemsFailed, run.ExitCode);
        Assert.Contains("tgp: 1 item dead since earlier runs", run.Error, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Run_Json_IsOneEventPerLineFromStartToEnd()
    {
        using var folder = WithDeadItem();

        var run = await folder.RunAsync("run", "--json");

        var events = run.Output.Split(Environment.NewLine, StringSplitOptions.RemoveEmptyEntries).Select(static line => JsonDocument.Parse(line).RootElement).ToList();
        var names = events.Select(static one => one.GetProperty("event").GetString()!).ToList();
        Assert.Equal(("run_started", "run_ended"), (names[0], names[^1]));
        Assert.Equal(1, names.Count(static one => one == "item_committed"));
        var dead = Assert.Single(events, static one => one.GetProperty("event").GetString() == "item_ended" && one.GetProperty("fate").GetString() == "dead");
        Assert.Equal("2", dead.GetProperty("item").GetString());
        var counts = events[^1].GetProperty("counts");
        Assert.Equal([2, 1, 1], new[] { "found", "done", "dead" }.Select(key => counts.GetProperty(key).GetInt32()));
        Assert.DoesNotContain("locator", run.Output, StringComparison.OrdinalIgnoreCase);
    }

    [Fact]
    public async Task Run_Quiet_SaysNothingWhenAllIsWell()
    {
        using var folder = new PipelineFolder("one");

        Assert.Equal(new(ExitCodes.Success, "", ""), await folder.RunAsync("run", "--quiet"));
    }

    [Fact]
    public async Task Run_QuietAndTheOnlyLaneWaitsLong_SaysSoAndWhyInOneLine()
    {
        using var folder = new PipelineFolder().WithTrouble("wait");

        var run = await folder.RunAsync("run", "--quiet");

        Assert.Equal((ExitCodes.Success, ""), (run.ExitCode, run.Output));
        Assert.Matches(@"^tgp: lane only waits .*, until .*\d\d:\d\d:\d\d: too many requests$", run.Error.TrimEnd());
    }

    [Theory]
    [InlineData("warning", 1)]
    [InlineData("error", 0)]
    public async Task Run_QuietWithALevel_TellsWaitsAsAWarning(string level, int lines)
    {
        using var folder = new PipelineFolder().WithTrouble("wait");

        var run = await folder.RunAsync("run", "--quiet", "--log-level", level);

        Assert.Equal(lines, run.Error.Split(Environment.NewLine, StringSplitOptions.RemoveEmptyEntries).Length);
    }

    [Fact]
    public async Task Run_QuietWithDeadItem_SaysWhatFailed()
    {
        using var folder = WithDeadItem();

        var run = await folder.RunAsync("run", "--quiet");

        Assert.Equal("", run.Output);
        Assert.StartsWith("tgp: dead: 2 (2.txt)", run.Error, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Run_BrokenPipeline_ReportsEveryMistakeAndMovesNothing()
    {
        using var folder = new PipelineFolder("one").Write("filter: item.Sise > 3\nengine: { producers: many }");

        var run = await folder.RunAsync("run");

        Assert.Equal((ExitCodes.WrongPipeline, ""), (run.ExitCode, run.Output));
        Assert.Contains($"{folder.Pipeline}:7:14: error ", run.Error, StringComparison.Ordinal);
        Assert.Contains($"{folder.Pipeline}:8:", run.Error, StringComparison.Ordinal);
        Assert.Contains("2 errors", run.Error, StringComparison.Ordinal);
        Assert.DoesNotContain("   at ", run.Error, StringComparison.Ordinal);
        Assert.Empty(folder.Moved());
    }

    [Fact]
    public async Task Run_Set_GoesBeforeTheFile()
    {
        using var folder = new PipelineFolder("one");

        await folder.RunAsync("run", "--set", "sinks[0].with.root=elsewhere");

        Assert.True(File.Exists(folder.PathOf("elsewhere/1.txt")));
    }

    [Fact]
    public async Task Run_SourceThatCannotBeUsed_FailsAsAWhole()
    {
        using var folder = new PipelineFolder("one").Write("");
        File.Delete(folder.PathOf("notes.txt"));

        var run = await folder.RunAsync("run");

        Assert.Equal(ExitCodes.RunFailed, run.ExitCode);
        Assert.Contains("tgp: the run could not go on: ", run.Error, StringComparison.Ordinal);
        Assert.DoesNotContain("   at ", run.Error, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Run_PipelineThatRunsAlready_IsRefused()
    {
        using var folder = new PipelineFolder("one");
        await using var other = SqliteLedger.Open(folder.Root, "notes", TimeProvider.System);

        var run = await folder.RunAsync("run");

        Assert.Equal(ExitCodes.RunFailed, run.ExitCode);
        Assert.StartsWith("tgp: ", run.Error, StringComparison.Ordinal);
        Assert.Empty(folder.Moved());
    }

    [Theory]
    [InlineData("--failures")]
    [InlineData("--log-file")]
    public async Task Run_FileThatCannotBeWritten_IsRefusedBeforeAnythingMoves(string option)
    {
        using var folder = new PipelineFolder("one");

        var run = await folder.RunAsync("run", option, folder.PathOf("notes.txt/below-a-file/x"));

        Assert.Equal((ExitCodes.WrongUsage, ""), (run.ExitCode, run.Output));
        Assert.Empty(folder.Moved());
    }

    [Fact]
    public async Task Run_SandboxWithoutSandboxPlugin_SaysSo()
    {
        using var folder = new PipelineFolder("one");

        var run = await folder.RunAsync("run", "--sandbox");

        Assert.Equal((ExitCodes.WrongPipeline, "tgp: --sandbox: no plugin offers an emulated service. 'tgp plugins list' shows what there is."), (run.ExitCode, run.Error.Trim()));
    }

    private static PipelineFolder WithDeadItem() => new PipelineFolder("one", "three").Write("", LongLinesGetAnImpossibleName);
}
