using System.Text.Json;
using TgPlatform.Cli.Tests.Support;
using TgPlatform.Testing;

namespace TgPlatform.Cli.Tests.Commands;

public sealed class PlanCommandTests
{
    [Fact]
    public async Task Plan_NewItems_ShowsVerdictSizeLaneAndNameAndWritesNothing()
    {
        using var folder = new PipelineFolder("one", "three").Write("filter: item.Size > 3");

        var run = await folder.RunAsync("plan");

        Assert.Equal((ExitCodes.Success, ""), (run.ExitCode, run.Error));
        Assert.Equal(
            [
                "VERDICT         SIZE  LANE              WHERE TO, OR WHY NOT",
                $"filtered         3 B  -                 1.txt: {folder.Pipeline}:7:9 filter: item.Size > 3",
                "fetch            5 B  file              folder: 2.txt",
                "would fetch 1 item, 5 B; filtered 1, skipped 0, dead 0; 0 problems with names",
                "lane file: 1 item, 5 B",
            ],
            run.Output.Split(Environment.NewLine, StringSplitOptions.RemoveEmptyEntries));
        Assert.Empty(folder.Moved());
        Assert.False(File.Exists(folder.PathOf(".tgp/ledger.db")));
    }

    [Fact]
    public async Task Plan_AfterARun_SkipsWhatIsDone()
    {
        using var folder = new PipelineFolder("one");
        await folder.RunAsync("run");
        await File.AppendAllTextAsync(folder.PathOf("notes.txt"), "two");

        var run = await folder.RunAsync("plan");

        Assert.Contains("skipped          3 B  -                 1.txt: done by an earlier run", run.Output, StringComparison.Ordinal);
        Assert.Contains("fetch            3 B  file              folder: 2.txt", run.Output, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Plan_Json_IsOneItemPerLine()
    {
        using var folder = new PipelineFolder("one", "two");

        var items = (await folder.RunAsync("plan", "--json")).Output.Split(Environment.NewLine, StringSplitOptions.RemoveEmptyEntries).Select(static line => JsonDocument.Parse(line).RootElement).ToList();

        Assert.Equal(["1:pending:file", "2:pending:file"], items.Select(static one => $"{one.GetProperty("item")}:{one.GetProperty("verdict")}:{one.GetProperty("lane")}"));
        Assert.Equal("2.txt", items[1].GetProperty("deliveries")[0].GetProperty("name").GetString());
    }

    [Fact]
    public async Task Plan_SourceFails_SaysWhyWithoutStackTrace()
    {
        using var folder = new PipelineFolder("one");
        File.Delete(folder.PathOf("notes.txt"));

        var run = await folder.RunAsync("plan");

        Assert.Equal(ExitCodes.RunFailed, run.ExitCode);
        Assert.StartsWith("tgp: the source cannot be asked: Could not find file", run.Error, StringComparison.Ordinal);
        Assert.DoesNotContain("   at ", run.Error, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Plan_QuietWithNothingWrong_SaysNothing()
    {
        using var folder = new PipelineFolder("one");

        Assert.Equal(new(ExitCodes.Success, "", ""), await folder.RunAsync("plan", "--quiet"));
    }

    [Theory]
    [InlineData(new[] { "one" }, "the one item looked at has no such field.")]
    [InlineData(new[] { "one", "two" }, "none of the 2 items looked at has such a field.")]
    [InlineData(new string[0], null)]
    public async Task Plan_FieldThatNoItemHas_IsNamedOnce(string[] lines, string? expected)
    {
        using var folder = new PipelineFolder(lines).Write("filter: item[\"customer\"].Text != \"a\" && item[\"Customer\"].Text != \"b\"");

        var run = await folder.RunAsync("plan");

        Assert.Equal(expected is null ? "" : $"{folder.Pipeline}:7:9: filter: item[\"customer\"] has no value: {expected}{Environment.NewLine}", run.Error);
        Assert.Equal(ExitCodes.Success, run.ExitCode);
    }

    [Fact]
    public async Task Plan_NameOfAnItemOfAnEarlierRun_IsTakenByOthersAlone()
    {
        using var copies = new FileCopies("a.txt");
        await copies.RunAsync("run");
        File.WriteAllText(copies.PathOf("in/a.txt"), "another content than before");
        File.WriteAllText(copies.PathOf("in/b.txt"), "b");

        var run = await copies.RunAsync("plan", "--set", "path=a{item.Extension}");
        var others = await copies.RunAsync("plan", "--set", "path={item.Name}");

        Assert.Equal(["kept: a.txt", "kept: a.txt (taken already)  PROBLEM: 'a.txt' has the same name. Add something that tells them apart, for instance {item.Id}."], Names(run));
        Assert.Contains("1 name taken already: the sink's options say what then happens", run.Output, StringComparison.Ordinal);
        Assert.Equal(["kept: a.txt", "kept: b.txt"], Names(others));
        Assert.DoesNotContain("taken already", others.Output, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Plan_NameOfAnItemThatIsGoneFromTheSource_IsTaken()
    {
        using var copies = new FileCopies("a.txt");
        await copies.RunAsync("run");
        File.Move(copies.PathOf("in/a.txt"), copies.PathOf("in/b.txt"));

        var run = await copies.RunAsync("plan", "--set", "path=a{item.Extension}");
        File.Delete(copies.PathOf("out/a.txt"));
        var looked = await copies.RunAsync("plan", "--set", "path=a{item.Extension}", "--connect");

        Assert.Equal(["kept: a.txt (taken already)"], Names(run));
        Assert.Equal(["kept: a.txt"], Names(looked));
    }

    [Fact]
    public async Task Plan_SourceThatWatches_ShowsWhatCameAndSaysThatItGoesOn()
    {
        using var folder = new PipelineFolder("one").WithTrouble("watch");
        var time = new ManualTimeProvider();

        var planning = TgpRun.OfAsync(folder.Plugins.Root, new Dictionary<string, string>(), time, "plan", folder.Pipeline);
        await time.WhenTimersAsync();
        time.Advance(TimeSpan.FromMilliseconds(50));
        await time.WhenTimersAsync();
        time.Advance(TimeSpan.FromSeconds(10));
        var run = await planning.WaitAsync(TimeSpan.FromMinutes(2));

        Assert.Contains("fetch            2 B  only              folder: 1.txt", run.Output, StringComparison.Ordinal);
        Assert.Equal("the source goes on; it has found nothing more for 10 s, and planning ends here", run.Error.Trim());
        Assert.Equal(ExitCodes.Success, run.ExitCode);
    }

    private static IEnumerable<string> Names(TgpRun plan) =>
        plan.Output.Split(Environment.NewLine).Where(static line => line.StartsWith("fetch ", StringComparison.Ordinal)).Select(static line => line[line.IndexOf("kept: ", StringComparison.Ordinal)..]);
}
